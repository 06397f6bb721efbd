"""The receipt for papers (收件凭证). It proves that papers were received, and says that this is not acceptance."""

from __future__ import annotations

from collections.abc import Iterator

from hallclient.printing import page, text
from hallclient.printing.paper import (
    BY_HAND,
    Block,
    Entries,
    Fields,
    Paper,
    Paragraph,
    Places,
    Seal,
    chinese_date,
    chinese_time,
    matter,
)
from hallclient.rules.request import Request, RequestMaterial

TITLE = "收件凭证"

_RECEIVED = frozenset({"ok", "defective"})
_NOT_RECEIVED = (
    ("missing", "未收到"),
    ("deferred", "承诺后补（容缺）"),
    ("promised", "以书面承诺代替（告知承诺）"),
    ("exempt", "免提交"),
)


def as_text(
    request: Request, *, hall: str, receiver: str, phone: str = "", window_name: str = "", width: int = text.WIDTH
) -> str:
    """The receipt in lines of at most ``width`` cells. ``receiver`` is the name of who took the papers."""
    return text.render(_paper(request, hall, receiver, phone, window_name), width)


def as_html(request: Request, *, hall: str, receiver: str, phone: str = "", window_name: str = "") -> str:
    """The receipt as a page for A4."""
    return page.render(_paper(request, hall, receiver, phone, window_name))


def _paper(request: Request, hall: str, receiver: str, phone: str, window_name: str) -> Paper:
    return Paper(hall, TITLE, request.number, tuple(_blocks(request, hall, receiver, phone, window_name)))


def _blocks(request: Request, hall: str, receiver: str, phone: str, window_name: str) -> Iterator[Block]:
    window = f"{request.window}号窗口" + (f"（{window_name}）" if window_name else "")
    agent = (("代理人", request.agent.name),) if request.agent else ()
    yield Fields(
        (
            ("申请人", request.applicant.name or BY_HAND),
            *agent,
            ("申请事项", matter(request.item_name, request.item)),
            ("收件时间", chinese_time(request.received_at)),
            ("收件窗口", window),
            ("收件人", receiver or BY_HAND),
            ("联系电话", phone or BY_HAND),
        )
    )
    yield from _materials(request)
    yield Paragraph("本凭证只证明收到上列材料。收件不等于受理，是否受理另行书面告知。", strong=True)
    if request.notice_due and request.materials:
        yield Paragraph(_duty(request))
    yield Seal(f"{hall}（印章）", chinese_date(request.received_on))
    yield Places(("申请人（签字）", "收件人（签字）"))


def _materials(request: Request) -> Iterator[Block]:
    """What was handed in. A material that nobody has looked at is never said to be in order, nor received."""
    received = [m for m in request.materials if m.mark in _RECEIVED or m.received_on]
    unmarked = [m for m in request.materials if not m.mark and not m.received_on]
    if received:
        yield Paragraph(f"收到下列材料{len(received)}项：", strong=True)
        yield Entries(("材料名称", "原件", "复印件", "收到日期"), tuple(_row(m, request) for m in received))
    elif not unmarked:
        yield Paragraph("未收取材料。")
    if unmarked:
        yield Paragraph(f"下列材料{len(unmarked)}项尚未核对，以核对后的清单为准：", strong=True)
        yield Entries(("材料名称", "情况"), tuple((m.name, "未核对") for m in unmarked))
    others = [(m.name, words) for mark, words in _NOT_RECEIVED for m in request.materials if _only(m, mark)]
    if others:
        yield Paragraph("未收取的材料：", strong=True)
        yield Entries(("材料名称", "情况"), tuple(others))


def _only(material: RequestMaterial, mark: str) -> bool:
    return material.mark == mark and not material.received_on


def _row(material: RequestMaterial, request: Request) -> tuple[str, ...]:
    return (
        material.name,
        f"{material.originals}份" if material.originals else "",
        f"{material.copies}份" if material.copies else "",
        chinese_date(material.received_on or request.received_on),
    )


def _duty(request: Request) -> str:
    """By when the hall has to tell, and what follows for a licence when it does not (行政许可法 §32)."""
    told = f"材料不齐全或者不符合要求的，本窗口最迟于{chinese_date(request.notice_due)}一次性告知需要补正的全部内容"
    if request.legal_path != "licence":
        return told + "。"
    return told + "；逾期不告知的，自收到申请材料之日起即为受理（《中华人民共和国行政许可法》第三十二条）。"
