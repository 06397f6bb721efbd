"""How many parts of joint matters somebody has to do, for the desk; apart, so that the desk imports little."""

from __future__ import annotations

from db.queries import tasks as queries
from hallclient.services.hall import Hall


def count(hall: Hall, code: str) -> tuple[int, int]:
    """How many parts of a person are open, and how many of them are past their due date."""
    due = queries.due_dates(hall.db, code)
    today = hall.clock.today()
    return len(due), sum(day is not None and day < today for day in due)
