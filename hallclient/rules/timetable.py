"""The hours of a hall: which timetable a day has, and how late a window opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hallclient.rules.spans import Span

HALVES = ("am", "pm")


@dataclass(frozen=True, slots=True)
class Timetable:
    """The two half-days of a day and what is still on time, from ``from_day`` to ``to_day`` (both included).

    ``to_day`` None is open-ended; ``punches`` is 4 or 2 a day; both graces and ``absent_minutes``, from which
    on being late or early is half a day's absence, are minutes. Times are local.
    """

    name: str
    from_day: date
    to_day: date | None
    am_start: time
    am_end: time
    pm_start: time
    pm_end: time
    punches: int = 4
    late_grace: int = 0
    early_grace: int = 0
    absent_minutes: int = 30

    def span(self, day: date, half: str) -> Span:
        """Start and end of ``half`` ("am" or "pm") on ``day``, naive local time."""
        start, end = (self.am_start, self.am_end) if half == "am" else (self.pm_start, self.pm_end)
        return datetime.combine(day, start), datetime.combine(day, end)

    def includes(self, day: date) -> bool:
        """Whether ``day`` is one of the timetable's dates."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


DEFAULT = Timetable("默认", date.min, None, time(8, 30), time(11, 30), time(13, 30), time(17, 0))
"""What holds where nothing else was set."""


def timetable_for(day: date, timetables: Iterable[Timetable]) -> Timetable:
    """The timetable of ``day``: of those in order of import the last that includes it, else :data:`DEFAULT`.

    So a later one takes the place of an earlier one for its dates, and an exception for a single day is a
    timetable of one day. A make-up workday that follows the day it replaces is asked for by that day.
    """
    found = DEFAULT
    for timetable in timetables:
        if timetable.includes(day):
            found = timetable
    return found


def whole_minutes(length: timedelta) -> int:
    """Minutes of ``length`` rounded up; 0 when it is nothing or less."""
    return max(0, -(-length // timedelta(minutes=1)))


def late_opening_minutes(timetable: Timetable, first_in: datetime | None, half: str = "am") -> int:
    """By how many minutes, rounded up, a window opened after the hour that is posted; 0 when it did not.

    Grace is for people, not for the posted hours, and so is not given. ``half`` is the first half-day for
    which the window is rostered.
    """
    if first_in is None:
        return 0
    start, _ = timetable.span(first_in.date(), half)
    return whole_minutes(first_in.replace(microsecond=0) - start)
