"""Requests: one by its number, pages by key, what is due, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import SQL, Database, fn

from db.connection import is_sqlite
from db.models.request import Request, RequestMaterial
from db.queries import vouched
from db.queries.bulk import in_parts

MARK = ("code", "mark", "words", "received_on", "receiver")
"""What a mark of a material consists of."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; empty means everything."""

    states: tuple[str, ...] = ()
    owner: str = ""
    window: int | None = None
    first: date | None = None
    last: date | None = None
    due_before: date | None = None
    id_number: str = ""


def get(db: Database, number: str, terminal: str | None = None) -> Request | None:
    """The request with this number; where two terminals used it, the one of ``terminal`` first."""
    rows = list(Request.select().where(Request.number == number).order_by(Request.id).execute(db))
    mine = [row for row in rows if row.terminal == terminal]
    return next(iter(mine or rows), None)


def by_short_number(db: Database, tail: str, limit: int) -> list[int]:
    """Ids of the newest requests whose number ends in window and serial, such as 030012."""
    query = Request.select(Request.id).where(Request.number.endswith(tail)).order_by(Request.id.desc()).limit(limit)
    return [row[0] for row in query.tuples().execute(db)]


def materials(db: Database, ids: Sequence[int]) -> dict[int, list[RequestMaterial]]:
    """The materials of some requests, in their order."""
    found: dict[int, list[RequestMaterial]] = {row: [] for row in ids}
    query = (
        RequestMaterial.select()
        .where(RequestMaterial.request.in_(list(ids)))
        .order_by(RequestMaterial.request, RequestMaterial.position)
    )
    for row in query.execute(db):
        found[row.request_id].append(row)
    return found


def insert(db: Database, values: dict[str, Any], papers: list[dict[str, Any]]) -> int:
    """A new request with its materials; returns its id."""
    row = int(Request.insert(values).execute(db))
    if papers:
        RequestMaterial.insert_many([{"request": row, **paper} for paper in papers]).execute(db)
    return row


def update(db: Database, row: int, version: int, values: dict[str, Any]) -> bool:
    """Change a request that is still at ``version``; False when somebody was quicker."""
    query = Request.update({**values, "version": version + 1}).where(Request.id == row, Request.version == version)
    return bool(query.execute(db))


def update_material(db: Database, request: int, code: str, values: dict[str, Any]) -> None:
    """Change the mark of one material."""
    RequestMaterial.update(values).where(RequestMaterial.request == request, RequestMaterial.code == code).execute(db)


def as_row(db: Database, row: int) -> dict[str, Any]:
    """The columns of a request that count in its digest, and the marks of its materials."""
    values = dict(next(iter(Request.select().where(Request.id == row).dicts().execute(db))))
    return {**vouched.columns(Request, values), "marks": marks(db, [row])[row]}


