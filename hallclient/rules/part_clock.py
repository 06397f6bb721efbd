"""The due date of a part of a joint matter: excluded time and the extension of the request move it too.

A part for which nobody named a day is due with the request. A named day stands for so many working days after the
part was given out: what is excluded of the request within them does not count for the part either (行政许可法 §45),
and an extension of the joint limit (§42) is one of every part that was given out before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hallclient.rules import clocks, deadlines
from hallclient.rules.clocks import Excluded, Extension
from hallclient.rules.message import Message
from hallclient.rules.task import Task
from hallclient.rules.workdays import WorkCalendar

_MOVED = Message("{day}, {cause}: the due date of the part moved from {old} to {new}.")
_WITH_REQUEST = Message("No day was named for the part: it is due with the request.")


def run(
    calendar: WorkCalendar,
    part: Task,
    request_due: date | None,
    excluded: Sequence[Excluded],
    extension: Extension | None,
    today: date,
) -> tuple[date | None, tuple[Message, ...]]:
    """The due date of an open part and how it is counted; while a result is awaited, the earliest possible.

    ``request_due`` is the request's own date as counted with the same facts.
    """
    if part.named_due is None:
        return request_due, (_WITH_REQUEST,)
    start, named = part.given_on, part.named_due
    term = calendar.workdays_between(start, named, guess=True)
    more = extension.days - part.extended_days if extension is not None else 0
    periods = [period for one in excluded if (period := one.period(today)) is not None]
    head = Message(
        "The day named for the part was {day}, working days after {start}: {days}.",
        day=named.isoformat(), start=start.isoformat(), days=term,
    )  # fmt: skip
    if more <= 0 and not _lost(calendar, start, named, periods):
        return named, (head,)
    longer = clocks.extension_steps(extension) if more > 0 else []
    due = deadlines.due(calendar, start, term + max(0, more), "workday", periods)
    return due.day, (head, *clocks.excluded_steps(excluded), *longer, *due.steps)


def _lost(calendar: WorkCalendar, start: date, named: date, periods: Sequence[deadlines.Period]) -> bool:
    """Whether a working day between the two is excluded; a lost rest day costs nobody anything."""
    for first, last in periods:
        after, end = max(start, first - deadlines.ONE_DAY), min(last, named)
        if after < end and calendar.workdays_between(after, end, guess=True):
            return True
    return False


def told(day: date, cause: Message, part: Task, due: date | None, steps: Sequence[Message]) -> tuple[Message, ...]:
    """The counting with what has moved the date so far; ``cause`` is what moves it now."""
    earlier = tuple(step for step in part.explanation if step.text == _MOVED.text)
    if due == part.due_on or due is None or part.due_on is None:
        return (*steps, *earlier)
    values = {"day": day.isoformat(), "old": part.due_on.isoformat(), "new": due.isoformat()}
    return (*steps, *earlier, Message(_MOVED.text, cause=cause, **values))
