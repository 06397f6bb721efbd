"""Limits that count from the day of receipt, which is not counted (民法典 §201): of a complaint or suggestion, and of
the reply to a disclosure request, which begins anew when a correction arrives (政府信息公开条例 §§30, 33)."""

from __future__ import annotations

from datetime import date
from typing import Any

from hallclient.rules import clocks, deadlines
from hallclient.rules.clocks import Facts, Limits
from hallclient.rules.item import Item
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import explanation
from hallclient.services.calendar import work_calendar
from hallclient.services.changes.clocks import columns as clock_columns
from hallclient.services.hall import Hall


def reply(hall: Hall, limits: Limits, facts: Facts) -> dict[str, Any]:
    """Both dates for the reply to a disclosure request, from its receipt or its last correction."""
    return clock_columns(clocks.run(work_calendar(hall), limits, facts, hall.clock.today()))


def until_corrected() -> dict[str, Any]:
    """While the correction is awaited there is no date for the reply."""
    told = Message("The reply is counted anew when the correction is received (条例 §30).")
    none = dict.fromkeys(("promised_due", "statutory_due"))
    return {**none, "provisional": False, "explanation": explanation.stored((told,))}


def columns(hall: Hall, item: Item | Request, received_on: date) -> dict[str, Any]:
    """The limit of a new request of a kind that has one from receipt on: the item's, else the hall's setting. The
    other kinds get theirs with acceptance, and nothing here."""
    if kind_of(item.kind).replied:
        return reply(hall, item, Facts(received_on))
    if not kind_of(item.kind).limited:
        return {"promised_due": None, "statutory_due": None, "explanation": "[]"}
    days = item.promised_days or hall.config.complaint_days
    due = deadlines.due(work_calendar(hall), received_on, days, item.unit)
    steps = (Message("Limit for the answer: {days} days from receipt.", days=days), *due.steps)
    return {
        "promised_days": days,
        "promised_due": due.day,
        "provisional": due.provisional,
        "explanation": explanation.stored(steps),
    }
