"""Visits (到场): somebody comes, waits, is called, served, perhaps parked, and leaves; requests belong to a visit.

Each step is one row more or the end of one (``rules/visit.py``), in one transaction with its journal entry. Nobody
needs a queue number, and nobody has to say that a visitor has left: when the next one is served, the one before is
taken to have left when the last thing was done for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from db.models.visit import Visit as Row
from db.models.visit import VisitSpan
from db.queries import visits as queries
from hallclient.errors import BadInput, NotFound, Refused
from hallclient.rules import text
from hallclient.rules import visit as rules
from hallclient.rules.message import Message
from hallclient.rules.visit import Span, Visit
from hallclient.services import accounts, journal
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

_LOOK = Message("Look at the visits of today with “hallclient visit list”.")
LONGEST_QUEUE = 16


def get(hall: Hall, ident: int) -> Visit:
    """One visit with its spans. Raises :class:`NotFound`."""
    found = _values(hall, queries.by_ids(hall.db, [ident]))
    if not found:
        raise NotFound(Message("There is no visit {id}.", id=ident), _LOOK)
    return found[0]


def going_on(hall: Hall) -> list[Visit]:
    """Visits that have not ended, in the order of arrival: of today, and left over from earlier days."""
    return _values(hall, queries.by_ids(hall.db, queries.open_ids(hall.db)))


def between(hall: Hall, first: date, last: date) -> list[Visit]:
    """The visits of some days, in the order of arrival."""
    return _values(hall, queries.of_days(hall.db, first, last))


def arrive(hall: Hall, actor: Actor | None, queue: str = "", green: str = "", at: datetime | None = None) -> Visit:
    """Somebody has come today and waits. Raises :class:`BadInput` for a time that has not come, or another day."""
    actor = accounts.demand(actor, "receive")
    with hall.write():
        ident = _new(hall, actor, "waiting", at, queue, green)
        _journal(hall, actor, "arrive", ident)
    return get(hall, ident)


def start(hall: Hall, actor: Actor | None, queue: str = "", green: str = "", at: datetime | None = None) -> Visit:
    """Somebody is served now, who came just now or, with a queue number, at the moment ``at``."""
    actor = accounts.demand(actor, "receive")
    with hall.write():
        ident, body = serve_new(hall, actor, queue=queue, green=green, arrived_at=at)
        _journal(hall, actor, "serving", ident, **body)
    return get(hall, ident)


def serve_new(
    hall: Hall,
    actor: Actor,
    *,
    queue: str = "",
    green: str = "",
    arrived_at: datetime | None = None,
    since: datetime | None = None,
) -> tuple[int, dict[str, Any]]:
    """A new visit that is being served ``since`` then (now), and what the journal entry of the caller has to say."""
    body = settle(hall, actor)
    now = hall.clock.now()
    since = min(since or now, now)
    if arrived_at is None or arrived_at == since:
        ident = _new(hall, actor, "serving", since, queue, green)
    else:
        ident = _new(hall, actor, "waiting", arrived_at, queue, green)
        spans = _spans(hall, ident)
        after = rules.follow(spans, "serving", since, staff=actor.code, window=hall.config.window)
        _store(hall, ident, after, spans)
    return ident, {"visit": ident, **body}


def over(hall: Hall, actor: Actor, at: datetime, queue: str = "", green: str = "") -> int:
    """A visit of the past whose spans nobody kept; inside the transaction of a late entry."""
    ident = _new(hall, actor, "", at, queue, green)
    queries.update(hall.db, ident, {"left_at": at, "outcome": "served"})
    return ident


def step(hall: Hall, actor: Actor | None, ident: int, kind: str, reason: str = "") -> Visit:
    """The visit goes on as ``kind``: waiting, called, serving or parked. Raises :class:`Refused` with the reason."""
    actor = accounts.demand(actor, "receive")
    with hall.write():
        visit = get(hall, ident)
        why_not = rules.refusal(visit.spans, kind, hall.config.window, over=visit.left_at is not None)
        if why_not is not None:
            raise Refused(why_not, _LOOK)
        body = settle(hall, actor) if kind == "serving" else {}
        at = hall.clock.now()
        after = rules.follow(
            visit.spans, kind, at, staff=actor.code, window=hall.config.window, reason=text.one_line(reason)
        )
        _store(hall, ident, after, visit.spans)
        _journal(hall, actor, kind, ident, **body)
    return get(hall, ident)


def undo(hall: Hall, actor: Actor | None, ident: int, reason: str) -> Visit:
    """The last step was a slip: it is marked so, and what was before goes on as if it had not stopped."""
    actor = accounts.demand(actor, "receive")
    words = text.one_line(reason)
    if not words:
        raise BadInput(Message("The reason is missing."), Message("Say why, such as “called the wrong number”."))
    with hall.write():
        visit = get(hall, ident)
        why_not = rules.undo_refusal(visit.spans)
        if why_not is not None:
            raise Refused(why_not, _LOOK)
        _store(hall, ident, rules.undone(visit.spans, hall.clock.now(), words), visit.spans)
        if visit.left_at is not None:
            queries.update(hall.db, ident, {"left_at": None, "outcome": ""})
        _journal(hall, actor, "undo", ident)
    return get(hall, ident)


def leave(hall: Hall, actor: Actor | None, ident: int, reason: str = "") -> Visit:
    """The visitor goes: served where a request was dealt with, else without having been served."""
    actor = accounts.demand(actor, "receive")
    with hall.write():
        visit = get(hall, ident)
        if visit.left_at is not None:
            raise Refused(Message("The visitor has left already."), _LOOK)
        outcome = "served" if visit.requests else "left"
        _end(hall, visit, hall.clock.now(), outcome, text.one_line(reason))
        _journal(hall, actor, "leave", ident, outcome=outcome)
    return get(hall, ident)


def settle(hall: Hall, actor: Actor, *, idle_only: bool = False) -> dict[str, Any]:
    """Nobody else stands at this window any more: who was served has left when the last thing was done for them;
    whose form is only begun is parked. With ``idle_only`` only who was not seen for :data:`rules.PAUSE`.

    Gives who ``left``, for the journal entry of the caller.
    """
    now = hall.clock.now()
    left = []
    serving = queries.serving(hall.db, hall.terminal)
    done = queries.done_in(hall.db, [ident for ident, _ in serving], hall.terminal)
    for ident, running in serving:
        seen = _last_seen(hall, hall.clock.local(running.began_at), done.get(ident, ()))
        if idle_only and now - seen <= rules.PAUSE:
            continue
        if ident in done:
            queries.end_span(hall.db, running.id, seen)
            queries.leave(hall.db, ident, seen, "served")
            left.append(ident)
        elif not idle_only:
            spans = _spans(hall, ident)
            after = rules.follow(spans, "parked", now, staff=actor.code, window=hall.config.window)
            _store(hall, ident, after, spans)
            _journal(hall, actor, "parked", ident)
    return {"left": left} if left else {}


def unserved(hall: Hall, day: date) -> list[str]:
    """Who came here on that day or before, waits still and was not served: the queue number, or the visit's id."""
    waiting = []
    for visit in _left_over(hall, day):
        running = visit.current
        if running is not None and running.kind in ("waiting", "called"):
            waiting.append(visit.queue or str(visit.id))
    return waiting


