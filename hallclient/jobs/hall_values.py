"""What the supervisor's board is made of: windows, people and half-days of a day, months, reports. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hallclient.rules.month_score import MonthCounts
from hallclient.rules.punctuality import HalfDay
from hallclient.sync.reading import Shared


@dataclass(frozen=True, slots=True)
class PersonDay:
    """A person's two half-days; None for one in which nobody expected the person. ``more`` are duties beyond them."""

    staff: str
    name: str
    am: HalfDay | None = None
    pm: HalfDay | None = None
    more: tuple[HalfDay, ...] = ()

    @property
    def halves(self) -> tuple[HalfDay, ...]:
        """All of the day."""
        return tuple(half for half in (self.am, self.pm, *self.more) if half is not None)

    @property
    def arrived(self) -> bool:
        """Whether the person was there at any time of the day."""
        return any(half.first_in is not None for half in self.halves)

    @property
    def expected(self) -> str:
        """The first half-day in which somebody expected the person, empty on a rest day."""
        return next((half.half for half in self.halves if half.verdicts != ("rest_day",)), "")


@dataclass(frozen=True, slots=True)
class WindowBoard:
    """A window's day. ``number`` 0 stands for people without a window; ``late_minutes`` how late it opened."""

    number: int
    name: str
    opened: datetime | None
    late_minutes: int
    people: tuple[PersonDay, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A day of the hall, with the summary that it was completed from (None: no shared file is set)."""

    day: date
    windows: tuple[WindowBoard, ...]
    shared: Shared | None


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """A person's month: every judged half-day, the counts, the points, whether the limit of 5 is exceeded."""

    staff: str
    name: str
    window: int | None
    halves: tuple[HalfDay, ...]
    counts: MonthCounts
    points: int
    flagged: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What a window has reported of a day. ``at`` is when it last said anything, None for never; ``closed``
    None where that is not known; ``local``: it comes from this database, not from the summary."""

    window: int
    name: str
    at: datetime | None
    opened: str
    received: int | None
    completed: int | None
    closed: bool | None
    own: bool
    local: bool = False
