"""The open parts of a joint matter when the clocks of the request move: their due dates are counted anew."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.queries import tasks as queries
from hallclient.rules import part_clock
from hallclient.rules.clocks import Facts
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import unfinished
from hallclient.services import explanation
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall


def count_anew(hall: Hall, request: Request, due: date | None, facts: Facts, cause: Message) -> list[dict[str, Any]]:
    """Store the due dates of the open parts; ``due`` is the request's as it is now. Gives those that moved, for the
    journal. What is finished keeps the date that it was measured by."""
    today, calendar = hall.clock.today(), work_calendar(hall)
    moved = []
    for part in unfinished(request.tasks):
        day, steps = part_clock.run(calendar, part, due, facts.excluded, facts.extension, today)
        told = part_clock.told(today, cause, part, day, steps)
        queries.update(hall.db, part.id, {"due_on": day, "explanation": explanation.stored(told)})
        if day != part.due_on:
            moved.append({"id": part.id, "old": _iso(part.due_on), "new": _iso(day)})
    return moved


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
