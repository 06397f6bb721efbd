"""Which due date was missed when work is finished, of a request and of a part of a joint matter."""

from __future__ import annotations

from datetime import date, datetime

from hallclient.rules import clocks
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.rules.request import Request
from hallclient.rules.task import Task


def finishes(request: Request, state: str) -> bool:
    """Whether a step to ``state`` finishes the work on ``request``: decided, answered, refused, sent on, withdrawn,
    handed out."""
    return request.state != state and request.state in OPEN_STATES and state not in OPEN_STATES - {"decided"}


def missed(request: Request, now: datetime) -> date | None:
    """The due date that is missed by finishing ``request`` now, None in time. What was decided was finished then.
    While the clock stands nothing is missed, and who has said once why it is late is not asked again."""
    finished = request.decided_at if request.state == "decided" else None
    due = request.due
    late = due is not None and (finished or now).date() > due
    return due if late and not clocks.stands(due, request.paused_since) and not request.overdue_reason else None


def part_missed(request: Request, part: Task, today: date) -> date | None:
    """The due date that a department misses by finishing its part today; nothing is missed while the clock stands."""
    late = part.due_on is not None and today > part.due_on
    return part.due_on if late and not clocks.stands(part.due_on, request.paused_since) else None
