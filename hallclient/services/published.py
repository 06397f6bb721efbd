"""The holiday schedules that come with the program, without a database: for a calculator that has no home."""

from __future__ import annotations

from hallclient.errors import CalendarMissing
from hallclient.rules.message import Message
from hallclient.rules.workdays import UnknownYear, WorkCalendar

FIRST_KNOWN_YEAR = 2018
"""The first year that is taken; older records are not judged."""


def published_calendar() -> WorkCalendar:
    """The published schedules as a value, the same years that a new hall starts with."""
    from chinese_calendar import constants

    years = frozenset(day.year for day in constants.holidays if day.year >= FIRST_KNOWN_YEAR)
    return WorkCalendar(
        years,
        frozenset(day for day in constants.holidays if day.year in years),
        frozenset(day for day in constants.workdays if day.year in years),
    )


def missing(error: UnknownYear) -> CalendarMissing:
    """The error for a year that is not known, with its remedy."""
    return CalendarMissing(
        Message("The holiday schedule of {year} has not been loaded yet.", year=error.year),
        Message("Load it with “hallclient import calendar FILE” once it is published."),
    )
