"""Which days are working days (工作日), from a table of the years whose holiday schedule is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hallclient.rules.message import Message

_ONE = timedelta(days=1)
_SATURDAY = 5


class UnknownYear(ValueError):
    """The holiday schedule of ``year`` is not in the calendar."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no holiday schedule for {year}")
        self.year = year
        self.message = Message("The holiday schedule of {year} is not known.", year=year)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The yearly schedules of the State Council (国务院办公厅放假安排) as one table.

    ``years`` are the years that are known. ``holidays`` are the days off; holidays that fall on a weekend
    may be among them. ``workdays`` are the weekend days on which work is made up (调休).
    """

    years: frozenset[int]
    holidays: frozenset[date]
    workdays: frozenset[date]

    def knows(self, year: int) -> bool:
        """Whether the schedule of ``year`` is known."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Whether ``day`` is a working day. Raises :class:`UnknownYear` rather than guess."""
        if day.year not in self.years:
            raise UnknownYear(day.year)
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def is_workday_guess(self, day: date) -> bool:
        """Whether ``day`` is a working day; in an unknown year every Monday to Friday is one."""
        if day.year in self.years:
            return self.is_workday(day)
        return day.weekday() < _SATURDAY

    def next_workday(self, day: date, *, guess: bool = False) -> date:
        """The first working day after ``day``. Raises :class:`UnknownYear` unless ``guess``."""
        works = self.is_workday_guess if guess else self.is_workday
        day += _ONE
        while not works(day):
            day += _ONE
        return day

    def workdays_between(self, after: date, through: date, *, guess: bool = False) -> int:
        """How many working days lie after ``after``, up to and including ``through``.

        Negative when ``through`` is the earlier one (then counted from it). Raises :class:`UnknownYear`
        unless ``guess``.
        """
        if through < after:
            return -self.workdays_between(through, after, guess=guess)
        works = self.is_workday_guess if guess else self.is_workday
        return sum(works(after + timedelta(days=n)) for n in range(1, (through - after).days + 1))
