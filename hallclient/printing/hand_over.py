"""The receipt for a hand-over (交接清单): which open requests went from whom to whom, for both to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hallclient.printing.paper import BY_HAND, Entries, Fields, Paper, Paragraph, Places, chinese_date, chinese_time

TITLE = "办件交接清单"


@dataclass(frozen=True, slots=True)
class Handed:
    """A line: the number, the matter, the applicant (masked), how far it is, by when it is due; of a part
    of a joint matter the department (``part``). ``provisional``: that day rests on a year that is not known."""

    number: str
    matter: str
    applicant: str
    state: str
    due: date | None
    part: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class HandOver:
    """``by`` is whoever entered it, where it is not who hands over."""

    hall: str
    giver: str
    receiver: str
    reason: str
    at: datetime
    by: str
    requests: Sequence[Handed]


def paper(handed: HandOver) -> Paper:
    """The list as a paper, to be made into text or a page."""
    entered = (("登记人", handed.by),) if handed.by else ()
    who = Fields(
        (
            ("移交人", handed.giver),
            ("接收人", handed.receiver),
            ("交接原因", handed.reason or BY_HAND),
            ("移交时间", chinese_time(handed.at)),
            *entered,
            ("件数", _count(handed.requests)),
        )
    )
    rows = tuple(
        (r.number, f"{r.matter}（{r.part}联办任务）" if r.part else r.matter, r.applicant, r.state,
         chinese_date(r.due, "") + ("（暂定）" if r.provisional else ""))
        for r in handed.requests
    )  # fmt: skip
    listed = Entries(("受理编号", "事项", "申请人", "状态", "应办结日"), rows)
    said = Paragraph(
        "接收人逐件确认接收前，上列办件仍由移交人负责；联办任务自移交时起由接收人承办。"
        "首问责任人不因交接而改变。接收人以本人授权作出决定。"
    )
    return Paper(
        handed.hall, TITLE, "", (who, listed, said, Places(("移交人签名", "接收人签名", "监交人签名", "日期")))
    )


def _count(handed: Sequence[Handed]) -> str:
    parts = sum(bool(one.part) for one in handed)
    whole = f"{len(handed) - parts}件"
    return f"{whole}，另联办任务{parts}项" if parts else whole
