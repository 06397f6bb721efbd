"""Working hours of the demo hall: moments at which something can have happened. All times are naive and local."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hallclient.rules.timetable import DEFAULT
from hallclient.rules.workdays import WorkCalendar

_ONE = timedelta(days=1)
_BEFORE_CLOSING = timedelta(minutes=8)
_SHORT = timedelta(minutes=25)
"""Before so much of the day has passed, today is not told by the clock of the hall alone."""

_ALIVE = timedelta(minutes=50)


@dataclass
class Hours:
    """The calendar of the hall, the present, and chance."""

    calendar: WorkCalendar
    now: datetime
    rng: random.Random

    @property
    def today(self) -> date:
        """The date of the present."""
        return self.now.date()

    def is_workday(self, day: date) -> bool:
        """Whether the hall is open; in a year that is not known from Monday to Friday."""
        return self.calendar.is_workday_guess(day)

    def days(self, back: int) -> list[date]:
        """The working days of the last ``back`` days, today included when it is one."""
        every = (self.today - timedelta(days=n) for n in range(back, -1, -1))
        return [day for day in every if self.is_workday(day)]

    def workday(self, day: date, steps: int) -> date:
        """``steps`` working days after (or before) ``day``."""
        move = _ONE if steps > 0 else -_ONE
        while steps:
            day += move
            if self.is_workday(day):
                steps -= 1 if steps > 0 else -1
        return day

    def open_today(self) -> tuple[datetime, datetime]:
        """The span of today in which today's visits lie: from opening to now, or, when the hall has hardly
        opened or rests, the last minutes before now, so that a demo looks alive at any hour."""
        opened = datetime.combine(self.today, DEFAULT.am_start)
        if self.is_workday(self.today) and self.now - opened >= _SHORT:
            return opened, self.now
        return max(datetime.combine(self.today, time()), self.now - _ALIVE), self.now

    def rests_now(self) -> bool:
        """Whether today's visits lie outside the working hours."""
        return self.open_today()[0] != datetime.combine(self.today, DEFAULT.am_start)

    def visit(self, day: date) -> datetime:
        """A moment at which somebody came: mornings are fuller, the last minutes empty."""
        half = "am" if self.rng.random() < 0.58 else "pm"
        start, end = DEFAULT.span(day, half)
        return self._within(start, end - _BEFORE_CLOSING)

    def visit_today(self) -> datetime:
        """A moment of today that has passed."""
        start, end = self.open_today()
        for _ in range(20):
            moment = self._within(start, end)
            if self.rests_now() or any(a <= moment < b for a, b in self._halves(moment.date())):
                return moment
        return start

    def _within(self, start: datetime, end: datetime) -> datetime:
        return start + timedelta(seconds=self.rng.randrange(max(1, int((end - start).total_seconds()))))

    def _halves(self, day: date) -> list[tuple[datetime, datetime]]:
        return [DEFAULT.span(day, "am"), DEFAULT.span(day, "pm")]

    def later(self, moment: datetime, least: int, most: int) -> datetime:
        """Some minutes later; behind the end of a half-day it is done in the next one. Today, outside the
        hours, minutes are minutes."""
        later = moment + timedelta(seconds=self.rng.randrange(least * 60, most * 60 + 1))
        if moment.date() == self.today and self.rests_now():
            return later
        for start, end in self._halves(moment.date()):
            if later <= end and self.is_workday(moment.date()):
                return max(later, start + timedelta(seconds=self.rng.randrange(60, 600)))
        return self.visit(self.workday(moment.date(), 1))

    def days_later(self, moment: datetime, steps: int) -> datetime:
        """Some working days later; with 0 still today, if there is time left."""
        if steps <= 0:
            return self.later(moment, 15, 90)
        return self.visit(self.workday(moment.date(), steps))
