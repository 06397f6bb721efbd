"""Telling the sync what has changed, in the transaction of the change."""

from __future__ import annotations

from datetime import date

from db.queries import summary as queries
from hallclient.services.hall import Hall

KINDS = ("window_day", "staff_half_day", "open_request", "journal_head", "terminal")


def touch(hall: Hall, day: date, kind: str, key: str) -> None:
    """Raise the revision of one published record (terminal, day, kind, key)."""
    reading = hall.clock.reading()
    queries.raise_revision(hall.db, hall.terminal, day, kind, key, int(reading.wall * 1000), hall.clock.now())