def close_stale(hall: Hall, day: date) -> dict[str, Any]:
    """End what is still open of ``day`` and before, honestly: who got something done ``left`` when the last thing was
    done; how the others went is ``unknown``. Inside the transaction of the day's close, whose journal entry says so.
    """
    left, unknown = [], []
    for visit in _left_over(hall, day):
        if visit.requests:
            began = visit.current.began_at if visit.current else visit.arrived_at
            done = queries.done_in(hall.db, [visit.id], hall.terminal)
            seen = _last_seen(hall, began, done.get(visit.id, ()))
            _end(hall, visit, seen, "served")
            left.append(visit.id)
        else:
            now = hall.clock.now()
            _store(hall, visit.id, rules.unknown(visit.spans, now), visit.spans)
            queries.update(hall.db, visit.id, {"left_at": now, "outcome": "stale"})
            unknown.append(visit.id)
    return {name: ids for name, ids in (("left", left), ("unknown", unknown)) if ids}


def _left_over(hall: Hall, day: date) -> list[Visit]:
    found = _values(hall, queries.by_ids(hall.db, queries.open_ids(hall.db, hall.terminal)))
    return [visit for visit in found if visit.arrived_at.date() <= day]


def _last_seen(hall: Hall, began: datetime, done: Iterable[datetime]) -> datetime:
    return rules.last_seen(began, (hall.clock.local(moment) for moment in done if moment >= began))


