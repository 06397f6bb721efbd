"""The windows of the hall."""

from __future__ import annotations

from typing import Any

from peewee import Database

from db import statement
from db.models.window import Window


def every(db: Database) -> list[Window]:
    """All windows by number."""
    return statement.select(db, Window, 'ORDER BY "number"')


def save(db: Database, values: dict[str, Any]) -> None:
    """Add a window or change it."""
    if not Window.update(values).where(Window.number == values["number"]).execute(db):
        Window.insert(values).execute(db)
