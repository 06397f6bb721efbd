"""What load is counted from: requests of a period, windows that were open, the ids behind a bar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from peewee import Database

from db.models.punch import Punch
from db.models.request import Request
from db.models.visit import VisitRequest, VisitSpan

COLUMNS = (
    *("window", "first_asked", "department", "received_at", "state", "decided_at", "closed_at", "delivered_at"),
    *("received_on", "promised_due"),
)
"""The columns of :func:`cases`, in their order; moments are UTC seconds."""

_GROUPS = {"window": Request.window, "staff": Request.first_asked, "department": Request.department}


def cases(db: Database, first: date, last: date, start: datetime, end: datetime) -> Iterator[tuple[Any, ...]]:
    """Requests received from ``first`` to ``last``, then older ones decided from ``start`` up to ``end``."""
    columns = [getattr(Request, name) for name in COLUMNS]
    received = Request.select(*columns).where(Request.received_on.between(first, last))
    older = Request.select(*columns).where(
        Request.decided_at >= start, Request.decided_at < end, Request.received_on < first
    )
    for query in (received, older):
        # As the database has them: making values of a year's moments takes longer than everything else.
        yield from db.execute(query)


def received(db: Database, first: date, last: date, group: str = "", value: Any = None) -> list[tuple[int, int]]:
    """Id and moment (UTC seconds) of the requests received in a period (by one window, person or department),
    the newest first."""
    query = Request.select(Request.id, Request.received_at).where(Request.received_on.between(first, last))
    if group in _GROUPS:
        query = query.where(_GROUPS[group] == value)
    return [
        (int(row), int(at)) for row, at in db.execute(query.order_by(Request.received_on.desc(), Request.id.desc()))
    ]


def spans(db: Database, start: datetime, end: datetime) -> Iterator[tuple[Any, ...]]:
    """Visit, kind, window, person, beginning and end (UTC seconds) of the parts of visits that began in a period,
    are over and count; those of a visit one behind the other."""
    columns = [getattr(VisitSpan, name) for name in ("visit", "kind", "window", "staff", "began_at", "ended_at")]
    query = VisitSpan.select(*columns).where(*_counting(start, end), VisitSpan.ended_at.is_null(False))
    yield from db.execute(query.order_by(VisitSpan.visit, VisitSpan.began_at, VisitSpan.id))


def departments(db: Database, start: datetime, end: datetime) -> Iterator[tuple[int, str]]:
    """Visit and department of the requests that were dealt with in visits of a period, perhaps several times."""
    query = (
        VisitRequest.select(VisitRequest.visit, Request.department)
        .join(Request, on=(VisitRequest.request == Request.id))
        .where(VisitRequest.visit.in_(VisitSpan.select(VisitSpan.visit).where(*_counting(start, end))))
    )
    yield from db.execute(query.order_by(VisitRequest.id))


def _counting(start: datetime, end: datetime) -> tuple[Any, ...]:
    return VisitSpan.began_at >= start, VisitSpan.began_at < end, ~VisitSpan.void


def open_days(db: Database, first: date, last: date) -> set[tuple[int, date]]:
    """Window and day where somebody signed in or something was received."""
    came = Punch.select(Punch.window, Punch.day).where(
        Punch.day.between(first, last), Punch.kind == "in", Punch.window.is_null(False)
    )
    worked = Request.select(Request.window, Request.received_on).where(Request.received_on.between(first, last))
    found: set[tuple[int, date]] = set()
    for query in (came, worked):
        found |= {(int(window), day) for window, day in query.distinct().tuples().execute(db)}
    return found
