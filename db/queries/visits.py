"""Visits, their spans, and the requests that were dealt with in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from peewee import Database, fn

from db import statement
from db.models.base import InstantField
from db.models.request import Request
from db.models.visit import Visit, VisitRequest, VisitSpan
from db.queries.bulk import in_parts

_moment = InstantField().python_value


def insert(db: Database, values: dict[str, Any]) -> int:
    """A new visit; returns its id."""
    return statement.insert(db, Visit, values)


def update(db: Database, visit: int, values: dict[str, Any]) -> None:
    """Change a visit."""
    statement.update(db, Visit, values, '"id" = ?', (visit,))


def by_ids(db: Database, ids: Sequence[int]) -> list[Visit]:
    """Visits in the order in which people came."""
    if not ids:
        return []
    found: list[Visit] = []
    for part in in_parts(ids):
        found += statement.select(db, Visit, f'WHERE "id" IN ({_places(part)})', part)
    return sorted(found, key=lambda visit: (visit.arrived_at, visit.id))


def open_ids(db: Database, terminal: str | None = None) -> list[int]:
    """Visits that nobody has ended: of one terminal, or of all that this database knows."""
    query = Visit.select(Visit.id).where(Visit.left_at.is_null())
    if terminal is not None:
        query = query.where(Visit.terminal == terminal)
    return [row[0] for row in query.order_by(Visit.id).tuples().execute(db)]


def serving(db: Database, terminal: str) -> list[tuple[int, VisitSpan]]:
    """Open visits that are being served at a terminal, each with the span that runs, the first begun first."""
    rest = (
        'WHERE "visit" IN (SELECT "id" FROM visit WHERE "left_at" IS NULL) AND "terminal" = ? AND "kind" = ? '
        'AND "ended_at" IS NULL AND NOT "void" ORDER BY "id"'
    )
    return [(span.__data__["visit"], span) for span in statement.select(db, VisitSpan, rest, (terminal, "serving"))]


def leave(db: Database, visit: int, at: datetime, outcome: str) -> None:
    """The visitor has left ``at`` then, never before having come."""
    text = (
        'UPDATE visit SET "left_at" = CASE WHEN "arrived_at" > ? THEN "arrived_at" ELSE ? END, "outcome" = ? '
        'WHERE "id" = ?'
    )
    moment = int(at.timestamp())
    statement.run(db, text, (moment, moment, outcome, visit))


def spans(db: Database, ids: Sequence[int]) -> dict[int, list[VisitSpan]]:
    """The spans of some visits in the order in which they were written."""
    found: dict[int, list[VisitSpan]] = {row: [] for row in ids}
    for part in in_parts(ids):
        for row in statement.select(db, VisitSpan, f'WHERE "visit" IN ({_places(part)}) ORDER BY "id"', part):
            found[row.__data__["visit"]].append(row)
    return found


def add_span(db: Database, values: dict[str, Any]) -> int:
    """One more span; returns its id."""
    return statement.insert(db, VisitSpan, values)


def update_span(db: Database, span: int, values: dict[str, Any]) -> None:
    """End a span, or mark it void."""
    statement.update(db, VisitSpan, values, '"id" = ?', (span,))


def end_span(db: Database, span: int, at: datetime) -> None:
    """A span ends; nothing else of it changes."""
    statement.run(db, 'UPDATE visit_span SET "ended_at" = ? WHERE "id" = ?', (int(at.timestamp()), span))


def of_days(db: Database, first: date, last: date) -> list[Visit]:
    """The visits of some days in the order in which people came."""
    query = Visit.select().where(Visit.day.between(first, last))
    return list(query.order_by(Visit.arrived_at, Visit.id).execute(db))


def waits(db: Database, start: datetime, end: datetime) -> list[tuple[int, datetime, datetime | None]]:
    """Window, beginning and end (None: going on) of the waiting, until served, that began in a period and counts."""
    query = VisitSpan.select(VisitSpan.window, VisitSpan.began_at, VisitSpan.ended_at).where(
        VisitSpan.began_at >= start, VisitSpan.began_at < end, ~VisitSpan.void,
        VisitSpan.kind.in_(["waiting", "called"]),
    )  # fmt: skip
    return list(query.order_by(VisitSpan.id).tuples().execute(db))


def link(db: Database, visit: int, request: int, purpose: str) -> bool:
    """A request is dealt with in a visit; False where that is known already."""
    text = 'INSERT INTO visit_request ("visit", "request", "purpose") VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
    return bool(statement.run(db, text, (visit, request, purpose)).rowcount)


def links_of_request(db: Database, request: int) -> list[tuple[int, str]]:
    """Visit and purpose of each visit in which a request was dealt with, oldest first."""
    query = VisitRequest.select(VisitRequest.visit, VisitRequest.purpose).where(VisitRequest.request == request)
    return list(query.order_by(VisitRequest.id).tuples().execute(db))


def requests_of(db: Database, ids: Sequence[int]) -> dict[int, list[tuple[int, str, str, str]]]:
    """Visit → id, number, terminal and identifier of each request that was dealt with in it."""
    found: dict[int, list[tuple[int, str, str, str]]] = {row: [] for row in ids}
    for part in in_parts(ids):
        text = (
            'SELECT v."visit", r."id", r."number", r."terminal", r."id_number" FROM visit_request AS v '
            f'JOIN request AS r ON r."id" = v."request" WHERE v."visit" IN ({_places(part)}) ORDER BY v."id"'
        )
        for visit, *request in statement.run(db, text, part).fetchall():
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


def done_in(db: Database, visits: Sequence[int], terminal: str) -> dict[int, list[datetime]]:
    """Visit → when something was done at a terminal to its requests; visits without requests are not named."""
    found: dict[int, list[datetime]] = {}
    for part in in_parts(visits):
        text = (
            'SELECT v."visit", j."at" FROM visit_request AS v JOIN request AS r ON r."id" = v."request" LEFT JOIN '
            'journal AS j ON j."kind" = \'request\' AND j."subject" = r."number" || \'@\' || r."terminal" '
            f'AND j."terminal" = ? WHERE v."visit" IN ({_places(part)})'
        )
        for visit, at in statement.run(db, text, (terminal, *part)).fetchall():
            moments = found.setdefault(visit, [])
            moment = _moment(at)
            if moment is not None:
                moments.append(moment)
    return found


def _places(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
