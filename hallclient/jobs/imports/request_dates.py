"""The dates of a request in an older ledger: acceptance, due date, decision, each after the one before."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from hallclient.jobs.imports.columns import Line
from hallclient.jobs.imports.values import parse_day
from hallclient.rules.item import Item
from hallclient.rules.lifecycle import RUNNING
from hallclient.rules.message import Message
from hallclient.services.calendar import work_calendar
from hallclient.services.changes.acceptance import due_values
from hallclient.services.hall import Hall

_PROVISIONAL = re.compile(r"(\S+) ?[（(](?:暂定|provisional)[)）]")
"""A provisional date as a ledger for people has it."""


class Dates:
    """Dates that were counted are kept: most rows of a ledger have one of few items and days."""

    def __init__(self, hall: Hall) -> None:
        self._today = hall.clock.today()
        self._hall = hall
        self._counted: dict[tuple[str, date], dict[str, Any]] = {}

    def of(
        self, line: Line, received: datetime | None, decided: datetime | None, item: Item | None, state: str
    ) -> dict[str, Any]:
        """The columns. A due date that the ledger lacks is counted from the item for what is still being handled,
        and left open for what is over; one in a year whose holidays are not known is provisional."""
        accepted, due = line.day("accepted_on"), _due_day(line)
        values: dict[str, Any] = {"accepted_on": accepted, "promised_due": due, "decided_at": decided}
        if received is None or not line.ok:
            return values
        if accepted is not None and accepted > self._today:
            line.wrong("accepted_on", Message("{time} lies in the future.", time=accepted.isoformat()))
        if accepted is not None and accepted < received.date():
            line.wrong("accepted_on", Message("This is before the day of receipt."))
        if decided is not None and decided.date() < (accepted or received.date()):
            line.wrong("decided_at", Message("This is before the day of receipt or acceptance."))
        if due is not None and due < (accepted or received.date()):
            line.wrong("due_on", Message("This is before the day of receipt or acceptance."))
        if state not in RUNNING:
            return values
        if accepted is None:
            line.wrong("accepted_on", Message("What has been accepted has a day of acceptance."))
        if due is not None:
            return {**values, "provisional": not work_calendar(self._hall).knows(due.year)}
        if accepted is not None and item is not None:
            return {**values, **self._count(item, accepted)}
        return values

    def _count(self, item: Item, accepted: date) -> dict[str, Any]:
        key = (item.code, accepted)
        if key not in self._counted:
            self._counted[key] = due_values(self._hall, item, accepted)
        return self._counted[key]


def _due_day(line: Line) -> date | None:
    marked = _PROVISIONAL.fullmatch(line.text("due_on"))
    return parse_day(marked[1]) if marked else line.day("due_on")
