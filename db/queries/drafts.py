"""Drafts of requests that are being typed or were parked."""

from __future__ import annotations

from typing import Any

from peewee import Database

from db.models.draft import Draft


def every(db: Database, terminal: str) -> list[Draft]:
    """The drafts of a terminal, oldest first."""
    return list(Draft.select().where(Draft.terminal == terminal).order_by(Draft.id).execute(db))


def get(db: Database, row: int) -> Draft | None:
    """One draft."""
    found = list(Draft.select().where(Draft.id == row).execute(db))
    return found[0] if found else None


def save(db: Database, row: int | None, values: dict[str, Any]) -> int:
    """Add a draft or change it; returns its id."""
    if row is not None and Draft.update(values).where(Draft.id == row).execute(db):
        return row
    return int(Draft.insert(values).execute(db))


def remove(db: Database, row: int) -> None:
    """Forget a draft."""
    Draft.delete().where(Draft.id == row).execute(db)
