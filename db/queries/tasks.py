"""Parts of joint matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Database, Field, ModelSelect, fn

from db.models.request import Request
from db.models.task import RequestTask

_OPEN = (RequestTask.state == "open", Request.closed_at.is_null())
"""A part that waits for somebody: a request that was withdrawn leaves its parts as they were, but nobody has them."""

_RUNS = Request.paused_since.is_null() | (RequestTask.due_on < Request.paused_since)
"""The clock of the request runs, or stands since a letter that was sent when the part was late already."""


def of_requests(db: Database, ids: Sequence[int]) -> dict[int, list[RequestTask]]:
    """The parts of some requests, in the order in which they were given out."""
    found: dict[int, list[RequestTask]] = {row: [] for row in ids}
    query = RequestTask.select().where(RequestTask.request.in_(list(ids))).order_by(RequestTask.id)
    for row in query.execute(db):
        found[row.request_id].append(row)
    return found


def add(db: Database, values: dict[str, Any]) -> int:
    """A new part; returns its id."""
    return int(RequestTask.insert(values).execute(db))


def update(db: Database, row: int, values: dict[str, Any]) -> None:
    """Change a part."""
    RequestTask.update(values).where(RequestTask.id == row).execute(db)


def open_of(db: Database, owner: str) -> list[tuple[str, int]]:
    """Number of the request and id of every open part of a person, the oldest first; of open requests only."""
    query = (
        RequestTask.select(Request.number, RequestTask.id)
        .join(Request, on=(RequestTask.request == Request.id))
        .where(RequestTask.owner == owner, *_OPEN)
        .order_by(RequestTask.id)
    )
    return list(query.tuples().execute(db))


def handed_over(db: Database) -> list[tuple[str, int]]:
    """Number of the request and id of every open part that was handed over and not taken up, the oldest first."""
    return list(_on_way(RequestTask.id).tuples().execute(db))


def departments_handed_over(db: Database) -> list[tuple[str, str]]:
    """Number of the request and department of the same parts."""
    return list(_on_way(RequestTask.department).tuples().execute(db))


def _on_way(what: Field) -> ModelSelect[RequestTask]:
    query = RequestTask.select(Request.number, what).join(Request, on=(RequestTask.request == Request.id))
    # Greater than nothing, so that the index is used, which it is not for what differs from nothing.
    on_way = RequestTask.pending_owner > ""
    return query.where(on_way, *_OPEN).order_by(RequestTask.id)


def overdue(db: Database, day: date) -> list[tuple[str, str]]:
    """Number of the request and department of the open parts whose due date was before a day, the oldest first; none
    of a request that is closed or whose clock stands."""
    query = (
        RequestTask.select(Request.number, RequestTask.department)
        .join(Request, on=(RequestTask.request == Request.id))
        .where(*_OPEN, RequestTask.due_on < day, _RUNS)
        .order_by(RequestTask.due_on, RequestTask.id)
    )
    return list(query.tuples().execute(db))


def open_by_owner(db: Database) -> dict[str, int]:
    """Code → how many open parts a person has."""
    query = RequestTask.select(RequestTask.owner, fn.COUNT(RequestTask.id))
    query = query.join(Request, on=(RequestTask.request == Request.id)).where(*_OPEN)
    return {owner: int(count) for owner, count in query.group_by(RequestTask.owner).tuples().execute(db)}


DUE = (
    *(RequestTask.id, RequestTask.department, RequestTask.owner, RequestTask.due_on, RequestTask.named_due),
    *(Request.number, Request.terminal, Request.name, Request.organisation, Request.item_name),
)


def due_by(db: Database, day: date) -> list[tuple[Any, ...]]:
    """The open parts that are due on a day or before, as :data:`DUE`, the most urgent first; none of a request whose
    clock stands."""
    query = (
        RequestTask.select(*DUE)
        .join(Request, on=(RequestTask.request == Request.id))
        .where(*_OPEN, RequestTask.due_on <= day, _RUNS)
        .order_by(RequestTask.due_on, RequestTask.id)
    )
    return list(query.tuples().execute(db))


def due_dates(db: Database, owner: str) -> list[date | None]:
    """The due dates of the open parts of a person, None also while the clock of the request stands."""
    query = (
        RequestTask.select(RequestTask.due_on, Request.paused_since)
        .join(Request, on=(RequestTask.request == Request.id))
        .where(RequestTask.owner == owner, *_OPEN)
    )
    rows = query.tuples().execute(db)
    return [due if due is None or paused is None or due < paused else None for due, paused in rows]
