"""A part of a joint matter (联办子任务): what one department does of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Task:
    """``id`` is the terminal's; ``due_on`` the day by which the department answers; ``words`` its result."""

    id: int
    department: str
    owner: str
    due_on: date | None = None
    finished: bool = False
    words: str = ""
    finished_by: str = ""
    finished_at: datetime | None = None


def unfinished(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The parts that are still open."""
    return tuple(task for task in tasks if not task.finished)
