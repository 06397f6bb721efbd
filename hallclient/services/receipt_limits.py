"""The limit of a complaint or suggestion: it counts from the day of receipt, which is not counted (民法典 §201)."""

from __future__ import annotations

from datetime import date
from typing import Any

from hallclient.rules import deadlines
from hallclient.rules.item import Item
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import explanation
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall


def columns(hall: Hall, item: Item | Request, received_on: date) -> dict[str, Any]:
    """The limit of a new request of a kind that has one from receipt on: the item's, else the hall's setting. The
    other kinds get theirs with acceptance, and nothing here."""
    if not kind_of(item.kind).limited:
        return {"promised_due": None, "explanation": "[]"}
    days = item.promised_days or hall.config.complaint_days
    due = deadlines.due(work_calendar(hall), received_on, days, item.unit)
    steps = (Message("Limit for the answer: {days} days from receipt.", days=days), *due.steps)
    return {
        "promised_days": days,
        "promised_due": due.day,
        "provisional": due.provisional,
        "explanation": explanation.stored(steps),
    }
