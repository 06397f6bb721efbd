"""The receipt for papers (收件凭证), those of a supplement too: they were received, which is not acceptance."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from hallclient.printing import circumstances, handed_in
from hallclient.printing.filling import Filling, of_request
from hallclient.printing.office import Office
from hallclient.printing.paper import Entries, chinese_date, chinese_time, kept, matter
from hallclient.rules.checklist import open_materials
from hallclient.rules.provisional import is_provisional
from hallclient.rules.request import Request, RequestMaterial

_RECEIVED = frozenset({"ok", "defective"})
COLUMNS = ("材料名称", "原件", "复印件", "提交方式", "收到日期")
_NOT_RECEIVED = (
    ("missing", "未收到"),
    ("deferred", "承诺后补（容缺）"),
    ("promised", "以书面承诺代替（告知承诺）"),
    ("exempt", "免提交"),
)


def filling(request: Request, office: Office, number: str, also: Sequence[Request] = ()) -> Filling:
    """What the receipt says. A material that nobody has looked at is never said to be in order, nor received.

    ``also`` is what else was received in the same visit: one receipt lists all.
    """
    received = [m for m in request.materials if m.mark in _RECEIVED or m.received_on]
    unmarked = [m for m in request.materials if not m.mark and not m.received_on]
    others = [(m.name, words) for mark, words in _NOT_RECEIVED for m in request.materials if _only(m, mark)]
    words = {
        **office.words(),
        **of_request(request),
        **circumstances.words(request),
        "文号": number,
        "收件日期": chinese_date(request.received_on),
        "收件人": office.words()["经办人"],
        "收到项数": str(len(received)),
        "未核对项数": str(len(unmarked)),
        "收件说明": "" if received or unmarked else "未收取材料。",
        "收件事由": "",
        "告知期限": _duty(request) if request.notice_due and request.materials else "",
        "份数": kept("本凭证", office.copies, "申请人、收件窗口"),
    }
    tables = {
        "收到的材料": Entries(COLUMNS, tuple(_row(m, request) for m in received)),
        "未核对的材料": Entries(("材料名称", "情况"), tuple((m.name, "未核对") for m in unmarked)),
        "未收取的材料": Entries(("材料名称", "情况"), tuple(others)),
        "同次收件": Entries(("申请事项", "办件编号", "收件时间", "收到材料"), tuple(map(_other, also))),
    }
    return Filling(words, tables)


def of_supplement(request: Request, office: Office, number: str, brought: Collection[str], notice: str) -> Filling:
    """The receipt for what a supplement brought: those materials alone, when, to whom, and what is still awaited.
    ``notice`` is the title and number of the notice that asked for them."""
    whole = filling(request, office, number)
    taken = [m for m in request.materials if m.code in brought]
    left = open_materials(request.materials)
    due = request.supplement_due
    period = f"，请于{chinese_date(due)}前（含当日）补正" if due else "，请尽早补正"
    words = {
        **whole.words,
        "收件事由": f"按{notice}补正" if notice else "补正材料",
        "收件时间": chinese_time(office.at),
        "收件日期": chinese_date(office.at.date()),
        "收到项数": str(len(taken)),
        "未核对项数": "0",
        "收件说明": "",
        "告知期限": f"告知书所列材料尚有{len(left)}项未补正{period}。" if left else "告知书所列材料已全部补正。",
        **dict.fromkeys(("补录", "签收情况"), ""),
    }
    tables = {
        **whole.tables,
        "收到的材料": Entries(COLUMNS, tuple(_row(m, request) for m in taken)),
        "未核对的材料": Entries(("材料名称", "情况"), ()),
        "未收取的材料": Entries(("材料名称", "情况"), tuple((m.name, "尚未补正") for m in left)),
    }
    return Filling(words, tables)


def _other(request: Request) -> tuple[str, ...]:
    received = [m.name for m in request.materials if m.mark in _RECEIVED or m.received_on]
    unmarked = sum(not m.mark and not m.received_on for m in request.materials)
    told = "、".join(received) + (f"（另{unmarked}项未核对）" if unmarked and received else "")
    if not told:
        told = f"{unmarked}项，未核对" if unmarked else "未收取材料"
    return matter(request.item_name, request.item), request.number, chinese_time(request.received_at), told


def _only(material: RequestMaterial, mark: str) -> bool:
    return material.mark == mark and not material.received_on


def _row(material: RequestMaterial, request: Request) -> tuple[str, ...]:
    return (
        material.name,
        *handed_in.pieces(material),
        handed_in.way(material.handed),
        chinese_date(material.received_on or request.received_on),
    )


def _duty(request: Request) -> str:
    """By when the hall has to tell, and what follows for a licence when it does not (行政许可法 §32)."""
    day = chinese_date(request.notice_due) + ("（暂定）" if is_provisional(request, request.notice_due) else "")
    told = f"材料不齐全或者不符合要求的，本窗口最迟于{day}一次性告知需要补正的全部内容"
    if request.legal_path != "licence":
        return told + "。"
    return told + "；逾期不告知的，自收到申请材料之日起即为受理（《中华人民共和国行政许可法》第三十二条）。"
