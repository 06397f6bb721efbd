"""The visitor of a form that is being filled in: with a queue number or without, set aside with it, resumed."""

from __future__ import annotations

from datetime import datetime

from db.queries import visits as queries
from hallclient.errors import BadInput, Refused
from hallclient.rules import text
from hallclient.rules import visit as rules
from hallclient.rules.message import Message
from hallclient.rules.visit import Visit
from hallclient.services import accounts, journal, visits
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


def waiting_with(hall: Hall, queue: str) -> int | None:
    """The visit of today that waits with this queue number."""
    number = text.identifier(queue)
    for visit in visits.going_on(hall) if number else ():
        running = visit.current
        if visit.queue == number and running is not None and running.kind in ("waiting", "called"):
            return visit.id
    return None


def arrive(hall: Hall, actor: Actor | None, queue: str = "", green: str = "", at: datetime | None = None) -> Visit:
    """As :func:`visits.arrive`; raises :class:`Refused` for a number whose holder is here already."""
    wanted, today = text.identifier(queue), hall.clock.today()
    with hall.write():
        for visit in visits.going_on(hall) if wanted else ():
            running = visit.current
            if visit.queue == wanted and visit.arrived_at.date() == today and running is not None:
                since = f"{running.began_at:%H:%M}"
                raise Refused(
                    Message(
                        "{number} is here already: {kind} since {time}.",
                        number=wanted, kind=rules.SPANS[running.kind], time=since,
                    ),
                    Message("Look at the slip; go on with the visit that is there."),
                )  # fmt: skip
        return visits.arrive(hall, actor, queue, green, at)


def prefer(hall: Hall, actor: Actor | None, ident: int, reason: str) -> None:
    """The visitor comes first (绿色通道), with the reason; an empty one takes it back."""
    actor = accounts.demand(actor, "receive")
    with hall.write():
        visits.get(hall, ident)
        queries.update(hall.db, ident, {"green": text.one_line(reason)})
        journal.record(hall, actor.code, "green", "visit", f"{ident}@{hall.terminal}", {"green": bool(reason)})


def number(hall: Hall, actor: Actor | None, ident: int, queue: str, arrived_at: datetime | None) -> None:
    """The queue number, and since when its holder had waited, became known after service had begun.

    Raises :class:`BadInput` for an arrival after the beginning of service.
    """
    actor = accounts.demand(actor, "receive")
    with hall.write():
        visit = visits.get(hall, ident)
        queries.update(hall.db, ident, {"queue": text.identifier(queue)[: visits.LONGEST_QUEUE]})
        first = visit.spans[0] if visit.spans else None
        if arrived_at is not None and first is not None and first.kind == "serving":
            if arrived_at > first.began_at:
                raise BadInput(
                    Message("{time} is after service began.", time=f"{arrived_at:%H:%M}"),
                    Message("Give the time of arrival."),
                )
            queries.update(hall.db, ident, {"arrived_at": arrived_at, "day": arrived_at.date()})
            place = {"visit": ident, "terminal": hall.terminal, "staff": actor.code, "window": first.window}
            waited = {"kind": "waiting", "began_at": arrived_at, "ended_at": first.began_at}
            queries.add_span(hall.db, {**place, **waited})
        journal.record(hall, actor.code, "number", "visit", f"{ident}@{hall.terminal}")


def nobody(hall: Hall, actor: Actor | None, ident: int) -> None:
    """Nobody had come: the visit stays in the record as void, unless something was dealt with in it."""
    actor = accounts.demand(actor, "receive")
    with hall.write():
        visit, now = visits.get(hall, ident), hall.clock.now()
        if visit.requests:
            return
        for span in visit.spans:
            assert span.id is not None
            queries.update_span(hall.db, span.id, {"void": True, "ended_at": span.ended_at or now})
        queries.update(hall.db, ident, {"left_at": now, "outcome": "void"})
        journal.record(hall, actor.code, "void", "visit", f"{ident}@{hall.terminal}")


def resume(hall: Hall, actor: Actor | None, ident: int) -> int | None:
    """The visit goes on at this window; None where it has ended, so that a new one begins."""
    rows = queries.by_ids(hall.db, [ident])
    if not rows or rows[0].left_at is not None:
        return None
    running = visits.get(hall, ident).current
    if running is None or running.kind != "serving":
        visits.step(hall, actor, ident, "serving")
    return ident


def set_aside(hall: Hall, actor: Actor | None, ident: int) -> None:
    """The draft is parked, and the visit with it."""
    running = visits.get(hall, ident).current
    if running is not None and running.kind == "serving":
        visits.step(hall, actor, ident, "parked")
