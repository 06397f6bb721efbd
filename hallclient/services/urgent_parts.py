"""Parts of joint matters that are overdue or due soon, for the supervisor, in the shape of the desk's tasks."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries import tasks as queries
from hallclient.rules import deadlines
from hallclient.services.calendar import work_calendar
from hallclient.services.desk import Standing
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class UrgentPart:
    """The part of ``department``, with its own owner and clock; the rest is of its request."""

    id: int
    department: str
    owner: str
    number: str
    terminal: str
    name: str
    organisation: bool
    item_name: str
    standing: Standing
    missing: int = 0

    @property
    def short_number(self) -> str:
        """Window and serial (03-0012), as lists show it."""
        tail = self.number.rsplit("-", 1)[-1]
        return f"{tail[:2]}-{tail[2:]}"


def every(hall: Hall) -> list[UrgentPart]:
    """The most urgent first; nothing is while the clock of the request stands."""
    calendar, today = work_calendar(hall), hall.clock.today()
    last = today
    for _ in range(hall.config.near_days):
        last = calendar.next_workday(last, guess=True)
    found = []
    for ident, department, owner, due, named, number, terminal, name, organisation, item in queries.due_by(
        hall.db, last
    ):
        days = deadlines.days_left(calendar, today, due)
        urgency = "overdue" if days < 0 else "near" if days else "today"
        guessed = named is None and not calendar.knows(due.year)
        standing = Standing("decide", urgency, due, days, provisional=guessed)
        found.append(UrgentPart(ident, department, owner, number, terminal, name, bool(organisation), item, standing))
    return found
