"""Papers that come later or go back: promised on acceptance (容缺受理), brought, returned when a request lapses."""

from __future__ import annotations

from typing import Any

from db.models.request import Request as Row
from db.queries import requests as queries
from hallclient.errors import BadInput, Refused
from hallclient.rules import checklist
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Change, Changer, Settings, day_given, listed
from hallclient.services.hall import Hall


def promises(hall: Hall, request: Request, given: Settings) -> dict[str, dict[str, Any]]:
    """What is promised of each deferred material on acceptance: ``promised_by``, and ``until`` for all of them or
    ``until.CODE`` for one (容缺受理: a signed promise and a date). Empty where nothing is deferred."""
    waiting = checklist.deferred(request.materials)
    if not waiting:
        return {}
    today = hall.clock.today()
    if not given.get("promised_by"):
        raise BadInput(
            Message("Deferred papers need a promise: {names}.", names="、".join(m.name for m in waiting)),
            Message("Say who promises and by when: --set promised_by=NAME --set until=DATE."),
            code="promise_needed",
        )
    found = {}
    for paper in waiting:
        key = f"until.{paper.code}" if given.get(f"until.{paper.code}") else "until"
        until = day_given(given, key)
        if until < today:
            raise BadInput(
                Message("{name}: the promised day {day} has passed.", name=paper.name, day=until.isoformat()),
                Message("Give today or a later day."),
            )
        found[paper.code] = {"deferred_until": until, "promised_by": given["promised_by"]}
    return found


def _bring(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Deferred papers are here: ``items=A,B``, or all of them."""
    waiting = {m.code: m for m in checklist.deferred(request.materials)}
    wanted = listed(given, "items")
    for code in wanted:
        if code not in waiting:
            raise BadInput(
                Message("“{code}” is not a deferred material of this request.", code=code),
                Message("Deferred are {codes}.", codes=", ".join(waiting)),
            )
    brought = wanted or list(waiting)
    for code in brought:
        values = {"mark": "ok", "received_on": hall.clock.today(), "receiver": actor.code}
        queries.update_material(hall.db, row.id, code, values)
    return {}, {"items": brought, "left": [code for code in waiting if code not in brought]}


def _lapse(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """An unanswered notice closes the request by the item's basis; the papers go back, applying again is free."""
    returned = given.get("returned", "")
    if not returned:
        raise Refused(
            Message("Nothing lapses while its papers are here: they go back to the applicant."),
            Message("Say how the papers were returned with --set returned=…; applying again is free."),
            code="papers_here",
        )
    reason = given.get("reason", "") or request.lapse_basis
    body = {"basis": request.lapse_basis, "words": reason}
    return {"result_reason": reason, "papers_returned": returned}, body


CHANGES: dict[str, Changer] = {
    "bring": _bring,
    "lapse": _lapse,
}
