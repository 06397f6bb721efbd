"""The stage of the demo's past: who is there, and the steps that will be played in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from hallclient.jobs.demo.people import OWN_WINDOW, STAFF, Worker
from hallclient.services.accounts import Actor
from hallclient.services.past import Past
from hallclient.services.past_attendance import PastAttendance
from hallclient.services.past_requests import PastRequests

Run = Callable[["Stage"], object]


@dataclass(order=True)
class Step:
    """What happens at a moment, at a window."""

    moment: datetime
    order: int
    window: int = field(compare=False)
    run: Run = field(compare=False)


class Script:
    """Steps as they are planned, in any order, those of the future too."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def add(self, moment: datetime, window: int, run: Run) -> None:
        """Plan a step."""
        self._steps.append(Step(moment.replace(microsecond=0), len(self._steps), window, run))

    def until(self, now: datetime) -> Iterator[Step]:
        """The steps that have happened by ``now``."""
        yield from sorted(step for step in self._steps if step.moment <= now)

    def beginning(self) -> datetime:
        """When the first step happens."""
        return min(step.moment for step in self._steps)


@dataclass
class Stage:
    """What a step works with once the hall is there."""

    past: Past
    requests: PastRequests
    attendance: PastAttendance
    actors: dict[str, Actor]


class Cast:
    """Who is there when. ``away`` holds code, day and half-day."""

    def __init__(self) -> None:
        self.workers = {worker.code: worker for worker in STAFF}
        self.away: set[tuple[str, date, str]] = set()

    def is_here(self, code: str, moment: datetime) -> bool:
        """Whether the person works in the half-day of ``moment``."""
        return (code, moment.date(), "am" if moment.hour < 12 else "pm") not in self.away

    def stand_in(self, code: str, moment: datetime) -> str:
        """The person, or the B post when the person is away."""
        worker = self.workers[code]
        return code if self.is_here(code, moment) or not worker.backup else worker.backup

    def at_window(self, window: int, moment: datetime) -> list[Worker]:
        """Who sits at a window, B posts in place of those who are away."""
        codes = [self.stand_in(w.code, moment) for w in STAFF if w.window == window]
        return [self.workers[code] for code in dict.fromkeys(codes)]

    def chiefs(self, department: str, moment: datetime) -> list[str]:
        """Who may decide in the name of a department and is there; else all who may."""
        able = [w.code for w in STAFF if w.role == "chief" and department in w.authorised]
        return [code for code in able if self.is_here(code, moment)] or able

    def window_of(self, code: str) -> int:
        """Where the person's work is entered."""
        return self.workers[code].window or OWN_WINDOW
