"""Supplement and acceptance: what checks materials off and starts the clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from db.models.request import Request as Row
from db.queries import requests as queries
from hallclient.errors import BadInput
from hallclient.rules import checklist, clocks
from hallclient.rules.clocks import Facts, Limits
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import receipt_limits, requests
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.changes import papers
from hallclient.services.changes.base import Change, Changer, Settings, listed
from hallclient.services.changes.clocks import columns, facts_of
from hallclient.services.hall import Hall


def _accept(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Acceptance; unmarked materials are herewith stated to be in order by the person who accepts.

    Accepted by law counts from the day of receipt (行政许可法 §32(1)(4)), whatever is missing, and says nothing
    of the materials; otherwise from today, and deferred materials need their promise (容缺受理).
    """
    today = hall.clock.today()
    by_law = requests.is_deemed(hall, request)
    stated = () if by_law else checklist.unmarked(request.materials)
    for material in stated:
        queries.update_material(
            hall.db,
            row.id,
            material.code,
            {
                "mark": "ok",
                "received_on": today,
                "receiver": actor.code,
                "handed": checklist.usual_handed(material.originals, material.copies, "ok"),
            },
        )
    promised = {} if by_law else papers.promises(hall, request, given)
    for code, promise in promised.items():
        queries.update_material(hall.db, row.id, code, promise)
    receipt = {"counted_from": request.counted_from, "received_on": request.received_on}
    values = by_law_values(hall, request) if by_law else due_values(hall, request, today, **receipt)
    if kind_of(request.kind).limited:
        # The limit for the answer runs since receipt; taking the complaint up gives no new one.
        values = {"accepted_on": today}
    if kind_of(request.kind).replied:
        values = {"accepted_on": today, **receipt_limits.reply(hall, request, facts_of(request, ()))}
    body: dict[str, Any] = {"by_law": by_law, "stated": [m.code for m in stated]}
    if promised:
        body["deferred"] = {code: promise["deferred_until"].isoformat() for code, promise in promised.items()}
    return {**values, "by_law": by_law}, body


def by_law_values(hall: Hall, request: Request) -> dict[str, Any]:
    """The dates of what the law has accepted, back to the day of receipt."""
    receipt = {"counted_from": request.counted_from, "received_on": request.received_on}
    return due_values(hall, request, request.counts_from, by_law=True, **receipt)


def due_values(hall: Hall, limits: Limits, accepted_on: date, **facts: Any) -> dict[str, Any]:
    """Both due dates from the day of acceptance, with the snapshot of how they were counted; ``facts`` are those of
    :class:`clocks.Facts`."""
    found = clocks.run(work_calendar(hall), limits, Facts(accepted_on, **facts), hall.clock.today())
    return {"accepted_on": accepted_on, **columns(found)}


def _supplement(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Check off what was brought: ``items=A,B``, or everything that was open. Part leaves the notice open."""
    still_open = {m.code: m for m in checklist.open_materials(request.materials)}
    wanted = listed(given, "items")
    for code in wanted:
        if code not in still_open:
            raise BadInput(
                Message("“{code}” is not an open material of this request.", code=code),
                Message("Open are {codes}.", codes=", ".join(still_open) or "-"),
            )
    brought = wanted or list(still_open)
    for code in brought:
        paper = still_open[code]
        mark = {
            "mark": "ok",
            "words": "",
            "received_on": hall.clock.today(),
            "receiver": actor.code,
            "handed": checklist.usual_handed(paper.originals, paper.copies, "ok"),
        }
        queries.update_material(hall.db, row.id, code, mark)
    left = [code for code in still_open if code not in brought]
    state = "awaiting_supplement" if left else "registered"
    values: dict[str, Any] = {"state": state}
    if not left and kind_of(request.kind).replied:
        facts = facts_of(replace(request, corrected_on=hall.clock.today()), ())
        values |= {"corrected_on": facts.corrected_on, **receipt_limits.reply(hall, request, facts)}
    return values, {"items": brought, "left": left}


CHANGES: dict[str, Changer] = {
    "supplement": _supplement,
    "accept": _accept,
}
