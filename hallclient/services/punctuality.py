"""Verdicts of a span of days for everyone, from the stored punches, leave, roster and timetables."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from db.models.leave import Leave
from db.models.roster import Roster
from db.queries import attendance as queries
from db.queries import journal as journal_queries
from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.leave import excuse_kind
from hallclient.rules.punch import Punch
from hallclient.rules.punctuality import Excuse, judge_day
from hallclient.rules.timetable import Timetable, timetable_for
from hallclient.services import accounts
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall

_WHOLE = frozenset({"am", "pm"})
_HALVES = {"am": frozenset({"am"}), "pm": frozenset({"pm"}), "day": _WHOLE, "off": frozenset[str]()}


def timetables(hall: Hall) -> list[Timetable]:
    """The hall's timetables; a later one takes the place of an earlier one for its dates."""
    return [
        Timetable(
            row.name,
            row.from_day,
            row.to_day,
            time.fromisoformat(row.am_start),
            time.fromisoformat(row.am_end),
            time.fromisoformat(row.pm_start),
            time.fromisoformat(row.pm_end),
            row.punches,
            row.late_grace,
            row.early_grace,
            row.absent_minutes,
        )
        for row in queries.timetables(hall.db)
    ]


def noon(hall: Hall, day: date) -> datetime:
    """The start of the afternoon, naive local time: what comes before belongs to the morning."""
    return datetime.combine(day, timetable_for(day, timetables(hall)).pm_start)


def rows(
    hall: Hall, first: date, last: date, staff: str | None = None, window: int | None = None
) -> list[PunctualityRow]:
    """Every expected half-day from ``first`` to ``last``, by day and person; future days are left out.

    People without a window (supervisors, the administrator) are judged only when the roster or a punch
    names them, since the default roster is for windows.
    """
    now = hall.clock.now()
    naive_now = now.replace(tzinfo=None)
    people = [p for p in accounts.everyone(hall) if p.active and (staff is None or p.code == staff)]
    punched = _punches(hall, first, last, staff)
    excused = _excuses(hall, first)
    rostered: dict[tuple[date, str], list[Roster]] = defaultdict(list)
    for row in queries.roster(hall.db, first, last):
        rostered[(row.day, row.staff)].append(row)
    tables = timetables(hall)
    calendar = work_calendar(hall)
    found: list[PunctualityRow] = []
    day = first
    while day <= min(last, now.date()):
        timetable = timetable_for(day, tables)
        workday = calendar.is_workday_guess(day)
        for person in people:
            punches = punched.get((person.code, day), [])
            plan = rostered.get((day, person.code), [])
            expected = _expected(plan, workday and person.window is not None)
            if not expected and not punches:
                continue
            near = [*punches, *punched.get((person.code, day + timedelta(days=1)), [])]
            for half in judge_day(
                day, timetable, [p for p, _ in near], excused[person.code], expected, naive_now,
                hall.config.off_post_minutes,
            ):  # fmt: skip
                where = _window(punches, plan, person.window, half.half)
                if window is None or where == window:
                    found.append(PunctualityRow(person.code, person.name, where, half))
        day += timedelta(days=1)
    return found


def began(hall: Hall) -> date:
    """The first day of which there is a record: the earliest punch or roster, else the day the hall was made.

    For months at a glance: nobody was absent from a hall that was not there.
    """
    made = journal_queries.first_at(hall.db)
    known = [hall.clock.local(made).date()] if made is not None else [hall.clock.today()]
    return min([*known, *queries.first_days(hall.db)])


def _expected(plan: list[Roster], by_default: bool) -> frozenset[str]:
    """The half-days of all rows of a person and day: the morning may be at another window than the afternoon."""
    if plan:
        return frozenset[str]().union(*(_HALVES.get(row.half, _WHOLE) for row in plan))
    return _WHOLE if by_default else frozenset()


def _window(punches: list[tuple[Punch, int | None]], plan: list[Roster], own: int | None, half: str) -> int | None:
    planned = [int(row.window) for row in plan if row.window is not None and half in _HALVES.get(row.half, _WHOLE)]
    if planned:
        return planned[0]
    at = [window for _, window in punches if window is not None]
    return own if own is not None else (at[0] if at else None)


def _punches(
    hall: Hall, first: date, last: date, staff: str | None
) -> dict[tuple[str, date], list[tuple[Punch, int | None]]]:
    found: dict[tuple[str, date], list[tuple[Punch, int | None]]] = defaultdict(list)
    for row in queries.punches(hall.db, first, last + timedelta(days=1), staff):
        at = hall.clock.local(row.at).replace(tzinfo=None)
        punch = Punch(at, row.kind, row.reason, row.source == "correction", row.moved != 0, row.badge)
        found[(row.staff, row.day)].append((punch, row.window))
    return found


def _excuses(hall: Hall, first: date) -> dict[str, list[Excuse]]:
    found: dict[str, list[Excuse]] = defaultdict(list)
    since = hall.clock.at(datetime.combine(first, time()))
    for row in queries.leaves(hall.db, "approved", since):
        found[row.staff].append(_excuse(hall, row))
    return found


def _excuse(hall: Hall, row: Leave) -> Excuse:
    start, end = (hall.clock.local(moment).replace(tzinfo=None) for moment in (row.start, row.end))
    return Excuse(start, end, excuse_kind(row.type), row.type)
