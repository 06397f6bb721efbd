"""The two lines above the checklist: whose request it is, and what its clock says."""

from __future__ import annotations

from datetime import date

from rich.text import Text

from hallclient.language import say
from hallclient.rules import checklist, deadlines, provisional
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import STATES
from hallclient.rules.workdays import WorkCalendar
from hallclient.screens.notice_deadline import told_by
from hallclient.widgets.cells import safe

_PLAIN, _DUE, _ALARM, _GOOD = "", "bold #ffd75f", "bold #ffffff on #af0000", "bold #87d787"
BY_LAW = Message("Accepted by law since {day}: no notice is possible any more; accept it with s.")
_NO_LIMIT = Message("none set")


def heading(request: Request) -> Text:
    """Number, full name (the person stands at the window), matter, state."""
    line = safe(request.short_number, "bold #5fafd7")
    line.append("  ")
    line.append_text(safe(request.applicant.name, "bold"))
    line.append("  ")
    line.append_text(safe(request.item_name))
    line.append("  ")
    return line.append_text(safe(say(STATES[request.state]), _DUE))


def clock(request: Request, calendar: WorkCalendar, today: date, warn_days: int, deemed: bool) -> Text:
    """The deadline that matters now."""
    if deemed:
        return safe("! " + say(Message(BY_LAW.text, day=request.counts_from.isoformat())), _ALARM)
    if request.accepted_on is not None:
        words = Message(
            "Accepted {day}.  Promised until {promised}.  Statutory until {statutory}.",
            day=request.accepted_on.isoformat(),
            promised=_day(request, request.promised_due),
            statutory=_day(request, request.statutory_due),
        )
        return safe(say(words), _GOOD)
    if request.state == "registered" and request.supplement_due is not None:
        still_open = checklist.open_materials(request.materials)
        return Text() if still_open else safe(say(Message("The supplement is complete: accept today.")), _DUE)
    if request.supplement_due is not None:
        left = deadlines.days_left(calendar, today, request.supplement_due)
        words = Message(
            "Supplement until {day} ({days} working days left).", day=request.supplement_due.isoformat(), days=left
        )
        if left < 0:
            words = Message("The period for the supplement ended on {day}.", day=request.supplement_due.isoformat())
        return safe(say(words), _DUE if left <= warn_days else _PLAIN)
    if request.notice_due is None:
        return Text()
    left = deadlines.days_left(calendar, today, request.notice_due)
    words = told_by(request, left)
    warning = ""
    if request.legal_path == "licence" and 0 <= left <= warn_days:
        warning = "  " + say(Message("After that it counts as accepted by law."))
    style = _ALARM if left < 0 else _DUE if left <= warn_days else _PLAIN
    return safe(say(words) + warning, style)


def _day(request: Request, day: date | None) -> Message | str:
    return provisional.due(request, day) or _NO_LIMIT