def _end(hall: Hall, visit: Visit, at: datetime, outcome: str, reason: str = "") -> None:
    _store(hall, visit.id, rules.ended(visit.spans, at, reason), visit.spans)
    queries.leave(hall.db, visit.id, at, outcome)


def _new(hall: Hall, actor: Actor, kind: str, at: datetime | None, queue: str, green: str) -> int:
    now = hall.clock.now()
    arrived = at or now
    if arrived > now:
        raise BadInput(
            Message("{time} has not come yet.", time=f"{arrived:%Y-%m-%d %H:%M}"),
            Message("Give the time of arrival."),
        )
    if kind == "waiting" and arrived.date() != hall.clock.today():
        raise BadInput(
            Message("Nobody has waited since {day}.", day=arrived.date().isoformat()),
            Message("Give the time of arrival today."),
        )
    number = text.identifier(queue)
    if len(number) > LONGEST_QUEUE:
        raise BadInput(
            Message("The queue number is longer than {limit} characters.", limit=LONGEST_QUEUE),
            Message("Type the number on the slip."),
        )
    window = hall.config.window
    values = {
        "terminal": hall.terminal,
        "day": arrived.date(),
        "window": window,
        "queue": number,
        "staff": actor.code,
        "arrived_at": arrived,
        "green": text.one_line(green),
    }
    ident = queries.insert(hall.db, values)
    if kind:
        _store(hall, ident, (Span(kind, actor.code, window, arrived),), ())
    return ident


def _store(hall: Hall, ident: int, after: Iterable[Span], before: Sequence[Span]) -> None:
    """Write what changed: new spans, and the end or the mark of old ones."""
    known = {span.id: span for span in before}
    for span in after:
        values: dict[str, Any] = {"ended_at": span.ended_at, "reason": span.reason, "void": span.void}
        if span.id is None:
            names = ("kind", "staff", "window", "began_at", "resumed")
            place = {"visit": ident, "terminal": hall.terminal, **{name: getattr(span, name) for name in names}}
            queries.add_span(hall.db, {**place, **values})
        elif span != known[span.id]:
            queries.update_span(hall.db, span.id, values)


def _spans(hall: Hall, ident: int) -> tuple[Span, ...]:
    return tuple(_span(hall, row) for row in queries.spans(hall.db, [ident])[ident])


def _span(hall: Hall, row: VisitSpan) -> Span:
    local = hall.clock.local
    ended = local(row.ended_at) if row.ended_at else None
    return Span(
        row.kind, row.staff, row.window, local(row.began_at), ended, row.reason, row.void, row.resumed, row.id
    )


def _journal(hall: Hall, actor: Actor, action: str, ident: int, **body: Any) -> None:
    journal.record(hall, actor.code, action, "visit", f"{ident}@{hall.terminal}", body)


def _values(hall: Hall, rows: Sequence[Row]) -> list[Visit]:
    ids = [row.id for row in rows]
    spans, requests = queries.spans(hall.db, ids), queries.requests_of(hall.db, ids)
    local = hall.clock.local
    return [
        Visit(
            id=row.id,
            terminal=row.terminal,
            window=row.window,
            staff=row.staff,
            arrived_at=local(row.arrived_at),
            queue=row.queue,
            green=row.green,
            left_at=local(row.left_at) if row.left_at else None,
            outcome=row.outcome,
            spans=tuple(_span(hall, span) for span in spans[row.id]),
            requests=tuple(number for _, number, _, _ in requests[row.id]),
        )
        for row in rows
    ]
