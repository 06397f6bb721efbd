"""What a row of the roster may say, and beside which others: for the import and the grid alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from hallclient.rules.message import Message
from hallclient.rules.plan import ON_TOP, WITH_SHIFT, Assignment, Shift, shift_named

_WHOLE = ("day", "off", "night")
"""What leaves no room for another row that is not on top of it."""


def shift_problem(row: Assignment, day: date, shifts: Sequence[Shift]) -> Message | None:
    """A duty beyond the half-days needs hours; a shift that is named must be there on that day."""
    if row.half in WITH_SHIFT and not row.shift:
        return Message("This duty needs the name of a shift: the hall's timetable has no hours for it.")
    if row.shift and shift_named(row.shift, day, shifts) is None:
        return Message("There is no shift “{name}” on {day}.", name=row.shift, day=day.isoformat())
    return None


def cover_problem(covers: str, staff: str, people: Collection[str]) -> Message | None:
    """Whom somebody stands in for (顶岗) has to be somebody else of the hall."""
    if covers and covers not in people:
        return Message("Nobody with the code {code} works here.", code=covers)
    return Message("Nobody stands in for themselves.") if covers and covers == staff else None


def clash(half: str, others: Iterable[str]) -> str | None:
    """Which of the ``others`` of the same person and day cannot stand beside ``half``; None where all can."""
    others = list(others)
    if half in others:
        return half
    if half in ON_TOP:
        return None
    return next((other for other in others if other not in ON_TOP and (half in _WHOLE or other in _WHOLE)), None)


def with_row(rows: Iterable[Assignment], row: Assignment) -> tuple[Assignment, ...]:
    """The rows with ``row``; those that cannot stand beside it go."""
    return (*(one for one in rows if clash(row.half, [one.half]) is None), row)
