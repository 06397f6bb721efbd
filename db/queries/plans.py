"""Shifts and weeks of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import Database

from db import statement
from db.models.own_hours import OwnHours
from db.models.roster import Roster
from db.models.shift import Shift
from db.models.timetable import Timetable


def shifts(db: Database) -> list[Shift]:
    """Shifts in the order in which they were loaded."""
    return statement.select(db, Shift, 'ORDER BY "id"')


def own_hours(db: Database) -> list[OwnHours]:
    """Weeks of one's own in the order in which they were loaded."""
    return statement.select(db, OwnHours, 'ORDER BY "id"')


def save_shift(db: Database, values: dict[str, Any]) -> None:
    """Add a shift, in place of one of the same name and first day."""
    same = (Shift.name == values["name"]) & (Shift.from_day == values["from_day"])
    Shift.delete().where(same).execute(db)
    Shift.insert(values).execute(db)


def save_own_hours(db: Database, values: dict[str, Any]) -> None:
    """Add a week, in place of one of the same person, first day and weekdays."""
    same = (
        (OwnHours.staff == values["staff"])
        & (OwnHours.from_day == values["from_day"])
        & (OwnHours.weekdays == values["weekdays"])
    )
    OwnHours.delete().where(same).execute(db)
    OwnHours.insert(values).execute(db)


def put(db: Database, table: type[Timetable] | type[Shift] | type[OwnHours], rows: Iterable[dict[str, Any]]) -> None:
    """Put ``rows``, in their order, in place of everything in the table; inside a transaction."""
    table.delete().execute(db)
    for row in rows:
        table.insert(row).execute(db)


def rostered(db: Database, shift: str, since: date) -> int:
    """How many rows of the roster name a shift from a day on."""
    return int(Roster.select().where(Roster.shift == shift, Roster.day >= since).count(db))
