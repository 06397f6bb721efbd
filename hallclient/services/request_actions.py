"""What happens to a request after its receipt: each action loads, asks the rules, saves and journals."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.models.request import Request as Row
from db.queries import journal as journal_queries
from db.queries import requests as queries
from hallclient.errors import BadInput, Conflict, NotAllowed, Refused
from hallclient.rules import checklist, deadlines, lifecycle, text
from hallclient.rules.message import Message
from hallclient.rules.request import RATINGS, Request
from hallclient.rules.terms import RESULTS
from hallclient.services import accounts, requests
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall

_RESULTS = tuple(code for code in RESULTS if code)
Settings = Mapping[str, str]
Change = tuple[dict[str, Any], dict[str, Any]]
"""The columns that change, and the body of the journal entry."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The request after the action and the number of its journal entry."""

    request: Request
    entry: int


def act(
    hall: Hall,
    actor: Actor | None,
    number: str,
    action: str,
    settings: Settings | None = None,
    seen: int | None = None,
) -> Outcome:
    """Take ``action``; ``settings`` are its KEY=VALUE words, ``seen`` the version that the clerk looked at.

    Raises :class:`Refused` with the reason of the rules, :class:`Conflict` when somebody changed the request
    meanwhile, :class:`BadInput` for words that do not hold. Nothing is changed then.
    """
    actor = accounts.demand(actor, "handle")
    if action not in _CHANGES:
        raise BadInput(
            Message("“{action}” is not an action.", action=action),
            Message("Actions are {actions}.", actions=", ".join(_CHANGES)),
        )
    given = {key: text.clean(value) for key, value in (settings or {}).items()}
    with hall.write():
        row = requests.row_of(hall, number)
        if seen is not None and seen != row.version:
            raise changed_meanwhile(hall, row)
        request = requests.values_of(hall, [row])[0]
        deemed = requests.is_deemed(hall, request)
        allow(action, request, actor, deemed=deemed, pending_owner=row.pending_owner)
        change = _CHANGES[action]
        values, body = change(hall, actor, row, request, given)
        entry = save(hall, actor, row, action, {"state": lifecycle.target(action, request), **values}, body)
    return Outcome(requests.get(hall, number), entry)


def allow(action: str, request: Request, actor: Actor, *, deemed: bool = False, pending_owner: str = "") -> None:
    """Raise with the reason when the rules refuse the action."""
    reason = lifecycle.refusal(action, request, actor.who, deemed=deemed, pending_owner=pending_owner)
    if reason is None:
        return
    remedy = Message("See what can be done with “hallclient request show {number}”.", number=request.number)
    if lifecycle.STEPS[action].permission == "decide" and request.state in lifecycle.STEPS[action].sources:
        raise NotAllowed(
            reason,
            Message("Hand the request to the chief representative of {department}.", department=request.department),
        )
    raise Refused(reason, remedy)


def save(hall: Hall, actor: Actor, row: Row, action: str, values: dict[str, Any], body: dict[str, Any]) -> int:
    """Store changed columns at the version that was read, with the journal entry; returns its number."""
    if values.get("state") in lifecycle.CLOSED_STATES and row.closed_at is None:
        values = {**values, "closed_at": hall.clock.now()}
    if not queries.update(hall.db, row.id, row.version, values):
        raise changed_meanwhile(hall, row)
    return requests.record(hall, actor.code, action, row.id, body)


def changed_meanwhile(hall: Hall, row: Row) -> Conflict:
    """The error for the second of two people: who changed the request, and when."""
    entries = journal_queries.of_subject(hall.db, "request", f"{row.number}@{row.terminal}")
    last = entries[-1] if entries else None
    return Conflict(
        Message(
            "The request was changed by {name} at {time}.",
            name=accounts.names(hall).get(last.staff, last.staff) if last else "?",
            time=hall.clock.local(last.at).strftime("%H:%M:%S") if last else "?",
        ),
        Message("Look again, then decide; nothing was overwritten."),
    )


def needed(given: Settings, key: str) -> str:
    """The word that an action cannot do without. Raises :class:`BadInput`."""
    if not given.get(key):
        raise BadInput(Message("The action needs “{key}”.", key=key), Message("Give it with --set {key}=…", key=key))
    return given[key]


def _accept(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Acceptance; unmarked materials are herewith stated to be in order by the person who accepts.

    Accepted by law counts from the day of receipt (行政许可法 §32(1)(4)); otherwise from today.
    """
    today = hall.clock.today()
    stated = checklist.unmarked(request.materials)
    for material in stated:
        queries.update_material(
            hall.db, row.id, material.code, {"mark": "ok", "received_on": today, "receiver": actor.code}
        )
    by_law = requests.is_deemed(hall, request)
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
        queries.update_material(
            hall.db, row.id, code, {"mark": "ok", "received_on": hall.clock.today(), "receiver": actor.code}
        )
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


def _hand_over(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Offer the request to another person; it stays with the owner until that person takes it up."""
    to = accounts.actor_of(hall, needed(given, "to"))
    words = f"{to.name} {given.get('reason', '')}".strip()
    return {"pending_owner": to.code}, {"to": to.code, "words": words}


def _take_up(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    return {"owner": actor.code, "pending_owner": ""}, {"from": row.owner}


def _assign(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    owner = accounts.actor_of(hall, given.get("to") or actor.code)
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


_CHANGES: dict[str, Callable[[Hall, Actor, Row, Request, Settings], Change]] = {
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


def mark(
    hall: Hall, actor: Actor | None, number: str, marks: Mapping[str, tuple[str, str]], seen: int | None = None
) -> Request:
    """Mark materials of the checklist: code → (mark, words). All or nothing."""
    actor = accounts.demand(actor, "handle")
    with hall.write():
        row = requests.row_of(hall, number)
        if seen is not None and seen != row.version:
            raise changed_meanwhile(hall, row)
        request = requests.values_of(hall, [row])[0]
        allow("mark", request, actor)
        set_marks(hall, actor, row, request, marks)
        save(hall, actor, row, "mark", {}, {"marks": {code: m for code, (m, _) in marks.items()}})
    return requests.get(hall, number)


def set_marks(hall: Hall, actor: Actor, row: Row, request: Request, marks: Mapping[str, tuple[str, str]]) -> None:
    """Check and store marks; the caller saves the request and its journal entry."""
    papers = {m.code: m for m in request.materials}
    for code, (wanted, words) in marks.items():
        if code not in papers:
            raise BadInput(
                Message("“{code}” is not a material of this request.", code=code),
                Message("Materials are {codes}.", codes=", ".join(papers)),
            )
        words = text.clean(words)
        problem = checklist.refuse_mark(papers[code], wanted, words) if wanted else None
        if problem is not None:
            raise BadInput(problem, Message("Mark the material again; nothing was changed."))
        here = wanted not in ("", "missing")
        values = {
            "mark": wanted,
            "words": words,
            "received_on": hall.clock.today() if here else None,
            "receiver": actor.code if here else "",
        }
        queries.update_material(hall.db, row.id, code, values)
