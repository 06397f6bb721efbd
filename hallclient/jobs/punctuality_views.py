"""What the supervisor's punctuality screen shows: opening times, trends, departments, from the half-days at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hallclient.jobs import months as month_job
from hallclient.jobs.hall_board import HallView
from hallclient.rules.timetable import late_opening_minutes, timetable_for
from hallclient.services import months, punctuality, windows
from hallclient.services.hall import Hall
from hallclient.services.months import MonthLine

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """A window's month: days with hours, days on which it opened late or not at all, the minutes, the last days."""

    window: int
    name: str
    days: int
    late: int
    closed: int
    minutes: int
    worst: int
    newest: tuple[int, ...]
    """Minutes late of the newest days, the oldest first."""


def openings(hall: Hall, first: date, last: date, view: HallView) -> list[Opening]:
    """When each window opened, against the hours that are posted; of other terminals from the shared summary."""
    opened = view.opened(first, last)
    tables = punctuality.timetables(hall)
    names = {window.number: window.name for window in windows.every(hall)}
    now = hall.clock.now().replace(tzinfo=None)
    begin = max(first, punctuality.began(hall))
    days = [d for n in range((last - begin).days + 1) if punctuality.works(hall, d := begin + n * _ONE)]
    # A day that has not begun is no day on which a window stayed shut.
    days = [day for day in days if timetable_for(day, tables).span(day, "am")[0] <= now]
    found = []
    for number in sorted({window for _, window in opened}):
        late = [
            late_opening_minutes(timetable_for(day, tables), opened[day, number])
            for day in days
            if (day, number) in opened
        ]
        found.append(
            Opening(
                number, names.get(number, ""), len(days), sum(m > 0 for m in late), len(days) - len(late),
                sum(late), max(late, default=0), tuple(late[-22:]),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (-one.late - one.closed, one.window))


@dataclass(frozen=True, slots=True)
class Trend:
    """A person's points month by month, the oldest first (None: no half-day)."""

    staff: str
    name: str
    department: str
    points: tuple[int | None, ...]


def trend_months(today: date, count: int = 6) -> list[str]:
    """The newest ``count`` months, the oldest first."""
    found, day = [], today.replace(day=1)
    for _ in range(count):
        found.append(f"{day:%Y-%m}")
        day = (day - _ONE).replace(day=1)
    return found[::-1]


def trends(hall: Hall, names: Sequence[str], view: HallView) -> list[Trend]:
    """Everybody's points in the months ``names``; of signed months those signed."""
    by_month = [_lines(hall, month, view) for month in names]
    people = {line.staff: line for found in by_month for line in found.values()}
    return [
        Trend(staff, line.name, line.department, tuple(f[staff].points if staff in f else None for f in by_month))
        for staff, line in sorted(people.items(), key=lambda pair: (pair[1].points, pair[0]))
    ]


def _lines(hall: Hall, month: str, view: HallView) -> dict[str, MonthLine]:
    first = months.span(month)[0]
    if first.replace(day=28) < punctuality.began(hall).replace(day=1):
        return {}
    signed = months.signatures(hall, month)
    return {line.staff: line for line in (signed[-1].lines if signed else month_job.lines(hall, month, view))}


@dataclass(frozen=True, slots=True)
class Department:
    """A department's month. ``points`` a head in hundredths; shares are of its half-days, in thousandths."""

    name: str
    people: int
    half_days: int
    on_time: int
    late_early: int
    absent: int
    flagged: int
    points: int


def league(lines: Iterable[MonthLine]) -> list[Department]:
    """The departments, the best first."""
    mine: dict[str, list[MonthLine]] = defaultdict(list)
    for line in lines:
        mine[line.department].append(line)
    found = []
    for name, people in mine.items():
        halves = sum(p.counts.half_days for p in people) or 1
        found.append(
            Department(
                name,
                len(people),
                sum(p.counts.half_days for p in people),
                1000 * sum(p.counts.on_time + p.counts.excused for p in people) // halves,
                sum(p.counts.late_or_early for p in people),
                sum(p.counts.absent for p in people),
                sum(p.flagged for p in people),
                100 * sum(p.points for p in people) // len(people),
            )
        )
    return sorted(found, key=lambda one: (-one.points, one.name))
