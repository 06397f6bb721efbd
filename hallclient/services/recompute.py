"""Provisional dates are counted anew once the holidays of their year are known, each with what it was and is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from db.models.request import Request as Row
from db.queries import clocks as queries
from hallclient.rules import clocks, deadlines
from hallclient.rules.kinds import kind_of
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.rules.request import Request
from hallclient.rules.terms import ACTIONS
from hallclient.services import accounts, punctuality, receipt_limits, request_actions, requests
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.changes.clocks import counted_anew, excluded_of, facts_of, parts_moved
from hallclient.services.hall import Hall

DATES = ("notice_due", "promised_due", "statutory_due")


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A request whose provisional dates were counted anew: :data:`DATES` before and after; None where not set."""

    number: str
    item_name: str
    old: tuple[date | None, date | None, date | None]
    new: tuple[date | None, date | None, date | None]
    provisional: bool

    @property
    def moved(self) -> bool:
        """Whether a date is another one; else it was only confirmed."""
        return self.old != self.new


def waiting(hall: Hall) -> int:
    """How many open requests have provisional dates."""
    return len(queries.provisional(hall.db, tuple(sorted(OPEN_STATES))))


def recompute(hall: Hall, actor: Actor | None, *, dry_run: bool = False) -> list[Recomputed]:
    """Count the provisional dates of open requests anew; all or nothing, an entry in the journal for each.

    What is still provisional and has not moved stays as it is, so that a second time changes nothing. With
    ``dry_run`` only say what would change. Raises :class:`NotAllowed`.
    """
    actor = accounts.demand(actor, "administer")
    found = []
    with hall.write():
        rows = queries.provisional(hall.db, tuple(sorted(OPEN_STATES)))
        for row, request in zip(rows, requests.values_of(hall, rows), strict=True):
            values = _values(hall, row, request)
            old, new = _dates(request, {}), _dates(request, values)
            if old == new and values["provisional"]:
                continue
            found.append(Recomputed(request.number, request.item_name, old, new, values["provisional"]))
            if not dry_run:
                body = {name: [_iso(a), _iso(b)] for name, a, b in zip(DATES, old, new, strict=True) if a or b}
                words = "; ".join(f"{_iso(a)} -> {_iso(b)}" for a, b in zip(old, new, strict=True) if a != b)
                parts: dict[str, Any] = {}
                if request.accepted_on is not None:
                    parts = parts_moved(hall, row, request, values, ACTIONS["recompute"])
                request_actions.save(hall, actor, row, "recompute", values, {"dates": body, "words": words, **parts})
    return found


def _values(hall: Hall, row: Row, request: Request) -> dict[str, Any]:
    calendar = work_calendar(hall)
    values: dict[str, Any] = {}
    if request.counted_from is not None:
        closes = punctuality.closing_time(hall, request.received_on)
        values["counted_from"] = clocks.counted_from(calendar, request.received_at, closes)
        request = replace(request, counted_from=values["counted_from"])
    if request.accepted_on is not None:
        return {**values, **counted_anew(hall, request, excluded_of(hall, row.id), ACTIONS["recompute"])}
    if kind_of(request.kind).limited:
        return {**values, **receipt_limits.columns(hall, request, request.counts_from)}
    if kind_of(request.kind).replied and request.due is not None:
        values |= receipt_limits.reply(hall, request, facts_of(request, ()))
        if request.supplement_due is None:
            due = deadlines.notice_due(calendar, request.counts_from, kind_of(request.kind).notice_days)
            values |= {"notice_due": due.day if request.notice_due else None}
        return values
    if request.notice_due is None:
        return {**values, "provisional": False}
    told_by = deadlines.notice_due(calendar, request.counts_from, kind_of(request.kind).notice_days)
    return {**values, "notice_due": told_by.day, "provisional": told_by.provisional}


def _dates(request: Request, values: dict[str, Any]) -> tuple[date | None, date | None, date | None]:
    first, second, third = (values.get(name, getattr(request, name)) for name in DATES)
    return first, second, third


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
