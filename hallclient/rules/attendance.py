"""Attendance as values: a punch with its verdict, a judged half-day of a person, leave and corrections asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hallclient.rules.punctuality import HalfDay


@dataclass(frozen=True, slots=True)
class PunctualityRow:
    """A judged half-day with the person and the window, None where no window is set."""

    staff: str
    name: str
    window: int | None
    half_day: HalfDay


@dataclass(frozen=True, slots=True)
class PunchRecord:
    """A stored punch. ``source`` is self, correction, paper or import; ``moved`` seconds the clock jumped."""

    staff: str
    name: str
    kind: str
    at: datetime
    window: int | None
    reason: str = ""
    badge: bool | None = None
    source: str = "self"
    entered_by: str = ""
    entered_at: datetime | None = None
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Leave or a correction that was asked for. ``state`` is asked, approved or rejected.

    For leave ``start`` and ``end`` are its span and ``what`` its type; for a correction ``start`` is the moment
    of the punch, ``end`` the same, and ``what`` its kind.
    """

    id: int
    staff: str
    name: str
    start: datetime
    end: datetime
    what: str
    reason: str
    state: str
    asked_at: datetime
    decided_by: str = ""
    decision: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that was made anew. ``cause`` is leave, correction, roster, calendar, import, paper or recount;
    ``before`` and ``after`` are as :func:`in_short` writes them, empty where there was no half-day."""

    at: datetime
    by: str
    cause: str
    day: date
    staff: str
    half: str
    before: str
    after: str


def in_short(half: HalfDay) -> str:
    """Verdicts and minutes late, early, away and times off post: ``late,missing_out/11/0/0/0``."""
    numbers = (half.late_minutes, half.early_minutes, half.away_minutes, half.off_post)
    return "/".join([",".join(half.verdicts), *map(str, numbers)])


def from_short(text: str, day: date, half: str) -> HalfDay | None:
    """The half-day that :func:`in_short` wrote, without its punches; None for an empty text."""
    codes, *numbers = text.split("/")
    if not codes:
        return None
    late, early, away, off_post = (int(number) for number in numbers)
    return HalfDay(day, half, None, None, tuple(codes.split(",")), late, early, away, off_post)
