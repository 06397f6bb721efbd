"""Which requests a visit was for: received, supplemented or collected in it. Counts the visits of a request
(最多跑一次): a visit counts once however much is done in it, and what comes by mail or web is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.models.request import Request as Row
from db.queries import requests as request_queries
from db.queries import visits as queries
from hallclient.errors import Refused
from hallclient.rules import masking
from hallclient.rules import visit as rules
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import drafts, requests, visits
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

PURPOSE_OF = {"supplement": "supplement", "deliver": "collect"}
SAME = "same"
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


def attended(
    hall: Hall, actor: Actor, row: Row, action: str, given: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that change when somebody comes to the window for ``action``, and what the journal entry has to
    say; nothing where nobody has to come.

    The visit at this window goes on where it is for this request or another of the same person, was parked, or is of
    somebody for whom nothing was begun. The notice ended the visit in which the request was received, unless the
    applicant is said to stand there still (``visit=same``): then nobody has come a second time.
    """
    purpose = PURPOSE_OF.get(action)
    if purpose is None or given.get("way", "") in NOBODY_CAME:
        return {}, {}
    body = visits.settle(hall, actor, idle_only=True)
    known = queries.links_of_request(hall.db, row.id)
    told = purpose == "supplement" and given.get("visit", "") != SAME
    ended = {visit for visit, why in known if why == "receive"} if told else set()
    visit = _same_person(hall, row, known, ended) or _back_again(hall, actor, known, ended) or _not_begun(hall)
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


def _back_again(hall: Hall, actor: Actor, known: list[tuple[int, str]], ended: set[int]) -> int | None:
    """The visit of today that this request belongs to and that was parked here; it goes on."""
    open_ones = {ident for ident, _ in known} - ended
    for row in queries.by_ids(hall.db, sorted(open_ones)):
        if row.left_at is None and row.day == hall.clock.today():
            visit = visits.get(hall, row.id)
            running = visit.current
            if running is not None and running.kind == "parked" and running.window == hall.config.window:
                return visits.step(hall, actor, visit.id, "serving").id
    return None


def _not_begun(hall: Hall) -> int | None:
    """The visit of who was called to this window and for whom nothing was received or typed yet: what is done now is
    what they came for."""
    earliest = hall.clock.now() - rules.PAUSE
    here = [ident for ident, span in queries.serving(hall.db, hall.terminal) if span.began_at >= earliest]
    if not here:
        return None
    typed, dealt_with = drafts.of_visitors(hall), queries.requests_of(hall.db, here)
    return next((ident for ident in here if not dealt_with[ident] and ident not in typed), None)


def about(hall: Hall, numbers: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Number → the applicant as lists show them, and the matter."""
    return {
        number: (name if organisation else masking.hall_name(name), matter)
        for number, name, organisation, matter in request_queries.about(hall.db, numbers)
    }


def received_with(hall: Hall, request: Request) -> list[Request]:
    """What else was received in the visit of a request, oldest first."""
    if request.visit is None:
        return []
    rows = queries.received_in(hall.db, request.visit)
    return [requests.get(hall, number) for number in rows if number != request.number]
