"""Load of the windows: the facts of a period, and the requests behind a bar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from db.queries import load as queries
from hallclient.rules import load as rules
from hallclient.rules.figures import finish
from hallclient.rules.load import Case, Part
from hallclient.rules.visit_times import AllTimes, Key, Stretch, visit_times
from hallclient.services.hall import Hall

_QUARTER = 900
"""Seconds. Zones differ by quarters of an hour, so all moments of one have the same local hour and day."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What load is made of, from ``first`` to ``last``: counts, waiting and serving times, and the days on which
    each window was open."""

    first: date
    last: date
    parts: tuple[Part, ...]
    times: AllTimes
    open_days: Mapping[int, frozenset[date]]


def facts(hall: Hall, first: date, last: date) -> Facts:
    """Everything that any view of the period needs; views are then made without reading again."""
    opened: dict[int, set[date]] = defaultdict(set)
    for window, day in queries.open_days(hall.db, first, last):
        opened[window].add(day)
    return Facts(
        first,
        last,
        rules.parts(_cases(hall, first, last), first, last),
        visit_times(_stretches(hall, first, last)),
        {window: frozenset(days) for window, days in opened.items()},
    )


def _cases(hall: Hall, first: date, last: date) -> Iterator[Case]:
    local = _Local(hall)
    start, end = _frame(hall, first, last)
    for row in queries.cases(hall.db, first, last, start, end):
        window, staff, department, at, state, decided, closed, delivered, received, promised = row
        over = finish(state, decided, closed, delivered, at)
        yield Case(
            window=window,
            staff=staff,
            department=department,
            hour=local.at(at).hour,
            received=_day(received),
            finished=local.at(over).date() if over is not None else None,
            decided=decided is not None,
            promised=_day(promised) if promised is not None else None,
        )


def _stretches(hall: Hall, first: date, last: date) -> Iterator[Stretch]:
    """The parts of visits that are over; slips of the hand and what still runs do not count."""
    start, end = _frame(hall, first, last)
    about: dict[int, tuple[str, ...]] = {}
    for visit, department in queries.departments(hall.db, start, end):
        known = about.get(visit, ())
        if department not in known:
            about[visit] = (*known, department)
    local = _Local(hall)
    for visit, kind, window, staff, began, ended in queries.spans(hall.db, start, end):
        yield Stretch(visit, kind, window, staff, began, ended, local.at(began).hour, about.get(visit, ()))


def _frame(hall: Hall, first: date, last: date) -> tuple[datetime, datetime]:
    """The moment at which ``first`` begins, and the one at which ``last`` is over."""
    at = hall.clock.at
    return at(datetime.combine(first, time())), at(datetime.combine(last, time())) + timedelta(days=1)


class _Local:
    """UTC seconds in the hall's zone, to the quarter of an hour; each quarter is worked out once."""

    def __init__(self, hall: Hall) -> None:
        self._local = hall.clock.local
        self._known: dict[int, datetime] = {}

    def at(self, seconds: int) -> datetime:
        quarter = int(seconds) // _QUARTER
        if quarter not in self._known:
            self._known[quarter] = self._local(float(quarter * _QUARTER))
        return self._known[quarter]


def _day(value: Any) -> date:
    """SQLite keeps dates as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def behind(hall: Hall, first: date, last: date, by: str = "", key: Key = "") -> list[int]:
    """Ids of the requests received in the period (by one window, person or department, or in one hour), the
    newest first."""
    found = queries.received(hall.db, first, last, by, key)
    if by != "hour":
        return [row for row, _ in found]
    local = _Local(hall)
    return [row for row, at in found if local.at(at).hour == key]
