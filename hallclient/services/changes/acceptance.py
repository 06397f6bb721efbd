"""Supplement and acceptance: what checks materials off and starts the clocks."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from db.models.request import Request as Row
from db.queries import requests as queries
from hallclient.errors import BadInput
from hallclient.rules import checklist, deadlines
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import requests
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.changes.base import Change, Changer, Settings
from hallclient.services.hall import Hall


def _accept(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Acceptance; unmarked materials are herewith stated to be in order by the person who accepts.

    Accepted by law counts from the day of receipt (行政许可法 §32(1)(4)), whatever is missing, and says nothing
    of the materials; otherwise from today.
    """
    today = hall.clock.today()
    by_law = requests.is_deemed(hall, request)
    stated = () if by_law else checklist.unmarked(request.materials)
    for material in stated:
        queries.update_material(
            hall.db, row.id, material.code, {"mark": "ok", "received_on": today, "receiver": actor.code}
        )
    values = due_values(hall, request, request.received_on if by_law else today)
    return {**values, "by_law": by_law}, {"by_law": by_law, "stated": [m.code for m in stated]}


def due_values(hall: Hall, request: Request, accepted_on: date) -> dict[str, Any]:
    """Both due dates from the day of acceptance, with the snapshot of how they were counted."""
    calendar = work_calendar(hall)
    values: dict[str, Any] = {"accepted_on": accepted_on, "promised_due": None, "statutory_due": None}
    steps: list[Message] = []
    provisional = False
    for name, label, term in (
        ("promised_due", Message("Promised limit: {days} days.", days=request.promised_days), request.promised_days),
        (
            "statutory_due",
            Message("Statutory limit: {days} days.", days=request.statutory_days),
            request.statutory_days,
        ),
    ):
        if term is None:
            continue
        due = deadlines.due(calendar, accepted_on, term, request.unit)
        values[name] = due.day
        provisional = provisional or due.provisional
        steps += [label, *due.steps]
    values["provisional"] = provisional
    values["explanation"] = json.dumps([[step.text, step.values] for step in steps], ensure_ascii=False)
    return values


def _supplement(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Check off what was brought: ``items=A,B``, or everything that was open. Part leaves the notice open."""
    still_open = {m.code: m for m in checklist.open_materials(request.materials)}
    wanted = [code.strip() for code in given.get("items", "").replace("，", ",").split(",") if code.strip()]
    for code in wanted:
        if code not in still_open:
            raise BadInput(
                Message("“{code}” is not an open material of this request.", code=code),
                Message("Open are {codes}.", codes=", ".join(still_open) or "-"),
            )
    brought = wanted or list(still_open)
    for code in brought:
        values = {"mark": "ok", "words": "", "received_on": hall.clock.today(), "receiver": actor.code}
        queries.update_material(hall.db, row.id, code, values)
    left = [code for code in still_open if code not in brought]
    state = "awaiting_supplement" if left else "registered"
    return {"state": state}, {"items": brought, "left": left}


CHANGES: dict[str, Changer] = {
    "supplement": _supplement,
    "accept": _accept,
}
