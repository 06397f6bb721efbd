"""A part of a joint matter (联办子任务): what one department does of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from hallclient.rules.message import Message


@dataclass(frozen=True, slots=True)
class Task:
    """``id`` is the terminal's; ``due_on`` the day by which the department answers; ``words`` its result.

    ``named_due`` is the day that a person named when it was given out, None where the part is due with the request;
    ``extended_days`` the extension of the request that was known then. ``explanation`` says how ``due_on`` was
    counted. ``pending`` is the code of the person to whom ``handed_by`` has handed it and who has not taken it up;
    until then it stays with ``owner``.
    """

    id: int
    department: str
    owner: str
    due_on: date | None = None
    finished: bool = False
    words: str = ""
    finished_by: str = ""
    finished_at: datetime | None = None
    given_on: date = date.min
    named_due: date | None = None
    extended_days: int = 0
    explanation: tuple[Message, ...] = ()
    pending: str = ""
    handed_by: str = ""


def unfinished(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The parts that are still open."""
    return tuple(task for task in tasks if not task.finished)
