"""Signed months."""

from __future__ import annotations

from typing import Any

from peewee import Database

from db.models.month_signature import MonthSignature


def signatures(db: Database, month: str | None = None) -> list[MonthSignature]:
    """The signatures (of one month), the first one first."""
    query = MonthSignature.select().order_by(MonthSignature.month, MonthSignature.version)
    return list((query.where(MonthSignature.month == month) if month is not None else query).execute(db))


def add(db: Database, values: dict[str, Any]) -> int:
    """Keep a signature; returns its id."""
    return int(MonthSignature.insert(values).execute(db))
