"""Reading and adding journal entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from peewee import Database, fn

from db import statement
from db.models.journal import Journal


def head(db: Database, terminal: str) -> tuple[int, str] | None:
    """Number and hash of the last entry of a terminal."""
    text = 'SELECT "entry", "hash" FROM journal WHERE "terminal" = ? ORDER BY "entry" DESC LIMIT 1'
    found = statement.run(db, text, (terminal,)).fetchone()
    return (found[0], found[1]) if found else None


def first_at(db: Database) -> datetime | None:
    """When the oldest entry was written."""
    rows = list(Journal.select(Journal.at).order_by(Journal.id).limit(1).tuples().execute(db))
    return rows[0][0] if rows else None


def add(db: Database, values: dict[str, Any]) -> None:
    """Write one entry."""
    statement.insert(db, Journal, values)


def entries(db: Database, terminal: str | None = None) -> Iterator[Journal]:
    """All entries in the order of their chains."""
    query = Journal.select().order_by(Journal.terminal, Journal.entry)
    if terminal is not None:
        query = query.where(Journal.terminal == terminal)
    yield from query.iterator(db)


def of_subject(db: Database, kind: str, subject: str, *more: str) -> list[Journal]:
    """The entries about one subject of a kind (and of ``more`` kinds that share its subjects), oldest first."""
    kinds = [kind, *more]
    query = Journal.select().where(Journal.kind.in_(kinds), Journal.subject == subject).order_by(Journal.id)
    return list(query.execute(db))


def count(db: Database) -> int:
    """How many entries there are."""
    return int(Journal.select().count(db))


def counted_by_staff(db: Database, kind: str, since: datetime, before: datetime) -> dict[str, int]:
    """Staff code → entries of a kind in a period."""
    query = Journal.select(Journal.staff, fn.COUNT(Journal.id)).where(
        Journal.kind == kind, Journal.at >= since, Journal.at < before
    )
    return {staff: int(number) for staff, number in query.group_by(Journal.staff).tuples().execute(db)}
