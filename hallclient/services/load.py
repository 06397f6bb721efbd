"""Load of the windows: the facts of a period, and the requests behind a bar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from db.queries import load as queries
from hallclient.rules import load as rules
from hallclient.rules.figures import FINISHED
from hallclient.rules.load import Part
from hallclient.rules.visit_times import AllTimes, Key, Stretch, visit_times
from hallclient.services.hall import Hall


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
    """Everything that any view of the period needs; views are then made without reading again.

    The database counts and sums as ``rules/load.py`` and ``rules/visit_times.py`` say, whose plain functions the
    tests compare it with; only visits out of the ordinary come part by part.
    """
    period = _period(hall, first, last)
    opened: dict[int, set[date]] = defaultdict(set)
    for window, day in queries.signed_in(hall.db, first, last):
        opened[window].add(day)
    counts = _counts(hall, period, opened)
    return Facts(
        first,
        last,
        rules.counted(counts),
        _times(hall, period),
        {window: frozenset(days) for window, days in opened.items()},
    )


class _Period(NamedTuple):
    """Days, the moments (UTC seconds) at which the first begins and the last is over, and the zone's offsets."""

    first: date
    last: date
    start: int
    end: int
    offsets: tuple[tuple[int, int], ...]


def _period(hall: Hall, first: date, last: date) -> _Period:
    start, end = (hall.clock.at(datetime.combine(day, time())) for day in (first, last + timedelta(days=1)))
    return _Period(first, last, int(start.timestamp()), int(end.timestamp()), hall.clock.offsets())


def _counts(hall: Hall, period: _Period, opened: dict[int, set[date]]) -> Counter[tuple[int, str, str, int, int]]:
    """Requests by window, person, department, hour and bits; adds to ``opened`` when windows received."""
    counts: Counter[tuple[int, str, str, int, int]] = Counter()
    frame = period.start, period.end, tuple(sorted(FINISHED)), period.offsets
    for day, columns in queries.received_counts(hall.db, period.first, period.last, *frame):
        counts.update(zip(*columns, strict=True))
        for window in set(columns[0]):
            opened[window].add(_day(day))
    *groups, bits = queries.older_counts(hall.db, period.first, *frame)
    # What came before the period is neither received nor completed in it.
    counts.update(zip(*groups, (bit & ~(rules.RECEIVED | rules.COMPLETED) for bit in bits), strict=True))
    return counts


def _times(hall: Hall, period: _Period) -> AllTimes:
    """Slips of the hand and what still runs do not count."""
    alike: dict[tuple[int, str, int, str | None], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    others: list[Stretch] = []
    frame = period.start, period.end, period.offsets
    for ids in queries.visit_ranges(hall.db, period.start, period.end):
        about, several = _departments(hall, ids)
        visits, *columns = queries.visits(hall.db, ids, *frame)
        mixed = []
        groups = zip(*columns[3:], columns[0], map(about.get, visits), strict=True)
        for visit, group, waited, served in zip(visits, groups, *columns[1:3], strict=True):
            if group[0] is None or group[1] is None or visit in several:
                mixed.append(visit)
                continue
            waits, services = alike[group]
            services.append(served)
            if waited is not None:
                waits.append(waited)
        for row in queries.spans(hall.db, mixed, *frame) if mixed else ():
            visit = row[0]
            names = several.get(visit) or ((about[visit],) if visit in about else ())
            others.append(Stretch._make((*row, names)))
    return visit_times(others, alike)


def _departments(hall: Hall, ids: tuple[int, int]) -> tuple[dict[int, str], dict[int, tuple[str, ...]]]:
    """The department that each visit of a range was about; those of visits that were about several."""
    visits, names = queries.departments(hall.db, ids)
    about: dict[int, str] = dict(zip(visits, names, strict=True))
    several: dict[int, tuple[str, ...]] = {}
    if len(about) < len(visits):
        every: dict[int, dict[str, None]] = defaultdict(dict)
        for visit, name in zip(visits, names, strict=True):
            every[visit][name] = None
        several = {visit: tuple(some) for visit, some in every.items() if len(some) > 1}
    return about, several


def _day(value: Any) -> date:
    """SQLite keeps dates as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def behind(hall: Hall, first: date, last: date, by: str = "", key: Key = "") -> list[int]:
    """Ids of the requests received in the period (by one window, person or department, or in one hour), the
    newest first."""
    return queries.received(hall.db, first, last, hall.clock.offsets(), by, key)
