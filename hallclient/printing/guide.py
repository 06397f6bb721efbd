"""The guide slip (引导单): who came to the wrong window takes the right one home in writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hallclient.printing import page, text
from hallclient.printing.paper import BY_HAND, Fields, Paper, Paragraph, chinese_time

TITLE = "引导单"


@dataclass(frozen=True, slots=True)
class Guidance:
    """Where the applicant is sent: unit, window, floor, phone, for which matter, and who said so (首问责任人)."""

    hall: str
    matter: str
    unit: str
    window: str
    floor: str
    phone: str
    guided_by: str
    at: datetime
    guided_by_phone: str = ""
    applicant: str = ""
    number: str = ""
    address: str = ""


def as_text(guidance: Guidance, width: int = text.WIDTH) -> str:
    """The slip in lines of at most ``width`` cells."""
    return text.render(_paper(guidance), width)


def as_html(guidance: Guidance) -> str:
    """The slip as a page for A4."""
    return page.render(_paper(guidance))


def _paper(guidance: Guidance) -> Paper:
    applicant = (("申请人", guidance.applicant),) if guidance.applicant else ()
    address = (("地址", guidance.address),) if guidance.address else ()
    where = Fields(
        (
            *applicant,
            ("办理事项", guidance.matter or BY_HAND),
            ("办理单位", guidance.unit or BY_HAND),
            ("办理窗口", guidance.window or BY_HAND),
            ("楼层", guidance.floor or BY_HAND),
            *address,
            ("联系电话", guidance.phone or BY_HAND),
        )
    )
    who = Fields(
        (
            ("首问责任人", guidance.guided_by or BY_HAND),
            ("首问电话", guidance.guided_by_phone or BY_HAND),
            ("引导时间", chinese_time(guidance.at)),
        )
    )
    said = Paragraph("您要办理的事项请到上列窗口办理。找不到窗口或者对方不予办理的，请联系首问责任人。")
    return Paper(guidance.hall, TITLE, guidance.number, (where, said, who))
