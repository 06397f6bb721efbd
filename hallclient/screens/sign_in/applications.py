"""Applications for leave and corrections as rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hallclient.language import say
from hallclient.rules.attendance import Asked
from hallclient.rules.leave import LEAVE_TYPES
from hallclient.rules.message import Message
from hallclient.rules.terms import APPROVALS, PUNCHES
from hallclient.services import attendance
from hallclient.services.hall import Hall
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell

KINDS = {"leave": Message("Leave"), "correction": Message("Correction")}
_STYLES = {"asked": "due", "approved": "good", "rejected": "bad"}

COLUMNS = (
    Column(Message("Application"), 6),
    Column(Message("When"), 24),
    Column(Message("Type"), 10),
    Column(Message("Reason"), optional=2),
    Column(Message("State"), 8),
    Column(Message("Answer"), optional=1),
)


@dataclass(frozen=True, slots=True)
class Application:
    """An application with its kind: leave or correction."""

    kind: str
    asked: Asked

    @property
    def key(self) -> tuple[str, int]:
        """Unique over both kinds."""
        return self.kind, self.asked.id

    @property
    def type(self) -> str:
        """Leave type or punch, in words."""
        words = LEAVE_TYPES if self.kind == "leave" else PUNCHES
        return say(words.get(self.asked.what, Message("{text}", text=self.asked.what)))

    @property
    def when(self) -> str:
        """Span of the leave, or moment of the punch."""
        start, end = self.asked.start, self.asked.end
        if self.kind == "correction":
            return f"{start:%m-%d %H:%M}"
        same = start.date() == end.date()
        return f"{start:%m-%d %H:%M} - {end:%H:%M}" if same else f"{start:%m-%d %H:%M} - {end:%m-%d %H:%M}"


def of_person(hall: Hall, staff: str) -> list[Application]:
    """All of one person's applications, the newest first."""
    return sorted(
        (found for found in every(hall, None) if found.asked.staff == staff),
        key=lambda found: found.asked.asked_at,
        reverse=True,
    )


def every(hall: Hall, state: str | None) -> list[Application]:
    """Everybody's applications in ``state``, leave first."""
    return [Application(kind, asked) for kind in KINDS for asked in attendance.applications(hall, kind, state)]


def cells(row: Application) -> Sequence[Cell]:
    """The columns of one's own applications."""
    asked = row.asked
    return (
        say(KINDS[row.kind]),
        row.when,
        row.type,
        asked.reason,
        (say(APPROVALS[asked.state]), _STYLES[asked.state]),
        asked.decision,
    )
