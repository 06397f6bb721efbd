"""Verdicts in words, and what has changed of them: for the drill-down and ``punctuality --explain``."""

from __future__ import annotations

from datetime import date, timedelta

from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.explanation import explain
from hallclient.rules.message import Message
from hallclient.rules.timetable import DEFAULT
from hallclient.services import accounts, punctuality
from hallclient.services.hall import Hall
from hallclient.services.plans import Plans

_ONE = timedelta(days=1)


class Explainer:
    """Explains the half-days of some days; asks the database for plans and leave once."""

    def __init__(self, hall: Hall, first: date, last: date) -> None:
        self._limit = hall.config.off_post_minutes
        self._plans = Plans(hall, first - _ONE, last + _ONE)
        self._excuses = punctuality.excuses(hall, first, last, self._plans)
        people = accounts.everyone(hall)
        self._at_window = {person.code for person in people if person.active and person.window is not None}

    def of(self, row: PunctualityRow) -> list[Message]:
        """The reckoning of a row. Where the hours of today lead elsewhere than to the settled verdict, it says
        so."""
        half = row.half_day
        plan = self._plans.of(row.staff, half.day, row.staff in self._at_window)
        said = explain(half, plan, self._excuses.get((row.staff, half.day), ()), self._limit)
        if self._plans.timetable(half.day) is DEFAULT:
            said.append(Message("No timetable holds on this day; the usual hours were taken."))
        return said
