"""Satisfaction (满意率): (非常满意 + 满意 + 基本满意) / rated, two decimals, and year on year.

Who declined did not rate. What a supervisor excluded as wrong or malicious does not count, and is told of.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hallclient.rules.figures import SATISFIED, percent
from hallclient.rules.request import RATINGS

GROUPS = ("window", "staff", "item", "month")
"""What satisfaction is shown by; ``staff`` had the request in hand when it was rated."""


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How often each rating was given, those left out that were ``excluded`` (how many)."""

    counts: Mapping[str, int] = field(default_factory=dict)
    excluded: int = 0

    def count(self, rating: str) -> int:
        """How often a rating (5 to 1, declined) was given."""
        return self.counts.get(rating, 0)

    @property
    def rated(self) -> int:
        """How many rated."""
        return sum(self.count(rating) for rating in RATINGS if rating != "declined")

    @property
    def satisfied(self) -> int:
        """How many were satisfied, very or basically."""
        return sum(self.count(rating) for rating in SATISFIED)

    @property
    def rate(self) -> Decimal | None:
        """满意率 in percent, two decimals; None where nobody rated."""
        return percent(self.satisfied, self.rated)


def change(now: Satisfaction, before: Satisfaction) -> Decimal | None:
    """Percentage points gained since a year before; None where either year has no rate."""
    if now.rate is None or before.rate is None:
        return None
    return now.rate - before.rate


def year_before(first: date, last: date) -> tuple[date, date]:
    """The same days a year before. The last day of a month stays the last of its month, so that a February is
    compared with a whole February.

    ValueError where the calendar has no year before.
    """
    return _back(first, keep_end=False), _back(last, keep_end=True)


def _back(day: date, *, keep_end: bool) -> date:
    length = monthrange(day.year - 1, day.month)[1]
    at_end = keep_end and day.day == monthrange(day.year, day.month)[1]
    return date(day.year - 1, day.month, length if at_end else min(day.day, length))
