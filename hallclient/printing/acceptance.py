"""The notice of acceptance (受理通知书), dated and with a place for the seal of the deciding body."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
)
from hallclient.rules.message import Message
from hallclient.rules.request import Request

TITLE = "受理通知书"

_LICENCE = "licence"
_UNIT_WORDS = {"workday": "个工作日", "day": "个自然日"}
_LATER = (("deferred", "容缺受理，承诺后补"), ("promised", "告知承诺，以书面承诺代替"))


def as_text(
    request: Request, *, hall: str, clerk: str, phone: str = "", number: str = "", width: int = text.WIDTH
) -> str:
    """The notice in lines of at most ``width`` cells.

    ``clerk`` is the name of who handles it, ``number`` the document number where the department gives one.
    Raises :class:`Refused` when the request has not been accepted.
    """
    return text.render(_paper(request, hall, clerk, phone, number), width)


def as_html(request: Request, *, hall: str, clerk: str, phone: str = "", number: str = "") -> str:
    """The notice as a page for A4. Raises :class:`Refused` when the request has not been accepted."""
    return page.render(_paper(request, hall, clerk, phone, number))


def _paper(request: Request, hall: str, clerk: str, phone: str, number: str) -> Paper:
    if request.accepted_on is None:
        raise Refused(
            Message("Not printed: request {number} has not been accepted.", number=request.number),
            Message("Accept the request first."),
        )
    blocks = tuple(_blocks(request, request.accepted_on, hall, clerk, phone))
    return Paper(request.department or hall, TITLE, number, blocks)


def _blocks(request: Request, accepted: date, hall: str, clerk: str, phone: str) -> Iterator[Block]:
    agent = (("代理人", request.agent.name),) if request.agent else ()
    yield Fields(
        (
            ("申请人", request.applicant.name or BY_HAND),
            *agent,
            ("申请事项", matter(request.item_name, request.item)),
            ("办件编号", request.number),
            ("收到材料时间", chinese_time(request.received_at)),
            ("受理日期", chinese_date(accepted)),
        )
    )
    yield Paragraph(_decision(request, accepted))
    later = [(m.name, words) for mark, words in _LATER for m in request.materials if m.mark == mark]
    if later:
        yield Paragraph("受理时下列材料依规定后补或者以承诺代替：", strong=True)
        yield Entries(("材料名称", "情况"), tuple(later))
    yield Fields(
        (
            ("法定办结日期", _due(request, request.statutory_days, request.statutory_due)),
            ("承诺办结日期", _due(request, request.promised_days, request.promised_due)),
            ("办理窗口", f"{hall}{request.window}号窗口"),
            ("经办人", clerk or BY_HAND),
            ("联系电话", phone or BY_HAND),
        )
    )
    yield Paragraph(
        "期限自受理之日的次日起计算。依法需要听证、检验、检测、鉴定、专家评审等的，所需时间不计入期限，另行书面告知。"
    )
    if request.provisional:
        yield Paragraph("期限跨入放假安排尚未收录的年度，上列日期为暂定，放假安排公布后重新计算并告知。")
    body = request.department or BY_HAND
    seal = f"{body}（行政许可专用章）" if request.legal_path == _LICENCE else f"{body}（印章）"
    yield Seal(seal, chinese_date(accepted))
    yield Places(("申请人（签字）", "签收时间"))
    yield Paragraph("本通知书一式两份，申请人、受理机关各执一份。")


def _decision(request: Request, accepted: date) -> str:
    """Why it is accepted: the papers, or the law itself where the hall has missed its five days (§32)."""
    law = "《中华人民共和国行政许可法》第三十二条第一款"
    if request.by_law:
        return (
            "受理机关未在收到申请材料后五个工作日内一次告知需要补正的全部内容，"
            f"依照{law}第四项，本申请自收到申请材料之日（{chinese_date(accepted)}）起即为受理。"
        )
    reason = f"，依照{law}第五项" if request.legal_path == _LICENCE else ""
    return f"您提出的上述申请，经核对符合受理条件{reason}，决定予以受理。"


def _due(request: Request, days: int | None, due: date | None) -> str:
    if days is None or due is None:
        return "未规定"
    length = f"{days}{_UNIT_WORDS.get(request.unit, '日')}"
    return f"{chinese_date(due)}（{length}{'，暂定' if request.provisional else ''}）"
