"""The stored calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import Database

from db.models.calendar import CalendarDay, CalendarYear


def years(db: Database) -> dict[int, str]:
    """Known years and where their schedule came from."""
    return dict(CalendarYear.select(CalendarYear.year, CalendarYear.source).tuples().execute(db))


def days(db: Database) -> list[tuple[date, bool]]:
    """Days that differ from the week, with whether they are worked."""
    return [
        (day, bool(work))
        for day, work in CalendarDay.select(CalendarDay.day, CalendarDay.working).tuples().execute(db)
    ]


def days_of(db: Database, year: int) -> dict[date, tuple[bool, str]]:
    """The exceptions of one year: worked or not, and the holiday's name."""
    query = CalendarDay.select(CalendarDay.day, CalendarDay.working, CalendarDay.name).where(
        CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    )
    return {day: (bool(working), name) for day, working, name in query.tuples().execute(db)}


def replace_year(db: Database, year: int, source: str, rows: list[dict[str, Any]]) -> None:
    """Put the schedule of a year in place of what was there."""
    CalendarDay.delete().where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))).execute(db)
    CalendarYear.delete().where(CalendarYear.year == year).execute(db)
    CalendarYear.insert(year=year, source=source).execute(db)
    if rows:
        CalendarDay.insert_many(rows).execute(db)
