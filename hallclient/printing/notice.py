"""The one-time notice (一次性告知书): once, everything (行政许可法 §32(1)(4)).

The same notice gives the same bytes: nothing here knows when it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from hallclient.errors import Refused
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
    numeral,
    person,
    pieces,
)
from hallclient.rules import checklist
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice, OpenMaterial

TITLE = "一次性告知书"

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


def as_text(notice: Notice, width: int = text.WIDTH) -> str:
    """The notice in lines of at most ``width`` cells. Raises :class:`Refused` as :func:`as_html` does."""
    _require_whole(notice)
    return text.render(_paper(notice), width)


def as_html(notice: Notice) -> str:
    """The notice as a page for A4.

    Raises :class:`Refused` when a material is unmarked, when nothing is open, or when what the checklist
    marks as open is not exactly what the notice asks for: a citizen is told once, and everything.
    """
    _require_whole(notice)
    return page.render(_paper(notice))


def preview(notice: Notice, width: int = text.NARROW) -> str:
    """The draft as the clerk sees it beside the checklist, with what still keeps it from being printed."""
    waiting = sum(mark not in checklist.MARKS for _, _, mark, _ in notice.marked)
    if waiting:
        banner = f"【草稿】还有{waiting}项材料未核对，不能出具。"
    elif not notice.open:
        banner = "【草稿】没有需要补正的材料，不需出具告知书。"
    else:
        banner = "【草稿】材料已全部核对，可以出具。"
    return "\n".join(text.wrap(banner, width)) + "\n\n" + text.render(_paper(notice), width)


def _require_whole(notice: Notice) -> None:
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


def _paper(notice: Notice) -> Paper:
    return Paper(notice.hall, TITLE, notice.number or "（出具时编号）", tuple(_blocks(notice)))


def _blocks(notice: Notice) -> Iterator[Block]:
    yield Fields(
        (
            ("申请人", notice.applicant or BY_HAND),
            ("联系方式", notice.contact or "未提供"),
            ("申请事项", matter(notice.item_name, notice.item)),
            ("实施机关", notice.department or notice.hall),
            ("办件编号", notice.request),
            ("收到材料时间", chinese_time(notice.received_at)),
        )
    )
    if notice.open:
        yield Paragraph(
            f"您申请办理的上述事项，经核对申请材料，需要补正下列{len(notice.open)}项，现将全部内容一次性告知如下："
        )
        rows = tuple(map(_open, notice.open))
        yield Entries(("材料名称", "情况", "存在问题", "材料要求", "取得方式"), rows)
    else:
        yield Paragraph("尚无需要补正的材料。")
    yield from _others(notice)
    yield Fields(
        (
            ("法律依据", notice.basis or "未载明"),
            ("补正期限", _period(notice)),
            ("经办人", person(notice.clerk_name, notice.clerk)),
            ("联系电话", notice.clerk_phone or BY_HAND),
            ("办理窗口", _window(notice)),
            ("咨询电话", notice.consultation_phone or BY_HAND),
            ("监督电话", notice.supervision_phone or BY_HAND),
        )
    )
    yield Paragraph("按照本告知书补齐全部材料的，予以受理；受理之前，办理时限不起算。本告知书不是不予受理的决定。")
    yield Seal(f"{notice.hall}（印章）", chinese_time(notice.issued_at))
    yield Places(("申请人（签字）", "签收时间"))
    yield Paragraph(_kept(notice.copies))


def _open(material: OpenMaterial) -> tuple[str, ...]:
    wanted = "；".join(part for part in (pieces(material.originals, material.copies), material.requirement) if part)
    return (
        material.name,
        MARK_WORDS.get(material.mark, MARK_WORDS[""]),
        material.words or ("未提交" if material.mark == "missing" else BY_HAND),
        wanted,
        material.source or "由申请人自备",
    )


def _others(notice: Notice) -> Iterator[Block]:
    """Every other material with its mark, so that the paper shows what was looked at."""
    others = []
    for _, name, mark, words in notice.marked:
        if mark not in checklist.OPEN:
            said = MARK_WORDS.get(mark, MARK_WORDS[""])
            others.append((name, f"{said}（{words}）" if words else said))
    if others:
        yield Paragraph("其余材料的核对情况：", strong=True)
        yield Entries(("材料名称", "情况"), tuple(others))


def _period(notice: Notice) -> str:
    if notice.supplement_due:
        return f"请于{chinese_date(notice.supplement_due)}前（含当日）补正"
    return "本事项未规定补正期限，请备齐后尽早提交"


def _window(notice: Notice) -> str:
    number = f"{notice.window}号窗口"
    return f"{number}（{notice.window_name}）" if notice.window_name else number


def _kept(copies: int) -> str:
    if copies == 2:
        return "本告知书一式两份，申请人、本窗口各执一份。"
    if copies < 2:
        return "本告知书一式一份，由申请人持有，本窗口留存副本。"
    return f"本告知书一式{numeral(copies)}份，申请人执一份，其余由本窗口留存。"
