"""Which requests a visit was for: received, supplemented or collected in it. Counts the visits of a request
(最多跑一次): a visit counts once however much is done in it, and what comes by mail or web is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.models.request import Request as Row
from db.queries import visits as queries
from hallclient.errors import Refused
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import requests, visits
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

PURPOSE_OF = {"supplement": "supplement", "deliver": "collect"}
NOBODY_CAME = frozenset({"mail", "web"})


@dataclass(frozen=True, slots=True)
class Coming:
    """How the applicant came. ``visit`` is one that goes on (续办); else a new one begins: served ``since`` then,
    ``arrived_at`` then and with a ``queue`` number where these are known."""

    visit: int | None = None
    queue: str = ""
    arrived_at: datetime | None = None
    since: datetime | None = None


NEW_VISIT = Coming()
"""Who came just now, without a number."""


def begin(
    hall: Hall, actor: Actor, coming: Coming, green: str = "", past: datetime | None = None
) -> tuple[int, dict[str, Any]]:
    """The visit that a request is received in, and what the journal entry has to say of it; inside the transaction
    that receives. ``past`` is the moment of a late entry: nobody stands here now."""
    if past is not None and coming.visit is None:
        ident = visits.over(hall, actor, past, coming.queue, green)
        return ident, {"visit": ident}
    if coming.visit is None:
        return visits.serve_new(
            hall, actor, queue=coming.queue, green=green, arrived_at=coming.arrived_at, since=coming.since
        )
    visit = visits.get(hall, coming.visit)
    if visit.left_at is not None:
        raise Refused(
            Message("The visit {id} has ended.", id=visit.id), Message("Receive without it: a new visit begins.")
        )
    running = visit.current
    if running is None or running.kind != "serving":
        visits.step(hall, actor, visit.id, "serving")
    return visit.id, {"visit": visit.id}


def attended(hall: Hall, actor: Actor, row: Row, action: str, way: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that change when somebody comes to the window for ``action``, and what the journal entry has to
    say; nothing where nobody has to come.

    The visit at this window goes on where it is for this request or another of the same person. A supplement never
    belongs to the visit in which the request was received: the notice ended that.
    """
    purpose = PURPOSE_OF.get(action)
    if purpose is None or way in NOBODY_CAME:
        return {}, {}
    body = visits.settle(hall, actor, idle_only=True)
    known = queries.links_of_request(hall.db, row.id)
    received_in = {visit for visit, why in known if why == "receive"} if purpose == "supplement" else set()
    visit = _same_person(hall, row, known, received_in)
    if visit is None:
        visit, more = visits.serve_new(hall, actor)
        body = {**body, **more}
    queries.link(hall.db, visit, row.id, purpose)
    values = {} if visit in {ident for ident, _ in known} else {"visits": row.visits + 1}
    return values, {**body, "visit": visit}


def _same_person(hall: Hall, row: Row, known: list[tuple[int, str]], ended: set[int]) -> int | None:
    """The visit at this window that this request belongs to."""
    here = [ident for ident, _ in queries.serving(hall.db, hall.terminal) if ident not in ended]
    mine = {ident for ident, _ in known}
    for ident, dealt_with in queries.requests_of(hall.db, here).items():
        if ident in mine or (row.id_number and any(number == row.id_number for *_, number in dealt_with)):
            return ident
    return None


def received_with(hall: Hall, request: Request) -> list[Request]:
    """What else was received in the visit of a request, oldest first."""
    if request.visit is None:
        return []
    rows = queries.received_in(hall.db, request.visit)
    return [requests.get(hall, number) for number in rows if number != request.number]
