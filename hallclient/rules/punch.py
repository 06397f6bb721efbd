"""Punches, and the span of duty that each one belongs to.

The order of a day of two half-days, with the default hours::

          08:30        11:30        13:30        17:00
    in   am  |    am     |    pm      |    pm     |  none
    out  none|    am     |    am      |    pm     |  pm

An ``in`` at the very second at which a span ends comes after it, and an ``out`` at the very second at which one
starts comes before it. An ``in`` after the last span belongs to the next day, where nobody came early for it: it is
kept, and counts for neither. An ``out`` before the first span closes the day before (work past midnight), unless
the person had signed in before it on the same day: then it is the first span's. A duty that ends on the next day
(夜间值班) takes every punch up to its end, and the sign-outs after it until somebody signs in for the new day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import takewhile

from hallclient.rules.plan import DayPlan, Duty

_ORDER = {"out": 0, "away": 1, "back": 2, "in": 3}
"""Of punches in the same second the coming counts last, so that the person is there."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Punch:
    """One press of the key. ``at`` is naive local time; ``kind`` is in, out, away or back.

    ``corrected``: entered afterwards and approved. ``suspect``: the clock had jumped. ``badge``: the badge
    was worn, None when not asked.
    """

    at: datetime
    kind: str
    reason: str = ""
    corrected: bool = False
    suspect: bool = False
    badge: bool | None = None


def opening_time(punches: Iterable[Punch]) -> datetime | None:
    """When a window opened: the first ``in`` among its punches of a day."""
    return min((punch.at for punch in punches if punch.kind == "in"), default=None)


def in_order(punches: Iterable[Punch]) -> list[Punch]:
    """By time, whole seconds; the order in which they were given does not matter."""
    whole = [replace(p, at=p.at.replace(microsecond=0)) if p.at.microsecond else p for p in punches]
    return (
        whole
        if len(whole) < 2
        else sorted(whole, key=lambda p: (p.at, _ORDER.get(p.kind, 9), p.reason, p.corrected, p.suspect))
    )


def of_the_day(
    punches: Iterable[Punch], plan: DayPlan, before: DayPlan | None = None, after: DayPlan | None = None
) -> list[Punch]:
    """The punches that belong to the day of ``plan``, in order: those of its date without what belongs to the day
    before, and what of the next date belongs to it. The plans ``before`` and ``after`` tell; where they are not
    given, those days are like this one and end at midnight."""
    ordered = in_order(punches)
    midnight = datetime.combine(plan.day, time())
    mine = [punch for punch in ordered if midnight <= punch.at < midnight + _DAY]
    coming = [punch for punch in ordered if midnight + _DAY <= punch.at < midnight + 2 * _DAY]
    earlier = _of_the_day_before(mine, midnight, before, plan.start, plan.first_expected) if mine else []
    if earlier:
        mine = [punch for punch in mine if punch not in earlier]
    if not coming:
        return mine
    start = after.start if after is not None else plan.start + _DAY
    return mine + _of_the_day_before(
        coming, midnight + _DAY, plan, start, after.first_expected if after is not None else None
    )


def _of_the_day_before(
    ordered: Sequence[Punch], midnight: datetime, before: DayPlan | None, start: datetime, expected: datetime | None
) -> list[Punch]:
    """Of the punches of the date that begins at ``midnight`` those that belong to the day before."""
    end = before.end if before is not None else midnight
    if end <= midnight:
        closing = takewhile(lambda punch: punch.kind != "in", ordered)
        return [punch for punch in closing if punch.kind == "out" and punch.at <= start]
    until = next((punch.at for punch in ordered if punch.kind == "in" and punch.at >= end), None)
    limits = [moment for moment in (until, expected) if moment is not None]
    return [
        punch
        for punch in ordered
        if (punch.at < end if punch.kind != "out" else all(punch.at <= limit for limit in limits))
    ]


def by_duty(ordered: Sequence[Punch], duties: Sequence[Duty], judged: Sequence[bool]) -> list[list[Punch]]:
    """The punches of a day, as :func:`of_the_day` gives them, by the duty that they belong to.

    ``judged`` says in which the person has to be there. To this person the others are none: coming long before or
    staying long after is no fault, and the ``in`` or ``out`` that has no fellow there belongs to the duty beside.
    """
    found: list[list[Punch]] = [[] for _ in duties]
    last = len(duties) - 1
    for punch in ordered:
        if punch.kind in ("in", "back"):
            place = next((n for n, duty in enumerate(duties) if punch.at < duty.end), last)
            if punch.kind == "in" and punch.at >= duties[last].end and judged[last]:
                continue
        else:
            place = next((n for n in range(last, -1, -1) if punch.at > duties[n].start), 0)
        found[place].append(punch)
    for place in range(last + 1):
        if judged[place] or not found[place]:
            continue
        if place > 0 and judged[place - 1]:
            early = takewhile(lambda punch: punch.kind != "in", found[place])
            _move(found, place, place - 1, [punch for punch in early if punch.kind == "out"])
        if place < last and judged[place + 1]:
            late = takewhile(lambda punch: punch.kind != "out", reversed(found[place]))
            _move(found, place, place + 1, [punch for punch in late if punch.kind == "in"])
    return found


def _move(found: list[list[Punch]], source: int, target: int, moved: list[Punch]) -> None:
    if moved:
        found[source] = [punch for punch in found[source] if punch not in moved]
        found[target] = in_order(found[target] + moved)
