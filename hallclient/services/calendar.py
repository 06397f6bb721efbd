"""The hall's calendar of working days: stored, loaded by year, read once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from db.queries import calendar as queries
from hallclient.rules.workdays import WorkCalendar
from hallclient.services import journal
from hallclient.services.hall import Hall
from hallclient.services.published import FIRST_KNOWN_YEAR


def work_calendar(hall: Hall) -> WorkCalendar:
    """The stored calendar as a value."""
    if hall.calendar is None:
        days = queries.days(hall.db)
        hall.calendar = WorkCalendar(
            frozenset(queries.years(hall.db)),
            frozenset(day for day, working in days if not working),
            frozenset(day for day, working in days if working),
        )
    return hall.calendar


def load_published(hall: Hall) -> list[int]:
    """Fill in every year that the package chinesecalendar knows and the hall does not; returns them."""
    from chinese_calendar import constants

    published = {day.year for day in constants.holidays}
    wanted = sorted(year for year in published if year >= FIRST_KNOWN_YEAR)
    have = queries.years(hall.db)
    added = [year for year in wanted if year not in have]
    with hall.write():
        for year in added:
            days = {day: (False, str(name)) for day, name in constants.holidays.items() if day.year == year}
            days |= {day: (True, str(name)) for day, name in constants.workdays.items() if day.year == year}
            replace_year(hall, "system", year, days, "chinesecalendar")
    return added


def days_of(hall: Hall, year: int) -> dict[date, tuple[bool, str]] | None:
    """The stored exceptions of a year (worked or not, name); None where the year is not known."""
    return queries.days_of(hall.db, year) if year in queries.years(hall.db) else None


def replace_year(hall: Hall, staff: str, year: int, days: Mapping[date, tuple[bool, str]], source: str) -> bool:
    """Store the schedule of a year; returns whether it differs from what was there."""
    same = queries.days_of(hall.db, year) == dict(days) and year in queries.years(hall.db)
    if same:
        return False
    rows = [{"day": day, "working": working, "name": name} for day, (working, name) in sorted(days.items())]
    with hall.write():
        queries.replace_year(hall.db, year, source, rows)
        journal.record(hall, staff, "calendar", "calendar", str(year), {"days": len(rows), "source": source})
    hall.calendar = None
    return True


def is_expected(calendar: WorkCalendar, day: date) -> bool:
    """Whether staff are expected on ``day`` by default; in an unknown year every Monday to Friday."""
    return calendar.is_workday_guess(day)
