"""Authorisations of chief representatives."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import Database

from db.models.authorisation import Authorisation


def every(db: Database) -> list[Authorisation]:
    """All that were ever given, the revoked ones too."""
    return list(Authorisation.select().order_by(Authorisation.staff, Authorisation.id).execute(db))


def of_staff(db: Database, staff: str | None = None) -> list[Authorisation]:
    """Those in force or to come or ended, of one person or of all; not the revoked ones."""
    query = Authorisation.select().where(Authorisation.revoked_at.is_null())
    if staff is not None:
        query = query.where(Authorisation.staff == staff)
    return list(query.order_by(Authorisation.staff, Authorisation.id).execute(db))


def add(db: Database, values: dict[str, Any]) -> int:
    """Keep a new one; returns its id."""
    return int(Authorisation.insert(values).execute(db))


def revoke(db: Database, row: int, at: datetime, by: str, reason: str) -> bool:
    """End one; False when there is none that could be ended."""
    query = Authorisation.update(revoked_at=at, revoked_by=by, revoke_reason=reason).where(
        Authorisation.id == row, Authorisation.revoked_at.is_null()
    )
    return bool(query.execute(db))
