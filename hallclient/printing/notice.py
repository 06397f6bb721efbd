"""The one-time notice (一次性告知书): once, everything (行政许可法 §32(1)(4)).

For a disclosure request it is the notice to correct it (补正告知书, 政府信息公开条例 §30), which says the same under
another law and has a template of its own.

The same notice gives the same paper: nothing here knows when it is printed.
"""

from __future__ import annotations

from collections.abc import Mapping

from hallclient.errors import Refused
from hallclient.printing import handed_in, text
from hallclient.printing.filling import Filling
from hallclient.printing.paper import (
    BY_HAND,
    Entries,
    Paper,
    chinese_date,
    chinese_time,
    kept,
    matter,
    person,
    pieces,
    window_of,
)
from hallclient.rules import checklist
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice, OpenMaterial

MARK_WORDS = {
    "": "未核对",
    "ok": "齐全",
    "missing": "缺少",
    "defective": "不符合要求",
    "not_applicable": "不适用",
    "exempt": "免提交",
    "promised": "告知承诺",
    "deferred": "容缺后补",
}


def filling(notice: Notice, number: str = "") -> Filling:
    """What the notice says; ``number`` where it has none of its own yet."""
    words = {
        "大厅": notice.hall,
        "文号": notice.number or number or "（出具时编号）",
        "申请人": notice.applicant or BY_HAND,
        "联系方式": notice.contact or "未提供",
        "事项": matter(notice.item_name, notice.item),
        "实施机关": notice.department or notice.hall,
        "办件编号": notice.request,
        "收件时间": chinese_time(notice.received_at),
        "告知说明": _told(notice),
        "再次告知说明": _again(notice),
        "法律依据": notice.basis or "未载明",
        "补正期限": _period(notice),
        "经办人": person(notice.clerk_name, notice.clerk),
        "联系电话": notice.clerk_phone or BY_HAND,
        "办理窗口": window_of(notice.window, notice.window_name),
        "咨询电话": notice.consultation_phone or BY_HAND,
        "监督电话": notice.supervision_phone or BY_HAND,
        "大厅印章": f"{notice.hall}（印章）",
        "告知时间": chinese_time(notice.issued_at),
        "份数": kept("本告知书", notice.copies, "申请人、本窗口"),
    }
    handed = dict(notice.handed)
    columns = ("材料名称", "情况", "存在问题", "材料要求", "取得方式")
    tables = {
        "需补正的材料": Entries(columns, tuple(_open(material, handed) for material in notice.open)),
        "其余材料": Entries(("材料名称", "情况"), tuple(_others(notice, handed))),
    }
    return Filling(words, tables)


def preview(notice: Notice, paper: Paper, width: int = text.NARROW) -> str:
    """The draft as the clerk sees it beside the checklist, with what still keeps it from being printed."""
    waiting = sum(mark not in checklist.MARKS for _, _, mark, _ in notice.marked)
    if waiting:
        banner = f"【草稿】还有{waiting}项材料未核对，不能出具。"
    elif not notice.open:
        banner = "【草稿】没有需要补正的材料，不需出具告知书。"
    else:
        banner = "【草稿】材料已全部核对，可以出具。"
    return "\n".join(text.wrap(banner, width)) + "\n\n" + text.render(paper, width)


def require_whole(notice: Notice) -> None:
    """Raise :class:`Refused` when a material is unmarked, when nothing is open, or when what the checklist marks
    as open is not exactly what the notice asks for: a citizen is told once, and everything."""
    unmarked = [name for _, name, mark, _ in notice.marked if mark not in checklist.MARKS]
    unmarked += [material.name for material in notice.open if material.mark not in checklist.OPEN]
    if unmarked:
        raise Refused(
            Message("Not printed: unmarked materials ({names}).", names="、".join(unmarked)),
            Message("Mark every material first."),
        )
    if not notice.open:
        raise Refused(
            Message("Not printed: no material is missing or defective."), Message("Accept the request instead.")
        )
    marked_open = {code for code, _, mark, _ in notice.marked if mark in checklist.OPEN}
    if notice.marked and marked_open != {material.code for material in notice.open}:
        raise Refused(
            Message("Not printed: the notice does not ask for what the checklist found."),
            Message("Issue the notice from the checklist again."),
        )


def _told(notice: Notice) -> str:
    if not notice.open:
        return "尚无需要补正的材料。"
    count = len(notice.open)
    return f"您申请办理的上述事项，经核对申请材料，需要补正下列{count}项，现将全部内容一次性告知如下："


def title(legal_path: str) -> str:
    """What the notice of a request on this path is called."""
    return "补正告知书" if legal_path == "disclosure" else "一次性告知书"


def _again(notice: Notice) -> str:
    """What is new in a second notice and why it is told only now (行政许可法 §72(4)); empty in the first one."""
    if not notice.cause:
        return ""
    before = f"{notice.before_number}告知书" if notice.before_number else "此前的告知书"
    what, why = _sentence(notice.what), _sentence(notice.why)
    if notice.cause == "oversight":
        return f"{before}未能一次告知全部内容，现予补充告知：{what}原因：{why}由此给您带来的不便，谨致歉意。"
    return f"{before}之后出现新的情况：{what}首次告知时未能告知的原因：{why}"


def _sentence(words: str) -> str:
    return words if words.endswith(("。", "！", "？", "；")) else f"{words}。"


def _open(material: OpenMaterial, handed: Mapping[str, str]) -> tuple[str, ...]:
    wanted = "；".join(part for part in (pieces(material.originals, material.copies), material.requirement) if part)
    return (
        material.name,
        _with_way(MARK_WORDS.get(material.mark, MARK_WORDS[""]), handed.get(material.code, "")),
        material.words or ("未提交" if material.mark == "missing" else BY_HAND),
        wanted,
        material.source or "由申请人自备",
    )


def _with_way(said: str, way: str) -> str:
    """The mark, and how the material was handed in."""
    return f"{said}，{handed_in.taken(way)}" if way else said


def _others(notice: Notice, handed: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Every other material with its mark and how it was handed in, so that the paper shows what was looked at."""
    others: list[tuple[str, ...]] = []
    for code, name, mark, words in notice.marked:
        if mark not in checklist.OPEN:
            said = _with_way(MARK_WORDS.get(mark, MARK_WORDS[""]), handed.get(code, ""))
            others.append((name, f"{said}（{words}）" if words else said))
    return others


def _period(notice: Notice) -> str:
    if notice.supplement_due:
        return f"请于{chinese_date(notice.supplement_due)}前（含当日）补正"
    return "本事项未规定补正期限，请备齐后尽早提交"
