"""How much annual leave people have."""

from __future__ import annotations

from typing import Any

from peewee import Database

from db.models.annual_leave import AnnualLeave


def entitled(db: Database, staff: str, year: int) -> int | None:
    """Half-days of a year; None where nothing is known."""
    query = AnnualLeave.select(AnnualLeave.half_days).where(AnnualLeave.staff == staff, AnnualLeave.year == year)
    rows = list(query.tuples().execute(db))
    return int(rows[0][0]) if rows else None


def every(db: Database) -> dict[tuple[str, int], int]:
    """Person and year → half-days."""
    query = AnnualLeave.select(AnnualLeave.staff, AnnualLeave.year, AnnualLeave.half_days)
    return {(staff, year): half_days for staff, year, half_days in query.tuples().execute(db)}


def save(db: Database, values: dict[str, Any]) -> None:
    """Store what a person has, in place of what was known."""
    same = (AnnualLeave.staff == values["staff"]) & (AnnualLeave.year == values["year"])
    AnnualLeave.delete().where(same).execute(db)
    AnnualLeave.insert(values).execute(db)
