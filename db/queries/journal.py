"""Reading and adding journal entries."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from peewee import Database, fn

from db import statement
from db.models.journal import Journal


def head(db: Database, terminal: str) -> tuple[int, str] | None:
    """Number and hash of the last entry of a terminal."""
    text = 'SELECT "entry", "hash" FROM journal WHERE "terminal" = ? ORDER BY "entry" DESC LIMIT 1'
    found = statement.run(db, text, (terminal,)).fetchone()
    return (found[0], found[1]) if found else None


def newest_since(
    db: Database, terminal: str, kind: str, mark: str, without: Container[str], most: int = 500
) -> float | None:
    """The latest time (UTC seconds) of the newest entries of a terminal, back to the last one of ``kind`` whose body
    has ``mark``, that one included, and never more than ``most``: the price does not rise with the journal. Entries
    of kinds in ``without`` are passed over."""
    text = 'SELECT "at", "kind", "body" FROM journal WHERE "terminal" = ? ORDER BY "entry" DESC LIMIT ?'
    newest: float | None = None
    for at, of_kind, body in statement.run(db, text, (terminal, most)):
        if of_kind not in without:
            newest = at if newest is None else max(newest, at)
        if of_kind == kind and mark in body:
            break
    return newest


def first_at(db: Database) -> datetime | None:
    """When the oldest entry was written."""
    rows = list(Journal.select(Journal.at).order_by(Journal.id).limit(1).tuples().execute(db))
    return rows[0][0] if rows else None


def last_at(db: Database) -> datetime | None:
    """When the newest entry was written."""
    rows = list(Journal.select(Journal.at).order_by(Journal.id.desc()).limit(1).tuples().execute(db))
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


def work_of(db: Database, start: datetime, end: datetime, kinds: Sequence[str]) -> list[tuple[str, datetime]]:
    """Who did something to subjects of these kinds, and when, in order."""
    query = Journal.select(Journal.staff, Journal.at).where(
        Journal.id >= _first_since(db, start), Journal.at >= start, Journal.at < end, Journal.kind.in_(list(kinds))
    )
    return list(query.order_by(Journal.id).tuples().execute(db))


def steps_of_requests(db: Database, start: datetime, end: datetime) -> list[tuple[str, str, str, datetime]]:
    """Subject, action, body and time of what was done to requests in a period, in order."""
    query = Journal.select(Journal.subject, Journal.action, Journal.body, Journal.at).where(
        Journal.id >= _first_since(db, start), Journal.at >= start, Journal.at < end, Journal.kind == "request"
    )
    return list(query.order_by(Journal.id).tuples().execute(db))


def _first_since(db: Database, moment: datetime) -> int:
    """An id before which nothing was written since ``moment``: entries come in the order of time, so that halving
    finds it without an index. A day of slack covers a clock that was moved."""
    moment -= timedelta(days=1)
    low, high = (
        0,
        max((row[0] for row in Journal.select(fn.MAX(Journal.id)).tuples().execute(db) if row[0]), default=0),
    )
    while low < high:
        middle = (low + high) // 2
        rows = list(
            Journal.select(Journal.at).where(Journal.id > middle).order_by(Journal.id).limit(1).tuples().execute(db)
        )
        if rows and rows[0][0] < moment:
            low = middle + 1
        else:
            high = middle
    return low


def hash_of(db: Database, terminal: str, entry: int) -> str:
    """The hash of an entry; empty where there is none with this number."""
    rows = list(
        Journal.select(Journal.hash).where(Journal.terminal == terminal, Journal.entry == entry).tuples().execute(db)
    )
    return str(rows[0][0]) if rows else ""


def subjects_after(db: Database, terminal: str, entry: int, action: str) -> list[str]:
    """What the entries of an action behind a number of a chain are about, in order."""
    query = Journal.select(Journal.subject).where(
        Journal.terminal == terminal, Journal.entry > entry, Journal.action == action
    )
    return [subject for (subject,) in query.order_by(Journal.entry).tuples().execute(db)]


def subjects_of(db: Database, kind: str, action: str) -> set[str]:
    """What the entries of a kind and an action are about."""
    query = Journal.select(Journal.subject).where(Journal.kind == kind, Journal.action == action)
    return {subject for (subject,) in query.tuples().execute(db)}


def count(db: Database) -> int:
    """How many entries there are."""
    return int(Journal.select().count(db))
