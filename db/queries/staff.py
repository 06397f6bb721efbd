"""Looking people up and keeping their accounts."""

from __future__ import annotations

from typing import Any

from peewee import Database

from db import statement
from db.models.staff import Staff


def get(db: Database, code: str) -> Staff | None:
    """The person with this code."""
    found = list(Staff.select().where(Staff.code == code).execute(db))
    return found[0] if found else None


def left(db: Database, code: str) -> str:
    """The name of somebody who does not work here any more; empty for everybody else."""
    found = statement.run(db, 'SELECT "name" FROM staff WHERE "code" = ? AND NOT "active"', (code,)).fetchone()
    return found[0] if found else ""


def everyone(db: Database) -> list[Staff]:
    """All people by code, those who left included."""
    return statement.select(db, Staff, 'ORDER BY "code"')


def add(db: Database, values: dict[str, Any]) -> None:
    """A new person."""
    Staff.insert(values).execute(db)


def update(db: Database, code: str, values: dict[str, Any]) -> None:
    """Change some columns of a person."""
    Staff.update(values).where(Staff.code == code).execute(db)
