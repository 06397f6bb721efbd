"""Verdicts of a span of days for everyone, from the stored punches, leave, roster and timetables.

Days that are settled (``services.settling``) are read as they were judged; the others are judged here and now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from db.models.leave import Leave
from db.queries import attendance as queries
from db.queries import half_days
from db.queries import journal as journal_queries
from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.leave import excuse_kind
from hallclient.rules.plan import DayPlan
from hallclient.rules.punch import Punch
from hallclient.rules.punctuality import Excuse, HalfDay, judge_plan
from hallclient.rules.timetable import Timetable, timetable_for
from hallclient.services import accounts, plans
from hallclient.services.accounts import Person
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall
from hallclient.services.plans import Plans

_ONE = timedelta(days=1)
Key = tuple[str, date, str]
"""Person, day, half-day."""
_NONE: Mapping[Key, tuple[str, int]] = {}
Seen = dict[tuple[str, date], list[tuple[Punch, int | None]]]


def timetables(hall: Hall) -> list[Timetable]:
    """The hall's timetables; a later one takes the place of an earlier one for its dates."""
    return plans.timetables(hall)


def noon(hall: Hall, day: date) -> datetime:
    """The start of the afternoon, naive local time: what comes before belongs to the morning."""
    return datetime.combine(day, timetable_for(day, timetables(hall)).pm_start)


def closing_time(hall: Hall, day: date) -> time:
    """When the hall closes on ``day``, local time."""
    return timetable_for(day, timetables(hall)).pm_end


def rows(
    hall: Hall, first: date, last: date, staff: str | None = None, window: int | None = None
) -> list[PunctualityRow]:
    """Every expected half-day from ``first`` to ``last``, by day and person; future days are left out.

    People without a window (supervisors, the administrator) are judged only when the roster or a punch
    names them, since the default roster is for windows.
    """
    last = min(last, hall.clock.today())
    settled = half_days.settled(hall.db, first, last)
    found: list[PunctualityRow] = []
    if settled:
        found = [row for row in stored(hall, first, last, staff, window) if row.half_day.day in settled]
    live = [day for day in _days(first, last) if day not in settled]
    if live:
        more = judged(hall, live, None if staff is None else {staff})
        found += [row for row in more if window is None or row.window == window]
        if settled:
            found.sort(key=lambda row: (row.half_day.day, row.staff))
    return reviewed(hall, first, last, found)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def reviewed(
    hall: Hall, first: date, last: date, found: list[PunctualityRow], elsewhere: Mapping[Key, tuple[str, int]] = _NONE
) -> list[PunctualityRow]:
    """The rows with what a supervisor made of each suspected absence; the last word counts. ``elsewhere``: what was
    decided at other terminals, and when (UTC seconds)."""
    said = dict(elsewhere)
    for row in half_days.reviews(hall.db, first, last):
        key, at = (row.staff, row.day, row.half), int(row.at.timestamp())
        if row.kind in ("confirmed", "dismissed") and at >= said.get(key, ("", 0))[1]:
            said[key] = row.kind, at
    if not said:
        return found
    return [
        replace(row, half_day=replace(row.half_day, review=said[key][0]))
        if (key := (row.staff, row.half_day.day, row.half_day.half)) in said and "absent" in row.half_day.verdicts
        else row
        for row in found
    ]


def stored(
    hall: Hall, first: date, last: date, staff: str | None = None, window: int | None = None
) -> Iterator[PunctualityRow]:
    """The settled half-days as they were judged."""
    names = accounts.names(hall)
    moments: dict[date, datetime] = {}
    verdicts: dict[str, tuple[str, ...]] = {}
    for (
        day, code, half, where, came, went, text, late, early, away, off_post, corrected, suspect, excuse
    ) in half_days.rows(hall.db, first, last, staff, window):  # fmt: skip
        midnight = moments.get(day) or moments.setdefault(day, datetime.combine(day, time()))
        codes = verdicts.get(text) or verdicts.setdefault(text, tuple(text.split(",")))
        yield PunctualityRow(
            code,
            names.get(code, code),
            where,
            HalfDay(
                day,
                half,
                None if came is None else midnight + timedelta(seconds=came),
                None if went is None else midnight + timedelta(seconds=went),
                codes,
                late,
                early,
                away,
                off_post,
                bool(corrected),
                bool(suspect),
                excuse,
            ),
        )


