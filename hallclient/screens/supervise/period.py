"""A period that is looked at: a day, a week from Monday, a month, a year, or any span; moved by its own length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hallclient.language import say
from hallclient.rules import period as rules
from hallclient.rules.message import Message
from hallclient.widgets.top_bar import WEEKDAYS

LONGEST = 366
"""Days; a longer span is written as a report."""


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included; ``kind`` is day, week, month, year or span."""

    kind: str
    first: date
    last: date

    def shift(self, steps: int) -> Period:
        """The period so many steps later; a span moves by its length."""
        if self.kind in ("month", "year"):
            middle = self.first.replace(day=15) + timedelta(days=(31 if self.kind == "month" else 365) * steps)
            return around(self.kind, middle)
        length = (self.last - self.first + timedelta(days=1)) * steps
        return Period(self.kind, self.first + length, self.last + length)

    @property
    def text(self) -> str:
        """As short as it can be typed: 2026-11-20, 2026-11, 2026, 2026-11-01..2026-11-20."""
        return rules.said((self.first, self.last))

    @property
    def words(self) -> str:
        """For the head of a list."""
        if self.kind == "day":
            return f"{self.first:%Y-%m-%d} {say(WEEKDAYS[self.first.weekday()])}"
        if self.kind in ("month", "year"):
            return self.text
        last = f"{self.last:%m-%d}" if self.last.year == self.first.year else f"{self.last}"
        return say(Message("{first} to {last}", first=f"{self.first:%Y-%m-%d}", last=last))


def around(kind: str, day: date) -> Period:
    """The day, week, month or year that ``day`` is in."""
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(kind, monday, monday + timedelta(days=6))
    if kind == "month":
        after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return Period(kind, day.replace(day=1), after - timedelta(days=1))
    if kind == "year":
        return Period(kind, day.replace(month=1, day=1), day.replace(month=12, day=31))
    return Period("day", day, day)


def read(text: str, today: date) -> Period | None:
    """A day, month or year, or two with ``..``, a blank or 至 between them, as typed; None where it is none."""
    words = text.split()
    found = rules.parse("..".join(words) if len(words) == 2 and "年" not in text else text, today)
    if found is None or found[0] is None or found[1] is None:
        return None
    first, last = found
    kinds = (around(kind, first) for kind in ("day", "month", "year"))
    return next((one for one in kinds if (one.first, one.last) == (first, last)), Period("span", first, last))


def problem(text: str, today: date) -> Message | None:
    """What is wrong with a typed period."""
    found = read(text, today)
    if found is None:
        return rules.NONE
    if found.first > today:
        return Message("That day has not come yet.")
    if (found.last - found.first).days >= LONGEST:
        return Message("At most {days} days at once; a longer period is exported.", days=LONGEST)
    return None
