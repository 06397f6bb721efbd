"""What happens to a request after its receipt: each action loads, asks the rules, saves and journals.

What each of them changes is in ``changes``, listed by ``request_changes``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from db.models.request import Request as Row
from db.queries import journal as journal_queries
from db.queries import requests as queries
from hallclient.errors import BadInput, Conflict, NotAllowed, Refused
from hallclient.rules import checklist, lifecycle, text
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import accounts, authorisations, evaluation, refusals, requests, visit_requests
from hallclient.services.accounts import Actor
from hallclient.services.changes import clocks, lateness
from hallclient.services.changes.base import TO_NOBODY, Said, Settings
from hallclient.services.hall import Hall
from hallclient.services.request_changes import CHANGES


@dataclass(frozen=True, slots=True)
class Outcome:
    """The request after the action, the number of its journal entry, and the keys that the action did not ask for."""

    request: Request
    entry: int
    unread: tuple[str, ...] = ()


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
    if action in lifecycle.PARTS:
        return _in_one(hall, actor, number, action, settings or {}, seen)
    if action not in CHANGES:
        raise BadInput(
            Message("“{action}” is not an action.", action=action),
            Message("Actions are {actions}.", actions=", ".join((*CHANGES, *lifecycle.PARTS))),
        )
    given = Said({key: text.clean(value) for key, value in (settings or {}).items()})
    with hall.write():
        row, request = as_seen(hall, number, seen)
        deemed = requests.is_deemed(hall, request)
        allow(hall, action, request, actor, deemed=deemed)
        rated = evaluation.visit_refusal(hall, row.id) if action == "rate" else None
        if rated is not None:
            raise Refused(rated, Message("One rating a visit is enough."))
        change = CHANGES[action]
        values, body = change(hall, actor, row, request, given)
        state = values.get("state") or lifecycle.target(action, request)
        if state in lifecycle.CLOSED_STATES and row.closed_at is None:
            # What is over is on its way to nobody.
            values = {**values, "closed_at": hall.clock.now(), **TO_NOBODY}
        counted, waited = clocks.waiting_ended(hall, row, request, {**values, "state": state}, action)
        values, body = {**values, **counted}, {**body, **waited}
        late = lateness.of_request(hall, request, state, given)
        values, body = {**values, **late}, {**body, **late}
        if lifecycle.STEPS[action].permission == "decide" and (
            number_of := authorisations.number_for(hall, actor, request)
        ):
            values["authorisation"] = body["authorisation"] = number_of
        refusals.note(hall, actor, row, action, values)
        counted, about = visit_requests.attended(hall, actor, row, action, given)
        values, body = {**values, **counted}, {**body, **about}
        entry = save(hall, actor, row, action, {"state": state, **values}, body)
        if action == "rate":
            evaluation.keep(hall, actor, row, values["rating"])
    return Outcome(requests.get(hall, number), entry, given.unread)


def _in_one(hall: Hall, actor: Actor, number: str, action: str, settings: Settings, seen: int | None) -> Outcome:
    """Several steps, each with its own entry in the journal, or none of them."""
    with hall.write():
        _, request = as_seen(hall, number, seen)
        allow(hall, action, request, actor, deemed=requests.is_deemed(hall, request))
        outcome, unread = Outcome(request, 0), set(settings)
        for part in lifecycle.PARTS[action]:
            if outcome.request.state in lifecycle.STEPS[part].sources:
                given = {"result": "granted", **settings}
                outcome = act(hall, actor, number, part, given, outcome.request.version)
                unread &= set(outcome.unread)
    return replace(outcome, unread=tuple(sorted(unread)))


def as_seen(hall: Hall, number: str, seen: int | None) -> tuple[Row, Request]:
    """A request for somebody who acts on what they saw of it, the version ``seen``. Raises :class:`Conflict` where it
    was changed meanwhile, :class:`NotFound`."""
    row = requests.row_of(hall, number)
    if seen is not None and seen != row.version:
        raise _changed_meanwhile(hall, row)
    return row, requests.values_of(hall, [row])[0]


def allow(hall: Hall, action: str, request: Request, actor: Actor, *, deemed: bool = False) -> None:
    """Raise with the reason when the rules refuse the action."""
    who = authorisations.who(hall, actor)
    reason = lifecycle.refusal(action, request, who, deemed=deemed)
    if reason is None:
        return
    remedy = Message("See what can be done with “hallclient request show {number}”.", number=request.number)
    if lifecycle.STEPS[action].permission == "decide" and reason == lifecycle.decision_refusal(request, who):
        raise NotAllowed(
            reason,
            Message("Hand the request to the chief representative of {department}.", department=request.department),
        )
    raise Refused(reason, remedy)


def save(hall: Hall, actor: Actor, row: Row, action: str, values: dict[str, Any], body: dict[str, Any]) -> int:
    """Store changed columns at the version that was read, with the journal entry; returns its number."""
    if not queries.update(hall.db, row.id, row.version, values):
        raise _changed_meanwhile(hall, row)
    return requests.record(hall, actor.code, action, row.id, body)


def _changed_meanwhile(hall: Hall, row: Row) -> Conflict:
    """The error for the second of two people: who changed the request, and when."""
    entries = journal_queries.of_subject(hall.db, "request", f"{row.number}@{row.terminal}")
    # Entries without a row changed nothing: somebody looked.
    last = next((entry for entry in reversed(entries) if entry.row), None)
    return Conflict(
        Message(
            "The request was changed by {name} at {time}.",
            name=accounts.names(hall).get(last.staff, last.staff) if last else "?",
            time=hall.clock.local(last.at).strftime("%H:%M:%S") if last else "?",
        ),
        Message("Look again, then decide; nothing was overwritten."),
    )


def mark(
    hall: Hall, actor: Actor | None, number: str, marks: Mapping[str, tuple[str, str]], seen: int | None = None
) -> Request:
    """Mark materials of the checklist: code → (mark, words). All or nothing."""
    actor = accounts.demand(actor, "handle")
    with hall.write():
        row, request = as_seen(hall, number, seen)
        allow(hall, "mark", request, actor)
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
        told = checklist.refuse_while_told(papers[code], wanted) if request.state == "awaiting_supplement" else None
        if told is not None:
            raise Refused(told, Message("Check the supplement off; what is new then needs a supervisor."))
        here = wanted not in ("", "missing")
        values = {
            "mark": wanted,
            "words": words,
            "received_on": hall.clock.today() if here else None,
            "receiver": actor.code if here else "",
            "handed": checklist.usual_handed(papers[code].originals, papers[code].copies, wanted),
        }
        queries.update_material(hall.db, row.id, code, values)
