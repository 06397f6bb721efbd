"""Which due date was missed when work is finished, of a request and of a part of a joint matter."""

from __future__ import annotations

from datetime import date, datetime

from hallclient.rules import clocks
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import Task


def finishes(request: Request, state: str) -> bool:
    """Whether a step to ``state`` finishes the work on ``request``: decided, answered, refused, sent on, withdrawn,
    handed out."""
    return request.state != state and request.state in OPEN_STATES and state not in OPEN_STATES - {"decided"}


def missed(request: Request, now: datetime) -> date | None:
    """The due date that is missed by finishing ``request`` now, None in time. What was decided was finished then.
    Who has said once why it is late is not asked again.

    Finishing ends the waiting for a result, through that day, so that nothing is missed of which a day was left when
    the letter was sent; one of the last day itself left none.
    """
    finished = request.decided_at if request.state == "decided" else None
    due = request.due
    late = due is not None and (finished or now).date() > due
    left = due is not None and request.paused_since is not None and due > request.paused_since
    return due if late and not left and not request.overdue_reason else None


def part_missed(request: Request, part: Task, today: date) -> date | None:
    """The due date that a department misses by finishing its part today; nothing is missed while the clock stands."""
    late = part.due_on is not None and today > part.due_on
    return part.due_on if late and not clocks.stands(part.due_on, request.paused_since) else None


def why(reason: str, name: str) -> Message:
    """What is told of work that was finished late: the reason, and who answers for it."""
    return Message("late: {reason}; {name} answers for it", reason=reason, name=name)
