"""Load (窗口冷热不均): who received how much, how much of it is done, how long people waited, which windows are hot.

Figures are those that halls publish, the same as in the figures of a day (``rules/figures.py``): received =
completed + in progress over the requests *received in the period*, as they stand at its end (34 = 29 + 5); 办结率 =
completed / received; 按承诺期限办结率 = decided by the promised date / decided with a promised date, over what was
*decided in the period*, whenever it came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from hallclient.rules.figures import percent
from hallclient.rules.visit_times import GROUPS, NO_TIMES, Key, Times

__all__ = ["GROUPS"]


class Case(NamedTuple):
    """A request as load sees it. ``finished`` is the day on which the work was over, None while it goes on;
    ``decided`` whether a decision ended it; ``promised`` the promised date."""

    window: int
    staff: str
    department: str
    hour: int
    received: date
    finished: date | None
    decided: bool
    promised: date | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of requests; see the module for what they mean. ``kept`` of ``promised`` were decided in time."""

    received: int = 0
    completed: int = 0
    decided: int = 0
    promised: int = 0
    kept: int = 0

    @property
    def in_progress(self) -> int:
        """What was received and is not completed."""
        return self.received - self.completed

    @property
    def completion_rate(self) -> Decimal | None:
        """办结率 in percent; None where nothing was received."""
        return percent(self.completed, self.received)

    @property
    def promise_rate(self) -> Decimal | None:
        """按承诺期限办结率 in percent; None where nothing with a promised date was decided."""
        return percent(self.kept, self.promised)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.received + other.received,
            self.completed + other.completed,
            self.decided + other.decided,
            self.promised + other.promised,
            self.kept + other.kept,
        )


class Part(NamedTuple):
    """The tally of what one person received at one window in one hour for one department."""

    window: int
    staff: str
    department: str
    hour: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class Load:
    """One bar. ``share`` is the part of all that was received, in percent. ``index`` is the 冷热 index and
    ``heat`` its word (hot, cold, or empty); only windows have them."""

    key: Key
    tally: Tally
    waiting: Times = NO_TIMES
    serving: Times = NO_TIMES
    share: Decimal | None = None
    open_days: int = 0
    index: Decimal | None = None
    heat: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """``window`` has room and takes only some departments: made 综合, it could relieve the hot windows ``of``."""

    window: int
    of: tuple[int, ...]


def parts(cases: Iterable[Case], first: date, last: date) -> tuple[Part, ...]:
    """The counts of ``first`` to ``last``, both included, in the smallest groups that any view asks for."""
    return counted(
        Counter(
            (case.window, case.staff, case.department, case.hour, bits)
            for case in cases
            if (bits := _bits(case, first, last))
        )
    )


def counted(counts: Mapping[tuple[int, str, str, int, int], int]) -> tuple[Part, ...]:
    """The same from how many cases there are by window, staff, department, hour and bits: 1 received, 2 completed,
    4 decided, 8 with a promised date, 16 kept."""
    found: dict[tuple[int, str, str, int], list[int]] = defaultdict(lambda: [0] * len(_COUNTS))
    for (*group, bits), count in counts.items():
        if not bits:
            continue
        tally = found[tuple(group)]  # type: ignore[index]
        for place, bit in enumerate(_COUNTS):
            if bits & bit:
                tally[place] += count
    return tuple(Part(*group, Tally(*tally)) for group, tally in sorted(found.items()))


_COUNTS = RECEIVED, COMPLETED, _DECIDED, _PROMISED, _KEPT = 1, 2, 4, 8, 16


def _bits(case: Case, first: date, last: date) -> int:
    over = case.finished is not None and case.finished <= last
    bits = 0
    if first <= case.received <= last:
        bits = RECEIVED | (COMPLETED if over else 0)
    if over and case.decided and case.finished is not None and case.finished >= first:
        bits |= _DECIDED
        if case.promised is not None:
            bits |= _PROMISED | (_KEPT if case.finished <= case.promised else 0)
    return bits


def grouped(found: Iterable[Part], by: str) -> dict[Key, Tally]:
    """The tallies by window, staff, department or hour."""
    place = Part._fields.index(by)
    tallies: dict[Key, list[Tally]] = defaultdict(list)
    for part in found:
        tallies[part[place]].append(part.tally)  # type: ignore[index]
    return {key: total(some) for key, some in tallies.items()}


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    return Tally(*map(sum, zip(*map(_figures, tallies), strict=True)))


_figures = attrgetter("received", "completed", "decided", "promised", "kept")


def loads(
    tallies: Mapping[Key, Tally],
    visits: Mapping[Key, tuple[Times, Times]],
    open_days: Mapping[int, int] | None = None,
    hot: int = 150,
    cold: int = 50,
) -> tuple[Load, ...]:
    """The bars in the order of their keys. ``open_days`` tells on how many days each window was open, where the
    bars are windows; ``hot`` and ``cold`` are limits of the index in percent."""
    received = sum(tally.received for tally in tallies.values())
    indexes = heat_index({w: tallies.get(w, Tally()).received for w in open_days or ()}, open_days or {})
    found = []
    for key in sorted({*tallies, *visits, *(open_days or ())}, key=_order):
        tally = tallies.get(key, Tally())
        waiting, serving = visits.get(key, (NO_TIMES, NO_TIMES))
        index = indexes.get(key) if isinstance(key, int) else None
        found.append(
            Load(
                key=key,
                tally=tally,
                waiting=waiting,
                serving=serving,
                share=percent(tally.received, received),
                open_days=(open_days or {}).get(key, 0) if isinstance(key, int) else 0,
                index=None if index is None else _hundredths(index),
                heat=_heat(index, hot, cold),
            )
        )
    return tuple(found)


def _hundredths(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _order(key: Key) -> tuple[bool, int, str]:
    return (isinstance(key, str), key if isinstance(key, int) else 0, str(key))


def heat_index(received: Mapping[int, int], open_days: Mapping[int, int]) -> dict[int, Fraction]:
    """The 冷热 index of each window that was open.

    What a window received on a day on which it was open, divided by what a window of the hall received on such a
    day: 1 is an equal share of the work, 2 twice as much. A window that was not open has none; nor has any while
    nothing was received.
    """
    work = sum(received.get(window, 0) for window, days in open_days.items() if days)
    days_in_all = sum(open_days.values())
    if not work:
        return {}
    equal = Fraction(work, days_in_all)
    return {window: Fraction(received.get(window, 0), days) / equal for window, days in open_days.items() if days}


def _heat(index: Fraction | None, hot: int, cold: int) -> str:
    if index is None:
        return ""
    return "hot" if index * 100 > hot else "cold" if index * 100 < cold else ""


def advice(found: Iterable[Load], special: Collection[Key]) -> tuple[Advice, ...]:
    """Which windows could be made 综合: those of ``special`` departments only that are cold, the coldest first,
    with the hot windows that they could relieve, the hottest first."""
    rows = sorted((one for one in found if one.index is not None), key=lambda one: (one.index, _order(one.key)))
    hot = tuple(int(one.key) for one in reversed(rows) if one.heat == "hot")
    return tuple(Advice(int(one.key), hot) for one in rows if one.heat == "cold" and one.key in special)
