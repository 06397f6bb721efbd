"""Requests: one by its number, those that a word finds, what changes. Lists are in ``request_pages``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import SQL, Database

from db import statement
from db.models.request import Request, RequestMaterial
from db.queries import bulk, request_digest
from db.queries.bulk import in_parts


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
    rows = statement.select(db, Request, 'WHERE "number" = ? ORDER BY "id"', (number,))
    mine = [row for row in rows if row.terminal == terminal]
    return next(iter(mine or rows), None)


def materials(db: Database, ids: Sequence[int]) -> dict[int, list[RequestMaterial]]:
    """The materials of some requests, in their order."""
    found: dict[int, list[RequestMaterial]] = {row: [] for row in ids}
    for part in in_parts(ids):
        for row in statement.select(db, RequestMaterial, _of_requests(len(part)), part):
            found[row.__data__["request"]].append(row)
    return found


def _of_requests(count: int) -> str:
    return f'WHERE "request_id" IN ({", ".join("?" * count)}) ORDER BY "request_id", "position"'


_UNMARKED = {field.name: field.default for field in RequestMaterial._meta.sorted_fields}


def insert(db: Database, values: dict[str, Any], papers: list[dict[str, Any]]) -> dict[str, Any]:
    """A new request with its materials, not marked yet; returns it as the digest takes it, which has the same form
    for a moment and its seconds, for a day and its text."""
    row = {**statement.insert_row(db, Request, values), "received_on": values["received_on"]}
    bulk.insert(db, RequestMaterial, [{"request": row["id"], **paper} for paper in papers])
    return request_digest.row(row, [request_digest.mark({**_UNMARKED, **paper}) for paper in papers])


def update(db: Database, row: int, version: int, values: dict[str, Any]) -> bool:
    """Change a request that is still at ``version``; False when somebody was quicker."""
    changed = {**values, "version": version + 1}
    return bool(statement.update(db, Request, changed, '"id" = ? AND "version" = ?', (row, version)))


def update_material(db: Database, request: int, code: str, values: dict[str, Any]) -> None:
    """Change the mark of one material."""
    statement.update(db, RequestMaterial, values, '"request_id" = ? AND "code" = ?', (request, code))


def replace_materials(db: Database, request: int, papers: list[dict[str, Any]]) -> None:
    """Put other materials in place of those of a request."""
    RequestMaterial.delete().where(RequestMaterial.request == request).execute(db)
    bulk.insert(db, RequestMaterial, [{"request": request, **paper} for paper in papers])


def as_row(db: Database, row: int) -> dict[str, Any]:
    """A request as its digest takes it."""
    return request_digest.rows(db, statement.rows(db, Request, 'WHERE "id" = ?', (row,)))[0]


def same_today(db: Database, item: str, id_number: str, day: date) -> list[str]:
    """Numbers of requests of that day by the same person for the same item."""
    # All of one person first, which are few, whatever the planner would think of the day or the item.
    text = (
        'SELECT "number" FROM (SELECT "number", "item", "received_on" FROM request WHERE "id_number" = ? '
        'ORDER BY "received_on" DESC, "id" DESC LIMIT 1000) AS own WHERE "item" = ? AND "received_on" = ?'
    )
    return [row[0] for row in statement.run(db, text, (id_number, item, day.isoformat())).fetchall()][::-1]


def with_paper(db: Database, serial: str, day: date) -> list[str]:
    """Numbers of the requests of a day that were entered from the paper with this serial."""
    query = Request.select(Request.number).where(Request.received_on == day, Request.paper_serial == serial)
    return [row[0] for row in query.tuples().execute(db)]


def with_province_number(db: Database, number: str, limit: int) -> list[tuple[int, str]]:
    """Id and number of the newest requests that have this number in the province's system."""
    # In words, or the partial index does not know that it holds all of them.
    text = (
        'SELECT "id", "number" FROM request WHERE "province_number" = ? AND "province_number" <> \'\' '
        'ORDER BY "id" DESC LIMIT ?'
    )
    found: list[tuple[int, str]] = statement.run(db, text, (number, limit)).fetchall()
    return found


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


def count_on(db: Database, column: str, day: date, window: int) -> int:
    """How many requests of a window have ``day`` in a date column."""
    return int(Request.select(Request.id).where(getattr(Request, column) == day, Request.window == window).count(db))


def handed_over(db: Database) -> list[tuple[str, str, str, int | None, str]]:
    """Number, owner, and the person, window or department that has not taken it up yet, of every request on its
    way, the oldest first."""
    columns = (Request.number, Request.owner, Request.pending_owner, Request.pending_window)
    found = []
    # Word for word as the index of each has it, which a value in place of '' would not be.
    for on_way in ("pending_owner\" <> ''", 'pending_window" IS NOT NULL', "pending_department\" <> ''"):
        query = Request.select(Request.id, *columns, Request.pending_department).where(SQL(f'"t1"."{on_way}'))
        found += list(query.tuples().execute(db))
    return [row[1:] for row in sorted(found)]


def of_owners(db: Database, owners: Sequence[str], states: Sequence[str]) -> list[tuple[str, str]]:
    """Number and owner of the requests in ``states`` that belong to one of ``owners``, the oldest first."""
    query = Request.select(Request.number, Request.owner).where(
        Request.owner.in_(list(owners)), Request.state.in_(list(states))
    )
    return list(query.order_by(Request.id).tuples().execute(db))


def about(db: Database, numbers: Sequence[str]) -> list[tuple[str, str, bool, str]]:
    """Number, name, whether that is an organisation, and item, of the requests with one of the numbers."""
    found: list[tuple[str, str, bool, str]] = []
    for part in in_parts(numbers):
        text = 'SELECT "number", "name", "organisation", "item_name" FROM request WHERE "number" IN '
        found += statement.run(db, f"{text}({', '.join('?' * len(part))})", part).fetchall()
    return found


def received_of(db: Database, terminal: str, numbers: Sequence[str]) -> list[tuple[str, datetime, str]]:
    """Number, moment of receipt and item of the requests that have one of the numbers, those of a terminal last."""
    query = Request.select(Request.number, Request.received_at, Request.item).where(Request.number.in_(list(numbers)))
    return list(query.order_by(Request.terminal == terminal).tuples().execute(db))


def ids_of_numbers(db: Database, terminal: str, numbers: Sequence[str]) -> dict[str, int]:
    """Number → id of the requests of a terminal that have one of the numbers."""
    places = ", ".join("?" * len(numbers))
    text = f'SELECT "number", "id" FROM request WHERE "number" IN ({places}) AND "terminal" = ?'
    return dict(statement.run(db, text, (*numbers, terminal)).fetchall())
