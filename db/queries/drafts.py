"""Drafts of what is being typed or was parked."""

from __future__ import annotations

from typing import Any

from peewee import Database

from db.models.draft import Draft


def every(db: Database, terminal: str, subject: str = "") -> list[Draft]:
    """The drafts of a terminal, oldest first: those of applicants, or those of a ``subject``."""
    mine = (Draft.terminal == terminal) & (Draft.subject == subject)
    return list(Draft.select().where(mine).order_by(Draft.id).execute(db))


def parked_elsewhere(db: Database, terminal: str) -> list[Draft]:
    """The drafts of applicants that were set aside at other terminals, oldest first."""
    theirs = (Draft.terminal != terminal) & (Draft.subject == "") & ~Draft.parked_at.is_null()
    return list(Draft.select().where(theirs).order_by(Draft.id).execute(db))


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