def marks(db: Database, ids: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The marks of the materials of some requests, in their order, as :data:`MARK` has them."""
    found: dict[int, list[tuple[Any, ...]]] = {row: [] for row in ids}
    columns = [getattr(RequestMaterial, name) for name in MARK]
    query = RequestMaterial.select(RequestMaterial.request, *columns).where(RequestMaterial.request.in_(list(ids)))
    for request, *mark in query.order_by(RequestMaterial.request, RequestMaterial.position).tuples().execute(db):
        found[request].append(tuple(mark))
    return found


def page(
    db: Database, wanted: Filter, limit: int, below: int | None = None, above: int | None = None
) -> list[Request]:
    """A page, newest first: the rows after id ``below``, or (``above``) the ones just before it."""
    query = Request.select().where(*_conditions(wanted))
    if above is not None:
        rows = list(query.where(Request.id > above).order_by(Request.id).limit(limit).execute(db))
        return rows[::-1]
    if below is not None:
        query = query.where(Request.id < below)
    return list(query.order_by(Request.id.desc()).limit(limit).execute(db))


def count(db: Database, wanted: Filter) -> int:
    """How many requests there are."""
    return int(Request.select(Request.id).where(*_conditions(wanted)).count(db))


def by_ids(db: Database, ids: Sequence[int]) -> list[Request]:
    """Requests by id, newest first."""
    return list(Request.select().where(Request.id.in_(list(ids))).order_by(Request.id.desc()).execute(db))


def ids_where_tail(db: Database, tail: str, limit: int) -> list[int]:
    """Ids of the newest requests whose identifier or phone ends in ``tail`` (four characters)."""
    found: set[int] = set()
    for column in (Request.id_tail, Request.phone_tail):
        query = Request.select(Request.id).where(column == tail).order_by(Request.id.desc()).limit(limit)
        found |= {row[0] for row in query.tuples().execute(db)}
    return sorted(found, reverse=True)[:limit]


def ids_of_items(db: Database, codes: Sequence[str], limit: int) -> list[int]:
    """Ids of the newest requests for some items."""
    query = Request.select(Request.id).where(Request.item.in_(list(codes))).order_by(Request.id.desc()).limit(limit)
    return [row[0] for row in query.tuples().execute(db)]


def ids_from_number(db: Database, prefix: str, limit: int) -> list[int]:
    """Ids of requests whose number begins with ``prefix`` (capital letters, digits, hyphens).

    A range, so that the index serves it; not on PostgreSQL, whose order of texts need not be that of bytes.
    """
    end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    in_range = (Request.number >= prefix) & (Request.number < end)
    query = (
        Request.select(Request.id)
        .where(in_range if is_sqlite(db) else Request.number.startswith(prefix))
        .order_by(Request.number.desc())
        .limit(limit)
    )
    return [row[0] for row in query.tuples().execute(db)]


def counts_by_state(db: Database, wanted: Filter) -> dict[str, int]:
    """State → number of requests."""
    query = Request.select(Request.state, fn.COUNT(Request.id)).where(*_conditions(wanted)).group_by(Request.state)
    return {state: int(number) for state, number in query.tuples().execute(db)}


def same_today(db: Database, item: str, id_number: str, day: date) -> list[str]:
    """Numbers of requests of that day by the same person for the same item."""
    query = Request.select(Request.number).where(
        Request.id_number == id_number, Request.item == item, Request.received_on == day
    )
    return [row[0] for row in query.tuples().execute(db)]


def with_paper(db: Database, serial: str, day: date) -> list[str]:
    """Numbers of the requests of a day that were entered from the paper with this serial."""
    query = Request.select(Request.number).where(Request.received_on == day, Request.paper_serial == serial)
    return [row[0] for row in query.tuples().execute(db)]


def with_province_number(db: Database, number: str, limit: int) -> list[tuple[int, str]]:
    """Id and number of the newest requests that have this number in the province's system."""
    query = Request.select(Request.id, Request.number).where(Request.province_number == number)
    # In words, or the partial index does not know that it holds all of them.
    query = query.where(SQL("province_number <> ''")).order_by(Request.id.desc()).limit(limit)
    return list(query.tuples().execute(db))


def named(db: Database, province_numbers: Sequence[str], numbers: Sequence[str]) -> list[tuple[str, str, str]]:
    """Number, province's number and state of the requests that have one of the numbers."""
    found: dict[str, tuple[str, str, str]] = {}
    columns = (Request.number, Request.province_number, Request.state)
    for part in in_parts(number for number in province_numbers if number):
        query = Request.select(*columns).where(Request.province_number.in_(part), SQL("province_number <> ''"))
        found |= {row[0]: row for row in query.tuples().execute(db)}
    for part in in_parts(numbers):
        query = Request.select(*columns).where(Request.number.in_(part))
        found |= {row[0]: row for row in query.tuples().execute(db)}
    return list(found.values())


def _conditions(wanted: Filter) -> list[Any]:
    conditions: list[Any] = [Request.id > 0]
    if wanted.states:
        conditions.append(Request.state.in_(wanted.states))
    if wanted.owner:
        conditions.append(Request.owner == wanted.owner)
    if wanted.window is not None:
        conditions.append(Request.window == wanted.window)
    if wanted.first is not None:
        conditions.append(Request.received_on >= wanted.first)
    if wanted.last is not None:
        conditions.append(Request.received_on <= wanted.last)
    if wanted.due_before is not None:
        by_statute = Request.promised_due.is_null() & (Request.statutory_due < wanted.due_before)
        conditions.append((Request.promised_due < wanted.due_before) | by_statute)
    if wanted.id_number:
        conditions.append(Request.id_number == wanted.id_number)
    return conditions


def count_on(db: Database, column: str, day: date, window: int) -> int:
    """How many requests of a window have ``day`` in a date column."""
    return int(Request.select(Request.id).where(getattr(Request, column) == day, Request.window == window).count(db))


def touching(db: Database, first: date, last: date, open_states: Sequence[str], closed_from: Any) -> list[Request]:
    """Requests received, accepted, decided, delivered or closed from ``first`` to ``last``, and the open ones.

    ``closed_from`` is the moment at which ``first`` begins.
    """
    query = Request.select().where(
        Request.received_on.between(first, last)
        | Request.accepted_on.between(first, last)
        | Request.state.in_(list(open_states))
        | (Request.closed_at >= closed_from)
        | (Request.decided_at >= closed_from)
        | (Request.delivered_at >= closed_from)
    )
    return list(query.execute(db))


def handed_over(db: Database) -> list[tuple[str, str, str]]:
    """Number, owner and the person who has not taken it up yet, of every request on its way."""
    query = Request.select(Request.number, Request.owner, Request.pending_owner).where(Request.pending_owner != "")
    return list(query.order_by(Request.id).tuples().execute(db))


def received_of(db: Database, terminal: str, numbers: Sequence[str]) -> list[tuple[str, datetime, str]]:
    """Number, moment of receipt and item of the requests of a terminal that have one of the numbers."""
    query = Request.select(Request.number, Request.received_at, Request.item).where(
        Request.number.in_(list(numbers)), Request.terminal == terminal
    )
    return list(query.tuples().execute(db))


def ids_of_numbers(db: Database, terminal: str, numbers: Sequence[str]) -> dict[str, int]:
    """Number → id of the requests of a terminal that have one of the numbers."""
    query = Request.select(Request.number, Request.id).where(
        Request.number.in_(list(numbers)), Request.terminal == terminal
    )
    return dict(query.tuples().execute(db))
