"""Every “no” said to an applicant, by the moment at which it was said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import Database

from db.models.refusal import Refusal
from db.models.request import Request

COLUMNS = (
    *("at", "staff", "action", "words", "authorisation"),
    *("number", "terminal", "window", "department", "item_name", "name", "organisation", "state"),
)


def add(db: Database, values: dict[str, Any]) -> None:
    """Keep one."""
    Refusal.insert(values).execute(db)


def between(db: Database, first: datetime, last: datetime, limit: int) -> list[tuple[Any, ...]]:
    """Those from ``first`` up to before ``last``, the newest first, in the order of :data:`COLUMNS`."""
    columns = [getattr(Refusal if name in COLUMNS[:5] else Request, name) for name in COLUMNS]
    query = (
        Refusal.select(*columns)
        .join(Request, on=(Refusal.request == Request.id))
        .where(Refusal.at >= first, Refusal.at < last)
        .order_by(Refusal.at.desc(), Refusal.id.desc())
        .limit(limit)
    )
    return list(query.tuples().execute(db))
