"""Time that does not count in the limits of requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Database

from db import statement
from db.models.excluded_period import ExcludedPeriod
from db.queries.bulk import in_parts

VOUCHED = ("kind", "letter", "reason", "sent_on", "result_on")
"""What the digest of a request holds of its periods."""


def of_request(db: Database, request: int) -> list[ExcludedPeriod]:
    """The periods of a request in the order in which they were recorded."""
    query = ExcludedPeriod.select().where(ExcludedPeriod.request == request).order_by(ExcludedPeriod.id)
    return list(query.execute(db))


def add(db: Database, values: dict[str, Any]) -> int:
    """A new period; returns its id."""
    return int(ExcludedPeriod.insert(values).execute(db))


def end(db: Database, period: int, result_on: date, staff: str) -> None:
    """The result has arrived."""
    ExcludedPeriod.update(result_on=result_on, ended_by=staff).where(ExcludedPeriod.id == period).execute(db)


def vouched(db: Database, requests: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The periods of some requests as :data:`VOUCHED` has them; requests without any are left out."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for part in in_parts(requests):
        where = f'WHERE "request_id" IN ({", ".join("?" * len(part))}) ORDER BY "request_id", "id"'
        for row in statement.rows(db, ExcludedPeriod, where, part):
            found.setdefault(row["request"], []).append(tuple(row[name] for name in VOUCHED))
    return found
