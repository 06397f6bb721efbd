"""How long leave is, who grants it, and what is left of the annual leave (年休假)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.queries import annual_leave as balance_queries
from db.queries import attendance as queries
from hallclient.errors import Refused
from hallclient.rules import leave as rules
from hallclient.rules.leave import LevelTable
from hallclient.rules.message import Message
from hallclient.rules.setting_table import LEAVE_LEVELS, read_table
from hallclient.rules.spans import cut
from hallclient.rules.timetable import timetable_for
from hallclient.services import accounts, plans
from hallclient.services.hall import Hall
from hallclient.services.plans import Plans

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Balance:
    """Annual leave of a year in half-days: what the person has, has taken or been granted, has asked for."""

    entitled: int
    granted: int
    asked: int

    @property
    def left(self) -> int:
        """What can still be asked for."""
        return self.entitled - self.granted - self.asked


def level_table(hall: Hall) -> LevelTable:
    """Up to which length each may grant, by the settings."""
    return LevelTable(**(read_table(hall.config.leave_levels, LEAVE_LEVELS) or {}))


def level(hall: Hall, start: datetime, end: datetime) -> str:
    """Who has to grant leave of this span (naive local time)."""
    timetable = timetable_for(start.date(), plans.timetables(hall))
    return rules.needed_level(start, end, timetable, level_table(hall))


def half_days(hall: Hall, staff: str, start: datetime, end: datetime) -> int:
    """The half-days of duty that leave touches (naive local time): rest days and days off do not count."""
    found = 0
    days = Plans(hall, start.date(), end.date())
    person = next((p for p in accounts.everyone(hall) if p.code == staff), None)
    day = start.date()
    while day <= end.date():
        plan = days.of(staff, day, person is not None and person.window is not None)
        found += sum(duty.expected and cut(duty.span, (start, end)) is not None for duty in plan.duties)
        day += _ONE
    return found


def balance(hall: Hall, staff: str, year: int) -> Balance | None:
    """The annual leave of a year; None where nobody has said how much there is."""
    entitled = balance_queries.entitled(hall.db, staff, year)
    if entitled is None:
        return None
    counts = {"approved": 0, "asked": 0}
    for row in queries.leaves(hall.db):
        start, end = (hall.clock.local(moment).replace(tzinfo=None) for moment in (row.start, row.end))
        if row.staff == staff and row.type == "annual" and row.state in counts and start.year == year:
            counts[row.state] += half_days(hall, staff, start, end)
    return Balance(entitled, counts["approved"], counts["asked"])


def demand_balance(hall: Hall, staff: str, start: datetime, end: datetime) -> None:
    """Refuse annual leave beyond what is left, where that is known."""
    found = balance(hall, staff, start.year)
    wanted = half_days(hall, staff, start, end) if found is not None else 0
    if found is not None and wanted > found.left:
        raise Refused(
            Message("Annual leave left: {left} days; asked for: {wanted} days.", left=days_text(found.left),
                    wanted=days_text(wanted)),
            Message("Ask for less, or for another type of leave."),
        )  # fmt: skip


def days_text(half: int) -> str:
    """Half-days as days: ``2``, ``0.5``."""
    return f"{half / 2:g}"


def save_entitlements(hall: Hall, rows: Iterable[Mapping[str, object]]) -> None:
    """Store how much annual leave people have (staff, year, half_days); inside a transaction."""
    for row in rows:
        balance_queries.save(hall.db, dict(row))


def entitlements(hall: Hall) -> dict[tuple[str, int], int]:
    """Person and year → half-days."""
    return balance_queries.every(hall.db)
