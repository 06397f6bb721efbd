"""Visits, their spans, and the requests that were dealt with in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from peewee import Database, fn

from db.models.journal import Journal
from db.models.request import Request
from db.models.visit import Visit, VisitRequest, VisitSpan

SPAN = ("visit", "kind", "staff", "window", "began_at", "ended_at")
"""The columns of :func:`spans_between`, in their order."""


def insert(db: Database, values: dict[str, Any]) -> int:
    """A new visit; returns its id."""
    return int(Visit.insert(values).execute(db))


def update(db: Database, visit: int, values: dict[str, Any]) -> None:
    """Change a visit."""
    Visit.update(values).where(Visit.id == visit).execute(db)


def by_ids(db: Database, ids: Sequence[int]) -> list[Visit]:
    """Visits in the order in which people came."""
    if not ids:
        return []
    return list(Visit.select().where(Visit.id.in_(list(ids))).order_by(Visit.arrived_at, Visit.id).execute(db))


def open_ids(db: Database, terminal: str | None = None) -> list[int]:
    """Visits that nobody has ended: of one terminal, or of all that this database knows."""
    query = Visit.select(Visit.id).where(Visit.left_at.is_null())
    if terminal is not None:
        query = query.where(Visit.terminal == terminal)
    return [row[0] for row in query.order_by(Visit.id).tuples().execute(db)]


def serving_ids(db: Database, terminal: str) -> list[int]:
    """Open visits that are being served at a terminal."""
    query = (
        VisitSpan.select(VisitSpan.visit)
        .join(Visit, on=(VisitSpan.visit == Visit.id))
        .where(Visit.left_at.is_null(), VisitSpan.terminal == terminal, VisitSpan.kind == "serving")
        .where(VisitSpan.ended_at.is_null(), ~VisitSpan.void)
    )
    return [row[0] for row in query.tuples().execute(db)]


def spans(db: Database, ids: Sequence[int]) -> dict[int, list[VisitSpan]]:
    """The spans of some visits in the order in which they were written."""
    found: dict[int, list[VisitSpan]] = {row: [] for row in ids}
    if ids:
        query = VisitSpan.select().where(VisitSpan.visit.in_(list(ids))).order_by(VisitSpan.id)
        for row in query.execute(db):
            found[row.visit_id].append(row)
    return found


def add_span(db: Database, values: dict[str, Any]) -> int:
    """One more span; returns its id."""
    return int(VisitSpan.insert(values).execute(db))


def update_span(db: Database, span: int, values: dict[str, Any]) -> None:
    """End a span, or mark it void."""
    VisitSpan.update(values).where(VisitSpan.id == span).execute(db)


def spans_between(db: Database, since: datetime, before: datetime) -> list[tuple[Any, ...]]:
    """The spans that count and began in a period, oldest first, as :data:`SPAN` has them."""
    columns = [getattr(VisitSpan, name) for name in SPAN]
    query = VisitSpan.select(*columns).where(
        VisitSpan.began_at >= since, VisitSpan.began_at < before, ~VisitSpan.void
    )
    return list(query.order_by(VisitSpan.began_at, VisitSpan.id).tuples().execute(db))


def of_days(db: Database, first: date, last: date) -> list[Visit]:
    """The visits of some days in the order in which people came."""
    query = Visit.select().where(Visit.day.between(first, last))
    return list(query.order_by(Visit.arrived_at, Visit.id).execute(db))


def link(db: Database, visit: int, request: int, purpose: str) -> bool:
    """A request is dealt with in a visit; False where that is known already."""
    key = (VisitRequest.visit == visit) & (VisitRequest.request == request) & (VisitRequest.purpose == purpose)
    if list(VisitRequest.select(VisitRequest.id).where(key).tuples().execute(db)):
        return False
    VisitRequest.insert(visit=visit, request=request, purpose=purpose).execute(db)
    return True


def links_of_request(db: Database, request: int) -> list[tuple[int, str]]:
    """Visit and purpose of each visit in which a request was dealt with, oldest first."""
    query = VisitRequest.select(VisitRequest.visit, VisitRequest.purpose).where(VisitRequest.request == request)
    return list(query.order_by(VisitRequest.id).tuples().execute(db))


def requests_of(db: Database, ids: Sequence[int]) -> dict[int, list[tuple[int, str, str, str]]]:
    """Visit → id, number, terminal and identifier of each request that was dealt with in it."""
    found: dict[int, list[tuple[int, str, str, str]]] = {row: [] for row in ids}
    if not ids:
        return found
    query = (
        VisitRequest.select(VisitRequest.visit, Request.id, Request.number, Request.terminal, Request.id_number)
        .join(Request, on=(VisitRequest.request == Request.id))
        .where(VisitRequest.visit.in_(list(ids)))
        .order_by(VisitRequest.id)
    )
    for visit, *request in query.tuples().execute(db):
        if tuple(request) not in found[visit]:
            found[visit].append((request[0], request[1], request[2], request[3]))
    return found


def received_in(db: Database, visit: int) -> list[str]:
    """Numbers of the requests that were received in a visit, oldest first."""
    query = (
        VisitRequest.select(Request.number)
        .join(Request, on=(VisitRequest.request == Request.id))
        .where(VisitRequest.visit == visit, VisitRequest.purpose == "receive")
        .order_by(VisitRequest.id)
    )
    return [row[0] for row in query.tuples().execute(db)]


def counted(db: Database, first: date, last: date) -> dict[str, int]:
    """How the visits of some days ended → how many; the open ones stand under the empty text."""
    query = (
        Visit.select(Visit.outcome, fn.COUNT(Visit.id)).where(Visit.day.between(first, last)).group_by(Visit.outcome)
    )
    return {outcome: int(number) for outcome, number in query.tuples().execute(db)}


def done_since(db: Database, subjects: Sequence[str], terminal: str, since: datetime) -> list[datetime]:
    """When something was done at a terminal to one of some requests."""
    query = Journal.select(Journal.at).where(
        Journal.kind == "request", Journal.subject.in_(list(subjects)), Journal.terminal == terminal
    )
    return [row[0] for row in query.where(Journal.at >= since).tuples().execute(db)]
