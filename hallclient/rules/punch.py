"""Punches, and the half-day that each one belongs to.

The order of the day, with the default hours::

          08:30        11:30        13:30        17:00
    in   am  |    am     |    pm      |    pm     |  none
    out  none|    am     |    am      |    pm     |  pm

An ``in`` at the very second at which a half-day ends comes after it, and an ``out`` at the very second at
which one starts comes before it. An ``in`` after the last half-day belongs to the next day, where nobody came
early for it: it is kept, and counts for neither. An ``out`` before the first half-day closes the day before
(work past midnight), unless the person had signed in before it on the same day: then it is the morning's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from hallclient.rules.timetable import Timetable

_ORDER = {"out": 0, "away": 1, "back": 2, "in": 3}
"""Of punches in the same second the coming counts last, so that the person is there."""


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
    whole = (replace(p, at=p.at.replace(microsecond=0)) if p.at.microsecond else p for p in punches)
    return sorted(whole, key=lambda p: (p.at, _ORDER.get(p.kind, 9), p.reason, p.corrected, p.suspect))


def of_the_day(punches: Iterable[Punch], day: date, timetable: Timetable) -> list[Punch]:
    """The punches that belong to ``day``, in order: those of its date, without the sign-outs that close the
    day before, and with those of the next date that close this one."""
    ordered = in_order(punches)
    next_day = day + timedelta(days=1)
    mine = [punch for punch in ordered if punch.at.date() == day]
    coming = [punch for punch in ordered if punch.at.date() == next_day]
    closing = _closing(mine, day, timetable)
    return [punch for punch in mine if punch not in closing] + _closing(coming, next_day, timetable)


def _closing(ordered: Sequence[Punch], day: date, timetable: Timetable) -> list[Punch]:
    """The sign-outs of ``day`` that close the day before."""
    start, _ = timetable.span(day, "am")
    before = takewhile(lambda punch: punch.kind != "in", ordered)
    return [punch for punch in before if punch.kind == "out" and punch.at <= start]


def by_half(
    ordered: Sequence[Punch], day: date, timetable: Timetable, judged: Sequence[str]
) -> dict[str, list[Punch]]:
    """The punches of a day, as :func:`of_the_day` gives them, by the half-day that they belong to.

    ``judged`` names the half-days on which the person has to be there. When it is one alone, the other is no
    half-day to this person: coming long before or staying long after is no fault, and the ``in`` or ``out``
    that has no fellow there belongs to the one.
    """
    halves: dict[str, list[Punch]] = {"am": [], "pm": []}
    _, am_end = timetable.span(day, "am")
    pm_start, pm_end = timetable.span(day, "pm")
    for punch in ordered:
        if punch.kind in ("in", "back"):
            half = "am" if punch.at < am_end else "pm"
        else:
            half = "am" if punch.at <= pm_start else "pm"
        if punch.kind == "in" and punch.at >= pm_end and "pm" in judged:
            continue
        halves[half].append(punch)
    if list(judged) == ["am"]:
        early = takewhile(lambda punch: punch.kind != "in", halves["pm"])
        _move(halves, "pm", "am", [punch for punch in early if punch.kind == "out"])
    elif list(judged) == ["pm"]:
        late = takewhile(lambda punch: punch.kind != "out", reversed(halves["am"]))
        _move(halves, "am", "pm", [punch for punch in late if punch.kind == "in"])
    return halves


def _move(halves: dict[str, list[Punch]], source: str, target: str, moved: list[Punch]) -> None:
    halves[source] = [punch for punch in halves[source] if punch not in moved]
    halves[target] = in_order(halves[target] + moved)
