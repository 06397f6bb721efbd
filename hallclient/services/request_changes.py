"""What each action changes in a request: the columns, the materials, and the body of the journal entry.

Whether the action may be taken at all has been asked before (``request_actions``); everything here runs inside
its transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from db.models.request import Request as Row
from db.models.staff import Staff
from db.queries import requests as queries
from db.queries import staff as staff_queries
from hallclient.errors import BadInput, Refused
from hallclient.rules import checklist, deadlines
from hallclient.rules.message import Message
from hallclient.rules.request import RATINGS, Request
from hallclient.rules.terms import RESULTS
from hallclient.services import accounts, requests
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall

Settings = Mapping[str, str]
Change = tuple[dict[str, Any], dict[str, Any]]
"""The columns that change, and the body of the journal entry."""

_RESULTS = tuple(code for code in RESULTS if code)


def needed(given: Settings, key: str) -> str:
    """The word that an action cannot do without. Raises :class:`BadInput`."""
    if not given.get(key):
        raise BadInput(Message("The action needs “{key}”.", key=key), Message("Give it with --set {key}=…", key=key))
    return given[key]


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
    return {"state": state, "visits": row.visits + 1}, {"items": brought, "left": left}


def _refuse(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    words = needed(given, "reason")
    return {"result_reason": words, "decided_at": hall.clock.now(), "decided_by": actor.code}, {"words": words}


def _redirect(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    words = needed(given, "unit")
    if given.get("phone"):
        words = f"{words} {given['phone']}"
    return {"result_reason": words}, {"words": words}


def _answer(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    return {"answer": needed(given, "words")}, {}


def _colleague(hall: Hall, code: str) -> Staff:
    """The person who shall have the request, and who still works here."""
    person = staff_queries.get(hall.db, code)
    if person is None:
        raise accounts.unknown_staff(code)
    if not person.active:
        raise Refused(
            Message("{name} does not work here any more.", name=person.name), Message("Hand it to another person.")
        )
    return person


def _hand_over(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Offer the request to another person; it stays with the owner until that person takes it up."""
    to = _colleague(hall, needed(given, "to"))
    if to.code == row.owner:
        raise Refused(Message("{name} has the request already.", name=to.name), Message("Hand it to another person."))
    words = f"{to.name} {given.get('reason', '')}".strip()
    return {"pending_owner": to.code}, {"to": to.code, "words": words}


def _take_up(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    return {"owner": actor.code, "pending_owner": ""}, {"from": row.owner}


def _assign(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    owner = _colleague(hall, given.get("to") or actor.code)
    return {"owner": owner.code, "pending_owner": ""}, {"from": row.owner, "to": owner.code, "words": owner.name}


def _decide(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    result = needed(given, "result")
    if result not in _RESULTS:
        raise BadInput(
            Message("“{result}” is not a result.", result=result),
            Message("Results are {results}.", results=", ".join(_RESULTS)),
        )
    reason = needed(given, "reason") if result != "granted" else given.get("reason", "")
    values = {
        "result": result,
        "result_reason": reason,
        "decided_at": hall.clock.now(),
        "decided_by": actor.code,
    }
    return values, {"result": result, "words": reason}


def _deliver(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    to = given.get("to", "")
    return {"delivered_at": hall.clock.now(), "delivered_to": to}, {}


def _withdraw(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    return {"result_reason": given.get("reason", "")}, {"words": given.get("reason", "")}


def _rate(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    rating = needed(given, "rating")
    if rating not in RATINGS:
        raise BadInput(
            Message("“{rating}” is not a rating.", rating=rating),
            Message("Ratings are {ratings}.", ratings=", ".join(RATINGS)),
        )
    return {"rating": rating}, {"rating": rating}


def _note(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    return {}, {"words": needed(given, "words")}


CHANGES: dict[str, Callable[[Hall, Actor, Row, Request, Settings], Change]] = {
    "supplement": _supplement,
    "accept": _accept,
    "refuse": _refuse,
    "redirect": _redirect,
    "answer": _answer,
    "hand-over": _hand_over,
    "take-up": _take_up,
    "assign": _assign,
    "decide": _decide,
    "deliver": _deliver,
    "withdraw": _withdraw,
    "rate": _rate,
    "note": _note,
}
