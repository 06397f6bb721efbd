"""A period that is looked at: a day, a week from Monday, a month, or any span; moved by its own length."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.top_bar import WEEKDAYS

LONGEST = 366
"""Days; a longer span is written as a report."""


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included; ``kind`` is day, week, month or span."""

    kind: str
    first: date
    last: date

    def shift(self, steps: int) -> Period:
        """The period so many steps later; a span moves by its length."""
        if self.kind == "month":
            middle = self.first.replace(day=15) + timedelta(days=31 * steps)
            return around("month", middle)
        length = (self.last - self.first + timedelta(days=1)) * steps
        return Period(self.kind, self.first + length, self.last + length)

    @property
    def words(self) -> str:
        """For the head of a list."""
        if self.kind == "day":
            return f"{self.first:%Y-%m-%d} {say(WEEKDAYS[self.first.weekday()])}"
        if self.kind == "month":
            return f"{self.first:%Y-%m}"
        return say(Message("{first} to {last}", first=f"{self.first:%Y-%m-%d}", last=f"{self.last:%m-%d}"))


def around(kind: str, day: date) -> Period:
    """The day, week or month that ``day`` is in."""
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(kind, monday, monday + timedelta(days=6))
    if kind == "month":
        return Period(kind, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return Period("day", day, day)


def read(text: str) -> Period | None:
    """A date, or two with ``..``, blanks or 至 between them, as typed; None where it is none of these."""
    words = text.replace("/", "-").replace("..", " ").replace("至", " ").replace("~", " ").split()
    try:
        days = [date.fromisoformat(word) for word in words]
    except ValueError:
        return None
    if not 1 <= len(days) <= 2 or days[0] > days[-1]:
        return None
    return Period("span" if days[0] != days[-1] else "day", days[0], days[-1])


def problem(text: str, today: date) -> Message | None:
    """What is wrong with a typed period."""
    found = read(text)
    if found is None:
        return Message("Write one date or two, like 2026-11-01..2026-11-20, the earlier one first.")
    if found.first > today:
        return Message("That day has not come yet.")
    if (found.last - found.first).days >= LONGEST:
        return Message("At most {days} days at once; a longer period is exported.", days=LONGEST)
    return None
