"""Attendance as values: a punch with its verdict, a judged half-day of a person, leave and corrections asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