def judged(hall: Hall, days: Collection[date], codes: Collection[str] | None = None) -> list[PunctualityRow]:
    """The half-days of ``days`` judged now, from everything that is known now; by day and person."""
    first, last = min(days), max(days)
    wanted = set(days)
    now = hall.clock.now().replace(tzinfo=None)
    only = next(iter(codes)) if codes is not None and len(codes) == 1 else None
    punched = _punches(hall, first, last, only)
    plan = Plans(hall, first - _ONE, last + _ONE)
    excused = excuses(hall, first, last, plan)
    people = [p for p in accounts.everyone(hall) if codes is None or p.code in codes]
    found: list[PunctualityRow] = []
    for day in _days(first, last):
        if day not in wanted:
            continue
        for person in people:
            mine = punched.get((person.code, day), [])
            if person.active or mine:
                found += _person_day(hall, person, day, punched, plan, excused.get((person.code, day), ()), now)
    return found


def _person_day(
    hall: Hall, person: Person, day: date, punched: Seen, plan: Plans, excused: Iterable[Excuse], now: datetime
) -> Iterator[PunctualityRow]:
    # Who has left was at the window on days with punches.
    at_window = person.window is not None
    own = plan.of(person.code, day, at_window)
    mine, next_day = punched.get((person.code, day), []), punched.get((person.code, day + _ONE), [])
    if own.first_expected is None and not mine:
        return
    near = [punch for punch, _ in mine] + [punch for punch, _ in next_day]
    before = plan.of(person.code, day - _ONE, at_window) if mine else None
    after = plan.of(person.code, day + _ONE, at_window) if next_day else None
    for half in judge_plan(own, near, excused, now, hall.config.off_post_minutes, before, after):
        yield PunctualityRow(person.code, person.name, _window(own, half.half, person.window, mine), half)


def _window(plan: DayPlan, half: str, own: int | None, punches: list[tuple[Punch, int | None]]) -> int | None:
    """The window that the roster names, else the person's own, else where the person punched."""
    planned = next((duty.window for duty in plan.duties if duty.half == half and duty.expected), None)
    if planned is not None:
        return planned
    at = [window for _, window in punches if window is not None]
    return own if own is not None else (at[0] if at else None)


def began(hall: Hall) -> date:
    """The first day of which there is a record: the earliest punch or roster, else the day the hall was made.

    For months at a glance: nobody was absent from a hall that was not there.
    """
    made = journal_queries.first_at(hall.db)
    known = [hall.clock.local(made).date()] if made is not None else [hall.clock.today()]
    return min([*known, *queries.first_days(hall.db)])


def _punches(hall: Hall, first: date, last: date, staff: str | None) -> Seen:
    found: Seen = defaultdict(list)
    naive = hall.clock.naive
    for code, day, kind, at, reason, source, moved, badge, window in queries.punch_facts(
        hall.db, first, last + _ONE, staff
    ):
        punch = Punch(naive(at), kind, reason, source in ("correction", "paper"), moved != 0, badge)
        found[code, day].append((punch, window))
    return found


def excuses(hall: Hall, first: date, last: date, plan: Plans) -> dict[tuple[str, date], list[Excuse]]:
    """Granted leave, outings and cover (顶岗) by person and day."""
    found: dict[tuple[str, date], list[Excuse]] = defaultdict(list)
    since = hall.clock.at(datetime.combine(first, time()))
    for row in queries.leaves(hall.db, "approved", since):
        excuse = _excuse(hall, row)
        day = max(first - _ONE, excuse.start.date() - _ONE)
        while day <= min(last, excuse.end.date()):
            found[row.staff, day].append(excuse)
            day += _ONE
    for (day, code), spans in plan.covered.items():
        found[code, day] += [Excuse(start, end, "covered") for start, end in spans]
    return found


def _excuse(hall: Hall, row: Leave) -> Excuse:
    start, end = (hall.clock.local(moment).replace(tzinfo=None) for moment in (row.start, row.end))
    return Excuse(start, end, excuse_kind(row.type), row.type)


def works(hall: Hall, day: date) -> bool:
    """Whether the hall works on ``day``."""
    return work_calendar(hall).is_workday_guess(day)
