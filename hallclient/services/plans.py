"""What each person has to do on each day, from timetables, shifts, weeks of their own, roster and calendar."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, time, timedelta

from db.queries import attendance as queries
from db.queries import calendar as calendar_queries
from db.queries import plans as plan_queries
from hallclient.rules.makeup import replaced_days
from hallclient.rules.plan import (
    Assignment,
    DayPlan,
    OwnHours,
    Shift,
    day_plan,
    duties_of,
    own_hours_for,
    plan_of,
)
from hallclient.rules.spans import Span
from hallclient.rules.timetable import Timetable, timetable_for
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall

_ONE = timedelta(days=1)
_WHOLE = frozenset({"am", "pm"})
_HALVES = {"am": frozenset({"am"}), "pm": frozenset({"pm"}), "day": _WHOLE, "off": frozenset[str]()}


def timetables(hall: Hall) -> list[Timetable]:
    """The hall's timetables; a later one takes the place of an earlier one for its dates."""
    return [
        Timetable(
            row.name, row.from_day, row.to_day,
            time.fromisoformat(row.am_start), time.fromisoformat(row.am_end),
            time.fromisoformat(row.pm_start), time.fromisoformat(row.pm_end),
            row.punches, row.late_grace, row.early_grace, row.absent_minutes,
        )
        for row in queries.timetables(hall.db)
    ]  # fmt: skip


def shifts(hall: Hall) -> list[Shift]:
    """The hall's shifts in order of import."""
    return [
        Shift(
            row.name, row.from_day, row.to_day, spans_of(row.spans), row.punches, row.late_grace, row.early_grace,
            row.absent_minutes, row.kind,
        )
        for row in plan_queries.shifts(hall.db)
    ]  # fmt: skip


def own_hours(hall: Hall) -> list[OwnHours]:
    """Weeks that differ from the hall's, in order of import."""
    return [
        OwnHours(
            row.staff,
            row.from_day,
            row.to_day,
            frozenset(int(digit) for digit in row.weekdays),
            row.shift,
            row.reason,
        )
        for row in plan_queries.own_hours(hall.db)
    ]


def spans_of(text: str) -> tuple[tuple[time, time], ...]:
    """``08:30-11:30 13:30-17:00`` as times."""
    pairs = (part.split("-") for part in text.split())
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in pairs)


class Plans:
    """The plans of the days from ``first`` to ``last``; asks the database once, then only reckons."""

    def __init__(self, hall: Hall, first: date, last: date) -> None:
        self.timetables = timetables(hall)
        self.shifts = shifts(hall)
        self.roster: dict[tuple[date, str], list[Assignment]] = defaultdict(list)
        self.covered: dict[tuple[date, str], list[Span]] = defaultdict(list)
        self._own = own_hours(hall)
        self._calendar = work_calendar(hall)
        self._replaced: dict[date, date] = {}
        self._first, self._last = first, last
        if hall.config.makeup_hours == "replaced":
            for year in range(first.year, last.year + 1):
                self._replaced |= replaced_days(calendar_queries.days_of(hall.db, year))
        self._default: dict[tuple[date, frozenset[str]], DayPlan] = {}
        self._timetable: dict[date, Timetable] = {}
        self._works: dict[date, bool] = {}
        for row in queries.roster(hall.db, first, last):
            self.roster[row.day, row.staff].append(Assignment(row.half, row.window, row.shift, row.covers))
        for (day, _), rows in self.roster.items():
            for assigned in rows:
                if assigned.covers:
                    self._cover(day, assigned)

    def _cover(self, day: date, row: Assignment) -> None:
        """Note the time for which somebody stands in for another."""
        timetable = self.timetable(day)
        duties = duties_of(row, day, self.shifts) if row.shift else ()
        spans = [duty.span for duty in duties]
        if not row.shift:
            # Duties on top of the day (午间值班) stand in for nobody's half-day.
            spans = [timetable.span(day, half) for half in sorted(_HALVES.get(row.half, ()))]
        self.covered[day, row.covers] += spans

    def timetable(self, day: date) -> Timetable:
        """The hall's hours of ``day``; on a make-up workday those of the day that it replaces, where so set and where
        it has none of its own."""
        found = self._timetable.get(day)
        if found is None:
            found = timetable_for(day, self.timetables)
            if day in self._replaced and not found.from_day == day == found.to_day:
                found = timetable_for(self._replaced[day], self.timetables)
            self._timetable[day] = found
        return found

    def works(self, day: date) -> bool:
        """Whether the hall works on ``day``; in a year that is not known every Monday to Friday."""
        found = self._works.get(day)
        if found is None:
            found = self._works[day] = self._calendar.is_workday_guess(day)
        return found

    def of(self, staff: str, day: date, at_window: bool) -> DayPlan:
        """The plan of a person. ``at_window``: the hall's week holds for the person (who has a window)."""
        rows = self.roster.get((day, staff), ())
        own = self._week(staff, day, at_window) if self._own else None
        if own is None and not any(row.shift or row.half not in _HALVES for row in rows):
            if rows:
                expected = frozenset[str]().union(*(_HALVES[row.half] for row in rows))
                if any(row.window is not None for row in rows):
                    return day_plan(day, self.timetable(day), self.shifts, None, rows, False)
            else:
                expected = _WHOLE if at_window and self.works(day) else frozenset()
            plan = self._default.get((day, expected))
            if plan is None:
                plan = self._default[day, expected] = plan_of(day, self.timetable(day), expected)
            return plan
        default = self.works(day) and at_window
        if own is not None and own.shift != "off":
            # Hours at a weekend, or of somebody without a window, are a duty; holidays stay free.
            default = self.works(day) or (day.isoweekday() > 5 and day not in self._calendar.holidays)
        return day_plan(day, self.timetable(day), self.shifts, own, rows, default)

    def _week(self, staff: str, day: date, at_window: bool) -> OwnHours | None:
        weekday = day.isoweekday()
        if weekday > 5 and self.works(day):
            weekday = self._replaced[day].isoweekday() if day in self._replaced else 0
        found = own_hours_for(staff, day, weekday, self._own)
        return found if found is None or found.staff or at_window else None

    def around(self, staff: str, day: date, at_window: bool) -> tuple[DayPlan, DayPlan, DayPlan]:
        """The plans of the day before, of ``day``, and of the day after."""
        return (
            self.of(staff, day - _ONE, at_window),
            self.of(staff, day, at_window),
            self.of(staff, day + _ONE, at_window),
        )
