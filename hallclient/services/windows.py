"""The windows of the hall."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries import windows as queries
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Window:
    """A window by the number on its sign; the name may be empty."""

    number: int
    name: str


def every(hall: Hall) -> tuple[Window, ...]:
    """All windows that are known here, by number."""
    return tuple(Window(row.number, row.name) for row in queries.every(hall.db))
