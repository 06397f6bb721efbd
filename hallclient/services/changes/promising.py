"""An instant matter that cannot be decided in one sitting gets a promised limit (即办转承诺)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from db.models.request import Request as Row
from hallclient.errors import BadInput
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import ACTIONS
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.changes.base import Change, Changer, Settings, needed
from hallclient.services.changes.clocks import counted_anew, excluded_of
from hallclient.services.hall import Hall

_MOST_DAYS = 365


def _to_promised(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """The promise counts from today, so that the change itself makes nothing overdue; what the law sets stays.

    The days since acceptance are added to the promise: it counts from the day of acceptance as every limit does.
    """
    reason = needed(given, "reason")
    days = _days(hall, given)
    if request.accepted_on is not None:
        calendar = work_calendar(hall)
        today = hall.clock.today()
        if request.unit == "workday":
            days += calendar.workdays_between(request.accepted_on, today, guess=True)
        else:
            days += (today - request.accepted_on).days
    if request.statutory_days is not None:
        days = min(days, request.statutory_days)
    values: dict[str, Any] = {"kind": "promised", "promised_days": days}
    if request.accepted_on is not None:
        changed = replace(request, promised_days=days)
        values |= counted_anew(hall, changed, excluded_of(hall, row.id), ACTIONS["to-promised"])
    return values, {"words": reason, "days": days}


def _days(hall: Hall, given: Settings) -> int:
    text = given.get("days") or str(hall.config.instant_days)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_DAYS):
        raise BadInput(
            Message("“{text}” is not a number of days.", text=text),
            Message("Give the promised limit with --set days=5."),
        )
    return int(text)


CHANGES: dict[str, Changer] = {"to-promised": _to_promised}
