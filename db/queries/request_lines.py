"""Requests as the lines of lists: only the columns that a list shows, plain values, nothing converted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from peewee import Database

from db import statement
from db.queries import request_pages as pages
from db.queries.bulk import in_parts
from db.queries.requests import Filter

COLUMNS = (
    *("id", "number", "terminal", "state", "kind", "legal_path", "unit", "item", "item_name", "department", "name"),
    *("id_type", "id_number", "phone", "organisation", "window", "received_at", "received_on", "first_asked"),
    *("owner", "pending_owner", "pending_window", "pending_department"),
    *("channel", "green", "visits", "notice_due", "supplement_due", "accepted_on"),
    *("promised_due", "statutory_due", "provisional", "deemed_basis", "counted_from", "paused_since", "decided_at"),
    *("result", "delivered_at", "rating", "closed_at"),
)
"""The columns of a line, in their order; behind them comes how many papers an applicant still has to bring."""

_MISSING = (
    "CASE WHEN state = 'awaiting_supplement' THEN (SELECT COUNT(*) FROM request_material AS m "
    "WHERE m.request_id = request.id AND m.mark IN ('missing', 'defective')) ELSE 0 END"
)
_ID, _DAY = COLUMNS.index("id"), COLUMNS.index("received_on")


def page(
    db: Database, wanted: Filter, limit: int, below: pages.Place | None = None, above: pages.Place | None = None
) -> list[tuple[Any, ...]]:
    """A page, newest first: the lines after ``below``, or (``above``) the ones just before it."""
    return _lines(db, *pages.of_page(db, wanted, limit, below, above))


def last_page(db: Database, wanted: Filter, limit: int) -> list[tuple[Any, ...]]:
    """The end of the list."""
    return _lines(db, *pages.of_last_page(db, wanted, limit))


def touching(
    db: Database, first: date, last: date, open_states: Sequence[str], closed_from: datetime
) -> list[tuple[Any, ...]]:
    """What counts in the figures of some days, as ``request_pages.touching`` has it."""
    return _lines(db, *pages.of_touching(first, last, open_states, closed_from))


def by_ids(db: Database, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """The lines of some requests, newest first."""
    found = []
    for part in in_parts(ids):
        found += _lines(db, ", ".join("?" * len(part)), part)
    return sorted(found, key=_place, reverse=True)


def _lines(db: Database, which: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    text = f'SELECT {columns}, {_MISSING} FROM request WHERE "id" IN ({which})'
    return sorted(statement.run(db, text, values).fetchall(), key=_place, reverse=True)


def _place(line: tuple[Any, ...]) -> tuple[Any, int]:
    return line[_DAY], line[_ID]
