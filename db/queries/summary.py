"""Revisions of what this terminal publishes, and what a sync carries from one run to the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from peewee import Database, fn

from db import statement
from db.models.journal import Journal
from db.models.punch import Punch
from db.models.request import Request
from db.models.summary import SummaryRevision, SyncNote
from db.upgrade import HISTORY


def raise_revisions(
    db: Database, terminal: str, names: Iterable[tuple[date, str, str]], now_ms: int, at: int
) -> None:
    """Set the revisions (day, kind, key) to max(last + 1, ``now_ms``); plain last + 1 loses records after a restored
    backup. ``at`` is in UTC seconds. Inside a transaction."""
    rows = ((terminal, day.isoformat(), kind, key, now_ms, at) for day, kind, key in names)
    statement.run_many(db, _RAISE, rows)


_RAISE = (
    'INSERT INTO summary_revision ("terminal", "day", "kind", "key", "revision", "changed_at", "body", "published") '
    "VALUES (?, ?, ?, ?, ?, ?, '', 0) "
    'ON CONFLICT ("terminal", "day", "kind", "key") DO UPDATE SET "changed_at" = excluded."changed_at", '
    '"revision" = CASE WHEN summary_revision."revision" >= excluded."revision" '
    'THEN summary_revision."revision" + 1 ELSE excluded."revision" END'
)


def rows(db: Database, terminal: str, first: date, last: date) -> list[SummaryRevision]:
    """The records of a terminal from ``first`` to ``last``."""
    query = SummaryRevision.select().where(
        SummaryRevision.terminal == terminal, SummaryRevision.day.between(first, last)
    )
    return list(query.order_by(SummaryRevision.day, SummaryRevision.kind, SummaryRevision.key).execute(db))


def unpublished(db: Database, terminal: str) -> list[SummaryRevision]:
    """The records of a terminal that have changed since they last reached the share."""
    query = SummaryRevision.select().where(
        SummaryRevision.terminal == terminal, SummaryRevision.published != SummaryRevision.revision
    )
    return list(query.execute(db))


def terminals_waiting(db: Database) -> list[str]:
    """The terminals that have records which have changed since they last reached the share."""
    query = SummaryRevision.select(SummaryRevision.terminal).where(
        SummaryRevision.published != SummaryRevision.revision
    )
    return [row[0] for row in query.distinct().tuples().execute(db)]


def count_unpublished(db: Database, terminal: str) -> int:
    """How many records of a terminal have changed since they last reached the share."""
    query = SummaryRevision.select(fn.COUNT(SummaryRevision.id)).where(
        SummaryRevision.terminal == terminal, SummaryRevision.published != SummaryRevision.revision
    )
    return int(next(iter(query.tuples().execute(db)))[0])


def add(db: Database, values: dict[str, Any]) -> None:
    """A record that no change had announced; nothing where one has come meanwhile."""
    SummaryRevision.insert(values).on_conflict_ignore().execute(db)


def set_line(db: Database, row: int, seen: int, values: dict[str, Any]) -> bool:
    """Store the line of a record that is still at revision ``seen``; False when it has changed meanwhile."""
    query = SummaryRevision.update(values).where(SummaryRevision.id == row, SummaryRevision.revision == seen)
    return bool(query.execute(db))


def set_published(db: Database, revisions: Iterable[tuple[int, int]]) -> None:
    """Remember which revision (id, revision) of each record reached the share."""
    for row, revision in revisions:
        SummaryRevision.update(published=revision).where(SummaryRevision.id == row).execute(db)


def note(db: Database, key: str) -> str:
    """A fact that an earlier sync kept, empty where none."""
    found = list(SyncNote.select(SyncNote.value).where(SyncNote.key == key).tuples().execute(db))
    return str(found[0][0]) if found else ""


def set_note(db: Database, key: str, value: str) -> None:
    """Keep a fact; empty forgets it."""
    SyncNote.delete().where(SyncNote.key == key).execute(db)
    if value:
        SyncNote.insert(key=key, value=value).execute(db)


def request_facts(
    db: Database, terminal: str, since: date | None, numbers: Iterable[str]
) -> list[tuple[str, str, date, int, str, str, str, date | None, date | None]]:
    """Number, terminal, day of receipt, window, state, owner, item and due dates: of the requests that
    ``terminal`` received from ``since`` on (none where it is None) and of those with one of ``numbers``."""
    columns = ("number", "terminal", "received_on", "window", "state", "owner", "item", "promised_due")
    query = Request.select(*(getattr(Request, name) for name in columns), Request.statutory_due)
    found = []
    if since is not None:
        own = query.where(Request.terminal == terminal, Request.received_on >= since)
        found += list(own.tuples().execute(db))
    wanted = sorted(set(numbers) - {row[0] for row in found})
    for start in range(0, len(wanted), 500):
        found += list(query.where(Request.number.in_(wanted[start : start + 500])).tuples().execute(db))
    return found


def beginning(db: Database, terminal: str) -> tuple[date | None, datetime | None]:
    """The day of a terminal's first punch, and the moment of its first journal entry."""
    punch = Punch.select(Punch.day).where(Punch.terminal == terminal).order_by(Punch.day).limit(1)
    entry = Journal.select(Journal.at).where(Journal.terminal == terminal).order_by(Journal.entry).limit(1)
    days, moments = list(punch.tuples().execute(db)), list(entry.tuples().execute(db))
    return (days[0][0] if days else None, moments[0][0] if moments else None)


def schema(db: Database) -> str:
    """The name of the last migration."""
    row = db.execute_sql(f"SELECT MAX(name) FROM {HISTORY}").fetchone()
    return str(row[0]) if row and row[0] else ""
