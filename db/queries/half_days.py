"""Settled half-days, what has changed them, and what people said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from peewee import Database

from db import statement
from db.models.half_day import HalfDay, SettledDay, VerdictChange
from db.models.verdict_review import VerdictReview
from db.queries import bulk

COLUMNS = (
    "day", "staff", "half", "window", "first_in", "last_out", "verdicts", "late", "early", "away", "off_post",
    "corrected", "suspect", "excuse",
)  # fmt: skip


_ON_RECORD = ("settled_day", "day_close", "punch")


def settled(db: Database, first: date, last: date) -> set[date]:
    """The settled days of a span."""
    text = 'SELECT "day" FROM settled_day WHERE "day" BETWEEN ? AND ?'
    return {date.fromisoformat(str(day)) for (day,) in statement.run(db, text, (first.isoformat(), last.isoformat()))}


def any_before(db: Database, day: date) -> bool:
    """Whether a day before ``day`` is settled or closed, or has a punch."""
    parts = " OR ".join(f'EXISTS (SELECT 1 FROM {table} WHERE "day" < ?)' for table in _ON_RECORD)
    return statement.run(db, f"SELECT 1 WHERE {parts}", (day.isoformat(),) * len(_ON_RECORD)).fetchone() is not None


def rows(
    db: Database, first: date, last: date, staff: str | None = None, window: int | None = None
) -> list[tuple[Any, ...]]:
    """Stored half-days as tuples of :data:`COLUMNS`, by day, person and order of the day."""
    query = HalfDay.select(*(getattr(HalfDay, name) for name in COLUMNS)).where(HalfDay.day.between(first, last))
    if staff is not None:
        query = query.where(HalfDay.staff == staff)
    if window is not None:
        query = query.where(HalfDay.window == window)
    ordered = query.order_by(HalfDay.day, HalfDay.staff, HalfDay.place).tuples()
    return list(ordered.execute(db))


def settle(db: Database, days: Iterable[date], at: datetime, rows: Sequence[dict[str, Any]]) -> None:
    """Store the half-days of whole days that were not settled before; inside a transaction."""
    bulk.insert(db, SettledDay, [{"day": day, "at": at} for day in days])
    bulk.insert(db, HalfDay, rows)


def put(db: Database, keys: Iterable[tuple[date, str]], rows: Sequence[dict[str, Any]]) -> None:
    """Put ``rows`` in place of what is stored of each person and day; inside a transaction."""
    gone: dict[date, list[str]] = {}
    for day, staff in keys:
        gone.setdefault(day, []).append(staff)
    for day, codes in gone.items():
        for part in bulk.in_parts(codes):
            HalfDay.delete().where(HalfDay.day == day, HalfDay.staff.in_(part)).execute(db)
    bulk.insert(db, HalfDay, rows)


def add_changes(db: Database, rows: Sequence[dict[str, Any]]) -> None:
    """Keep what has changed; inside a transaction."""
    bulk.insert(db, VerdictChange, rows)


def changes(db: Database, first: date, last: date, staff: str | None = None) -> list[VerdictChange]:
    """What has changed of some days, oldest first."""
    query = VerdictChange.select().where(VerdictChange.day.between(first, last)).order_by(VerdictChange.id)
    return list((query.where(VerdictChange.staff == staff) if staff is not None else query).execute(db))


def add_review(db: Database, values: dict[str, Any]) -> int:
    """Keep what somebody said of a verdict; returns its id."""
    return int(VerdictReview.insert(values).execute(db))


def reviews(db: Database, first: date, last: date, staff: str | None = None) -> list[VerdictReview]:
    """What was said of some days, oldest first."""
    where, values = 'WHERE "day" BETWEEN ? AND ?', [first.isoformat(), last.isoformat()]
    if staff is not None:
        where, values = f'{where} AND "staff" = ?', [*values, staff]
    return statement.select(db, VerdictReview, f'{where} ORDER BY "id"', values)
