"""Dates that rest on a year whose holidays are not known yet: which they are, and how they are said （暂定）.

They count Monday to Friday there, and are counted anew once the year is known.
"""

from __future__ import annotations

from datetime import date

from hallclient.rules import deadlines
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import Task


def is_provisional(request: Request, day: date | None) -> bool:
    """Whether ``day``, a date of ``request``, is provisional. Its other limit may end before the unknown year begins,
    and is certain then; a ledger that was taken over does not tell them apart."""
    if day is None or not request.provisional:
        return False
    guessed = deadlines.guessed_years(request.explanation)
    return not guessed or day.year >= min(guessed)


def is_listed_provisional(provisional: bool, due: date | None, statutory: date | None) -> bool:
    """The same of the ``due`` date of a list, whose lines hold no explanation: what ends in an earlier year than the
    statutory limit is certain."""
    return provisional and due is not None and (statutory is None or due.year >= statutory.year)


def is_part_provisional(request: Request, part: Task) -> bool:
    """The same of the date of a part: due with the request, or counted on from the day that a person named."""
    if part.named_due is None:
        return is_provisional(request, part.due_on)
    return bool(deadlines.guessed_years(part.explanation))


def marked(day: date, *, provisional: bool) -> Message | str:
    """A due date as lists, messages and papers have it."""
    text = day.isoformat()
    return Message("{date} (provisional)", date=text) if provisional else text


def due(request: Request, day: date | None) -> Message | str:
    """A date of ``request`` so marked; empty where there is none."""
    return marked(day, provisional=is_provisional(request, day)) if day is not None else ""


def part_due(request: Request, part: Task) -> Message | str:
    """The date of a part so marked; empty where there is none."""
    return marked(part.due_on, provisional=is_part_provisional(request, part)) if part.due_on is not None else ""
