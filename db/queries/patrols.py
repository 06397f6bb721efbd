"""Patrol checks."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import Database

from db.models.patrol import Patrol


def add(db: Database, values: dict[str, Any]) -> int:
    """Keep a check; returns its id."""
    return int(Patrol.insert(values).execute(db))


def between(db: Database, first: date, last: date) -> list[Patrol]:
    """The checks of some days, the newest first."""
    return list(Patrol.select().where(Patrol.day.between(first, last)).order_by(Patrol.id.desc()).execute(db))
