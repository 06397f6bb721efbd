"""Due dates: how a term in days is counted, in words too.

The day on which a term starts is not counted (民法典 §201). A term in calendar days that ends on a rest day
ends on the next working day (民法典 §203). The terms of 行政许可法 are working days (§82), and the time for
hearings, inspections and expert review is left out (§45).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

from hallclient.rules.item import UNITS
from hallclient.rules.message import Message
from hallclient.rules.workdays import UnknownYear, WorkCalendar

NOTICE_DAYS = 5
"""Working days within which the applicant is told everything at once: 行政许可法 §32(1)(4)."""

Period = tuple[date, date]
"""First and last day, both included."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term.

    ``provisional`` when it reaches into a year whose holidays are not known. ``steps`` explain the counting;
    their values are ``str`` and ``int`` only, dates as ``YYYY-MM-DD``, so that they can be stored.
    """

    day: date
    provisional: bool
    steps: tuple[Message, ...]


def due(
    calendar: WorkCalendar,
    start: date,
    term: int,
    unit: str = "workday",
    excluded: Sequence[Period] = (),
    strict: bool = False,
) -> Due:
    """The last day of ``term`` days after ``start``, which is not counted.

    ``unit`` is ``workday`` or ``day``. Days within ``excluded`` periods are not counted, and each only once
    where periods overlap. In calendar days the last day moves on to a working day outside them. A term of 0
    ends on ``start``, or on the next working day when that is a rest day.

    ``strict`` raises :class:`UnknownYear` where the count needs a year that is not known; otherwise Monday to
    Friday count there and the result is provisional. A date past the year 9999 raises it in both cases.
    ValueError: a negative term, an unknown unit, a period that ends before it begins.
    """
    if term < 0 or unit not in UNITS:
        raise ValueError((term, unit))
    periods = _merged(excluded)
    guessed: set[int] = set()

    def works(day: date) -> bool:
        if calendar.knows(day.year):
            return calendar.is_workday(day)
        if strict:
            raise UnknownYear(day.year)
        guessed.add(day.year)
        return calendar.is_workday_guess(day)

    try:
        end = _last_counted(start, term, periods, works if unit == "workday" else _always)
        day = end
        while not works(day) or (day != end and _within(periods, day)):
            day += ONE_DAY
    except OverflowError:
        raise UnknownYear(MAXYEAR) from None
    steps = [Message("{start} itself is not counted (Civil Code, article 201).", start=start.isoformat())]
    steps += _term_steps(calendar, start, end, term, unit, periods)
    steps += [_guess(year) for year in sorted(guessed)]
    if day != end:
        steps.append(
            Message(
                "{day} is not a working day: the term ends on the next one (Civil Code, article 203).",
                day=end.isoformat(),
            )
        )
    steps.append(Message("Due on {due}.", due=day.isoformat()))
    return Due(day, bool(guessed), tuple(steps))


def guessed_years(steps: Iterable[Message]) -> frozenset[int]:
    """The years whose holidays were not known when a date was counted, from its steps."""
    told = _guess(0).text
    return frozenset(int(step.values["year"]) for step in steps if step.text == told)


def _guess(year: int) -> Message:
    return Message("The holiday schedule of {year} is not known: Monday to Friday count, provisionally.", year=year)


@lru_cache(maxsize=64)
def notice_due(calendar: WorkCalendar, received_on: date, days: int = NOTICE_DAYS) -> Due:
    """The last day for the one-time notice; the day of receipt is not counted (行政许可法 §32(1)(4): five working
    days; 政府信息公开条例 §30: seven)."""
    return due(calendar, received_on, days)


def deemed_accepted(calendar: WorkCalendar, received_on: date, today: date) -> bool:
    """Whether a licence matter without a notice counts as accepted since its receipt (行政许可法 §32(1)(4)).

    True from the day after the fifth working day. While that day is provisional the answer is False: an
    acceptance by law is not recorded on a guess, and holds back to the day of receipt once the year is known.
    """
    last = notice_due(calendar, received_on)
    return not last.provisional and today > last.day


@lru_cache(maxsize=4096)
def days_left(calendar: WorkCalendar, today: date, due_day: date, unit: str = "workday") -> int:
    """Days from ``today`` to ``due_day``: 0 only on the day itself, negative when it is past.

    In working days, one day at least in either direction: on the Saturday after a Friday it is already -1.
    Unknown years count Monday to Friday.
    """
    if unit != "workday" or today == due_day:
        return (due_day - today).days
    between = calendar.workdays_between(today, due_day, guess=True)
    return max(1, between) if due_day > today else min(-1, between)


def _merged(periods: Sequence[Period]) -> list[Period]:
    """The periods in order, overlapping ones made one."""
    merged: list[Period] = []
    for first, last in sorted(periods):
        if last < first:
            raise ValueError((first, last))
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _within(periods: Sequence[Period], day: date) -> bool:
    return any(first <= day <= last for first, last in periods)


def _always(day: date) -> bool:
    return True


def _last_counted(start: date, term: int, periods: Sequence[Period], counts: Callable[[date], bool]) -> date:
    day = start
    while term:
        day += ONE_DAY
        if not _within(periods, day) and counts(day):
            term -= 1
    return day


def _days(start: date, end: date) -> Iterator[date]:
    """The days after ``start`` up to and including ``end``."""
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))


def _term_steps(
    calendar: WorkCalendar, start: date, end: date, term: int, unit: str, periods: Sequence[Period]
) -> list[Message]:
    """What was counted and left out between start and end, in the order of the days."""
    if unit == "day":
        head = Message("Calendar days counted: {term}.", term=term)
        found = list(_excluded_steps(start, end, periods, "day", _always))
    else:
        head = Message("Working days counted: {term}; Saturdays and Sundays are left out.", term=term)
        found = list(_excluded_steps(start, end, periods, "workday", calendar.is_workday_guess))
        found += _holiday_steps(calendar, start, end)
        found += [
            (day, Message("{day} is a make-up working day and counted.", day=day.isoformat()))
            for day in _days(start, end)
            if calendar.knows(day.year) and day in calendar.workdays and not _within(periods, day)
        ]
    return [head, *(message for _, message in sorted(found, key=lambda pair: pair[0]))]


def _excluded_steps(
    start: date, end: date, periods: Sequence[Period], unit: str, counts: Callable[[date], bool]
) -> Iterator[tuple[date, Message]]:
    for first, last in periods:
        if last <= start or first > end:
            continue
        days = sum(counts(day) for day in _days(max(start, first - ONE_DAY), min(last, end)))
        values = {"first": first.isoformat(), "last": last.isoformat(), "days": days}
        if first == last:
            yield first, Message("{day} is excluded time and not counted.", day=values["first"])
        elif unit == "workday":
            yield first, Message("{first} to {last} is excluded time; working days left out: {days}.", **values)
        else:
            yield first, Message("{first} to {last} is excluded time; calendar days left out: {days}.", **values)


def _holiday_steps(calendar: WorkCalendar, start: date, end: date) -> Iterator[tuple[date, Message]]:
    """A step for each run of days off that has a statutory holiday in it; plain weekends have none."""
    run: list[date] = []
    for day in [*_days(start, end), None]:
        if day is not None and calendar.knows(day.year) and not calendar.is_workday(day):
            run.append(day)
            continue
        if any(rest in calendar.holidays for rest in run):
            first, last = run[0].isoformat(), run[-1].isoformat()
            if first == last:
                yield run[0], Message("{day} is a holiday and not counted.", day=first)
            else:
                yield (
                    run[0],
                    Message("{first} to {last} are holidays and not counted.", first=first, last=last),
                )
        run = []
