"""How long people waited and were served: mean and 90th percentile, by window, person, department or hour."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

Key = int | str
"""A window's number, a person's code, a department, or an hour of the day (8 is 08:00 to 08:59)."""

GROUPS = ("window", "staff", "department", "hour")
"""What load is shown by. ``staff`` is who received the request (收件人) or served the visitor, ``hour`` that of the
receipt, or in which the visit began."""

HALL = "hall"
"""The whole hall, as one more group with one key."""

WAITING = ("waiting", "called")
"""Until somebody serves, a visitor waits, also when called already."""

SERVING = ("serving",)


class Stretch(NamedTuple):
    """A part of a visit that is over: ``kind`` is waiting, called, serving or parked; moments are UTC seconds and
    ``hour`` the hall's hour in which it began; ``departments`` are those whose matters the visit was about."""

    visit: int
    kind: str
    window: int
    staff: str
    began: int
    ended: int
    hour: int
    departments: tuple[str, ...] = ()

    @property
    def seconds(self) -> int:
        """How long it lasted; a clock that was put back makes it 0, never less."""
        return max(0, self.ended - self.began)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of ``count`` visits: their mean (halves up) and their 90th percentile (nearest rank); None without
    any."""

    count: int = 0
    mean: int | None = None
    p90: int | None = None


AllTimes = Mapping[str, Mapping[Key, tuple[Times, Times]]]
"""Group → key → waiting and serving times."""

NO_TIMES = Times()
"""Nobody waited, nobody was served."""


def times(counts: Mapping[int, int]) -> Times:
    """Of values that were counted (a year has many, and few different ones): how many, their mean, halves up, and
    the 90th percentile by nearest rank, the smallest value that nine in ten do not exceed."""
    if not counts:
        return NO_TIMES
    count = sum(counts.values())
    total = sum(value * often for value, often in counts.items())
    ordered = sorted(counts)
    so_far = accumulate(counts[value] for value in ordered)
    rank = -(-9 * count // 10)
    p90 = next(value for value, n in zip(ordered, so_far, strict=True) if n >= rank)
    return Times(count, (2 * total + count) // (2 * count), p90)


Alike = Mapping[tuple[int, str, int, str | None], tuple[Sequence[int], Sequence[int]]]
"""Visits in which one person at one window served about matters of one department (None without a matter): their
window, person, hour and department → seconds of waiting and of serving, one value for each visit that has any."""


class _Seconds:
    """The values of one kind of time, counted by group and key."""

    def __init__(self) -> None:
        self.found: dict[str, dict[Key, Counter[int]]] = {by: defaultdict(Counter) for by in (HALL, *GROUPS)}

    def add(self, by: str, key: Key, seconds: int) -> None:
        self.found[by][key][seconds] += 1

    def add_alike(self, values: Iterable[tuple[tuple[int, str, int, str | None], Sequence[int]]]) -> None:
        """Counting is what takes long with many values: those of a window and person, and of an hour, are counted
        once, and put together for the window, the person and the hall."""
        places: dict[tuple[int, str], list[int]] = defaultdict(list)
        hours: dict[int, list[int]] = defaultdict(list)
        departments: dict[str, list[int]] = defaultdict(list)
        for (window, staff, hour, department), seconds in values:
            if seconds:
                places[window, staff].extend(seconds)
                hours[hour].extend(seconds)
                if department is not None:
                    departments[department].extend(seconds)
        for (window, staff), seconds in places.items():
            counts = Counter(seconds)
            self.found["window"][window].update(counts)
            self.found["staff"][staff].update(counts)
        for hour, seconds in hours.items():
            counts = Counter(seconds)
            self.found["hour"][hour].update(counts)
            self.found[HALL][""].update(counts)
        for department, seconds in departments.items():
            self.found["department"][department].update(seconds)


def visit_times(stretches: Iterable[Stretch], alike: Alike | None = None) -> AllTimes:
    """Waiting and serving times by window, staff, department and hour, and of the whole hall under ``hall`` and
    the key ``""``. The stretches of a visit come one behind the other; visits of ``alike`` have none among them.

    All waiting of a visit is one value, however often somebody was called by mistake; it belongs to the window
    and the person that served first. All serving of one window or person in a visit is one value. The hour is that
    in which the visit began; a visit counts with each department that it was about. Parked time is neither.
    """
    waited, served = _Seconds(), _Seconds()
    if alike:
        waited.add_alike((group, waits) for group, (waits, _) in alike.items())
        served.add_alike((group, services) for group, (_, services) in alike.items())
    for _, parts in groupby(stretches, key=itemgetter(0)):
        visit = sorted(parts, key=attrgetter("began", "ended"))
        _wait(visit, waited)
        _serve(visit, served)
    return {
        by: {
            key: (times(waited.found[by].get(key, {})), times(served.found[by].get(key, {})))
            for key in {*waited.found[by], *served.found[by]}
        }
        for by in (HALL, *GROUPS)
    }


def _wait(visit: Sequence[Stretch], found: _Seconds) -> None:
    waits = [one for one in visit if one.kind in WAITING]
    if not waits:
        return
    server = next((one for one in visit if one.kind in SERVING), waits[-1])
    seconds = sum(one.seconds for one in waits)
    found.add("window", server.window, seconds)
    found.add("staff", server.staff, seconds)
    _add_whole(visit, seconds, found)


def _serve(visit: Sequence[Stretch], found: _Seconds) -> None:
    by_window: dict[int, int] = {}
    by_staff: dict[str, int] = {}
    for one in visit:
        if one.kind in SERVING:
            by_window[one.window] = by_window.get(one.window, 0) + one.seconds
            by_staff[one.staff] = by_staff.get(one.staff, 0) + one.seconds
    for window, seconds in by_window.items():
        found.add("window", window, seconds)
    for staff, seconds in by_staff.items():
        found.add("staff", staff, seconds)
    if by_window:
        _add_whole(visit, sum(by_window.values()), found)


def _add_whole(visit: Sequence[Stretch], seconds: int, found: _Seconds) -> None:
    found.add(HALL, "", seconds)
    found.add("hour", visit[0].hour, seconds)
    for department in visit[0].departments:
        found.add("department", department, seconds)
