"""What requests said before they were corrected or reopened."""

from __future__ import annotations

from typing import Any

from peewee import Database

from db.models.original import RequestOriginal


def add(db: Database, values: dict[str, Any]) -> None:
    """Keep the old values."""
    RequestOriginal.insert(values).execute(db)


def of_request(db: Database, request: int) -> list[RequestOriginal]:
    """The old values of a request, the oldest first."""
    query = RequestOriginal.select().where(RequestOriginal.request == request).order_by(RequestOriginal.id)
    return list(query.execute(db))
