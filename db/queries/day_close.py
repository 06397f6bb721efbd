"""Closed days."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import Database

from db.models.day_close import DayClose


def add(db: Database, values: dict[str, Any]) -> None:
    """Keep a signed close."""
    DayClose.insert(values).execute(db)


def last(db: Database, terminal: str, day: date) -> DayClose | None:
    """The close of a day that counts: the last one signed."""
    query = DayClose.select().where(DayClose.terminal == terminal, DayClose.day == day)
    found = list(query.order_by(DayClose.id.desc()).limit(1).execute(db))
    return found[0] if found else None
