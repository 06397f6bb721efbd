"""What holds from a day (生效日期): rows with a first and perhaps a last day; the later goes before the earlier.

A change is a new row from its day on; the old one ends the day before and stays as it was for the days that it held.
The new row takes the place of the old one in the order, so that what went before the old one goes before the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from hallclient.rules.timetable import Timetable

if TYPE_CHECKING:
    from hallclient.rules.plan import OwnHours, Shift

    Row = TypeVar("Row", Timetable, Shift, OwnHours)
else:
    Row = TypeVar("Row")

_ONE = timedelta(days=1)


def changed(rows: Sequence[Row], old: Row, new: Row) -> tuple[Row, ...]:
    """The rows with ``new`` in place of ``old`` from the first day of ``new`` on."""
    found: list[Row] = []
    for row in rows:
        if row != old:
            found.append(row)
            continue
        if old.from_day < new.from_day:
            before = new.from_day - _ONE
            found.append(old if old.to_day is not None and old.to_day <= before else replace(old, to_day=before))
        found.append(new)
    return tuple(found)


def ended(rows: Sequence[Row], old: Row, last: date) -> tuple[Row, ...]:
    """The rows with ``old`` ending after ``last``; without it where it would never have begun."""
    return tuple(
        replace(row, to_day=last) if row == old else row for row in rows if row != old or row.from_day <= last
    )


def first_change(before: Sequence[Row], after: Sequence[Row]) -> date | None:
    """The first day of which the rows may say something else; None where both are the same."""
    if tuple(before) == tuple(after):
        return None
    kept = set(before) & set(after)
    days = [row.from_day for row in (*before, *after) if row not in kept]
    for row in after:
        # A row that only ends otherwise says something else from the day after its earlier end.
        for old in before:
            if row not in kept and old not in kept and replace(row, to_day=old.to_day) == old:
                ends = [day for day in (row.to_day, old.to_day) if day is not None]
                days = [day for day in days if day != row.from_day] + [min(ends) + _ONE]
    return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row on which the same timetable holds; None: none does."""

    first: date
    last: date
    timetable: Timetable | None


def runs(rows: Iterable[Timetable], first: date, last: date) -> list[Run]:
    """Which timetable holds from ``first`` to ``last``."""
    rows = list(rows)
    edges = {first, last + _ONE}
    for row in rows:
        edges |= {day for day in (row.from_day, row.to_day and row.to_day + _ONE) if day and first < day <= last}
    found: list[Run] = []
    for start, end in pairwise(sorted(edges)):
        holds = next((row for row in reversed(rows) if row.includes(start)), None)
        if found and found[-1].timetable == holds:
            found[-1] = Run(found[-1].first, end - _ONE, holds)
        else:
            found.append(Run(start, end - _ONE, holds))
    return found


@dataclass(frozen=True, slots=True)
class Turn:
    """Days in a row on which another timetable holds after a change than before it."""

    first: date
    last: date
    before: Timetable | None
    after: Timetable | None


def turns(before: Sequence[Timetable], after: Sequence[Timetable], first: date, last: date) -> list[Turn]:
    """What a change does to the days from ``first`` to ``last``."""
    old, new = runs(before, first, last), runs(after, first, last)
    found: list[Turn] = []
    for start in sorted({run.first for run in (*old, *new)}):
        was, now = _run_of(old, start), _run_of(new, start)
        if was.timetable == now.timetable:
            continue
        end = min(was.last, now.last)
        if found and found[-1].last + _ONE == start and (found[-1].before, found[-1].after) == (
            was.timetable, now.timetable,
        ):  # fmt: skip
            found[-1] = replace(found[-1], last=end)
        else:
            found.append(Turn(start, end, was.timetable, now.timetable))
    return found


def _run_of(rows: Sequence[Run], day: date) -> Run:
    return next(run for run in rows if run.first <= day <= run.last)
