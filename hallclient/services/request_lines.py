"""Requests as the lines of lists: what is shown of each, read in one query, without its materials and timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from db.queries import request_lines as queries
from db.queries.request_pages import Place
from db.queries.requests import Filter
from hallclient.clock import Clock
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.rules.pending import NOBODY, Pending
from hallclient.rules.request import Person
from hallclient.services.hall import Hall

__all__ = ["Filter", "Line", "Place"]


class Line(NamedTuple):
    """One line. ``missing`` is how many papers the applicant still has to bring, 0 unless the request waits for
    them. Moments are UTC seconds until they are asked for, since a list shows few of them."""

    id: int
    number: str
    terminal: str
    state: str
    kind: str
    legal_path: str
    unit: str
    item: str
    item_name: str
    department: str
    name: str
    id_type: str
    id_number: str
    phone: str
    organisation: bool
    window: int
    received: int
    received_on: date
    first_asked: str
    owner: str
    pending_owner: str
    pending_window: int | None
    pending_department: str
    channel: str
    green: str
    visits: int
    notice_due: date | None
    supplement_due: date | None
    accepted_on: date | None
    promised_due: date | None
    statutory_due: date | None
    provisional: bool
    deemed_basis: str
    counted_from: date | None
    paused_since: date | None
    decided: int | None
    result: str
    delivered: int | None
    rating: str
    closed: int | None
    missing: int
    clock: Clock

    @property
    def short_number(self) -> str:
        """Window and serial (03-0012), as lists show it."""
        tail = self.number.rsplit("-", 1)[-1]
        return f"{tail[:2]}-{tail[2:]}"

    @property
    def pending(self) -> Pending:
        """To whom it was handed and who has not taken it up."""
        if not self.pending_owner and self.pending_window is None and not self.pending_department:
            return NOBODY
        return Pending(self.pending_owner, self.pending_window, self.pending_department)

    @property
    def place(self) -> Place:
        """What pages are cut by."""
        return self.received_on, self.id

    @property
    def applicant(self) -> Person:
        """Who asked."""
        return Person(self.name, self.id_type, self.id_number, self.phone, self.organisation)

    @property
    def received_at(self) -> datetime:
        """When it was received, in the hall's zone."""
        return self.clock.local(self.received)

    @property
    def decided_at(self) -> datetime | None:
        """When it was decided."""
        return None if self.decided is None else self.clock.local(self.decided)

    @property
    def delivered_at(self) -> datetime | None:
        """When it was handed out."""
        return None if self.delivered is None else self.clock.local(self.delivered)

    @property
    def closed_at(self) -> datetime | None:
        """When it was over."""
        return None if self.closed is None else self.clock.local(self.closed)


_DATES = tuple(
    Line._fields.index(name)
    for name in (
        *("received_on", "notice_due", "supplement_due", "accepted_on", "promised_due", "statutory_due"),
        *("counted_from", "paused_since"),
    )
)
_TICKS = tuple(Line._fields.index(name) for name in ("organisation", "provisional"))


def page(
    hall: Hall, wanted: Filter, limit: int, below: Place | None = None, above: Place | None = None
) -> list[Line]:
    """A page, newest first, after ``below`` or just before ``above``."""
    return _lines(hall, queries.page(hall.db, wanted, limit, below, above))


def last_page(hall: Hall, wanted: Filter, limit: int) -> list[Line]:
    """The end of a list."""
    return _lines(hall, queries.last_page(hall.db, wanted, limit))


def touching(hall: Hall, first: date, last: date) -> list[Line]:
    """What counts in the figures of the days from ``first`` to ``last``: what happened then, and what is open."""
    start = hall.clock.at(datetime.combine(first, time()))
    return _lines(hall, queries.touching(hall.db, first, last, sorted(OPEN_STATES), start))


def by_ids(hall: Hall, ids: Sequence[int]) -> list[Line]:
    """The lines of some requests, newest first."""
    return _lines(hall, queries.by_ids(hall.db, ids))


def _lines(hall: Hall, rows: Iterable[tuple[Any, ...]]) -> list[Line]:
    clock, read, found = hall.clock, date.fromisoformat, []
    for row in rows:
        values = [*row, clock]
        for place in _DATES:
            if isinstance(values[place], str):
                values[place] = read(values[place])
        for place in _TICKS:
            values[place] = bool(values[place])
        found.append(Line._make(values))
    return found
