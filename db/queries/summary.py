"""Revisions of what this terminal publishes."""

from __future__ import annotations

from datetime import date, datetime

from peewee import Database

from db.models.summary import SummaryRevision


def raise_revision(db: Database, terminal: str, day: date, kind: str, key: str, now_ms: int, at: datetime) -> None:
    """Set the revision to max(last + 1, ``now_ms``); plain last + 1 loses records after a restored backup."""
    revision = SummaryRevision
    updated = (
        revision.update(
            revision=_next(now_ms),
            changed_at=at,
        )
        .where(revision.terminal == terminal, revision.day == day, revision.kind == kind, revision.key == key)
        .execute(db)
    )
    if not updated:
        revision.insert(terminal=terminal, day=day, kind=kind, key=key, revision=now_ms, changed_at=at).execute(db)


def _next(now_ms: int):  # type: ignore[no-untyped-def]
    from peewee import Case

    revision = SummaryRevision.revision
    return Case(None, ((revision >= now_ms, revision + 1),), now_ms)
