"""Comings and goings in the demo: mostly on time, some late, some forgotten, some with leave."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from hallclient.jobs.demo.hours import Hours
from hallclient.jobs.demo.people import ADMIN, OWN_WINDOW, STAFF, SUPERVISOR, Worker
from hallclient.jobs.demo.stage import Cast, Script, Stage
from hallclient.rules.timetable import DEFAULT

_WHY_AWAY = ("去洗手间", "送件到后台", "复印材料", "到档案室取件", "接听电话")
LATE_TODAY = "1008"
"""Comes late on the last working day, so that the board has something to show."""

_LEAVES = (
    # Who, working days back, first and last half-hour of the day, days, type, by whom, granted.
    ("1011", 20, time(8, 30), time(11, 30), 1, "time_off", SUPERVISOR, True),
    ("1002", 15, time(8, 30), time(17, 0), 2, "annual", ADMIN, True),
    ("1006", 13, time(13, 30), time(17, 0), 1, "personal", SUPERVISOR, False),
    ("1008", 9, time(8, 30), time(17, 0), 1, "sick", SUPERVISOR, True),
    ("1010", 5, time(8, 30), time(10, 0), 1, "personal", "1009", True),
    ("1004", 3, time(13, 30), time(17, 0), 1, "errand", SUPERVISOR, True),
)
_FORGOTTEN = (
    # Who, working days back, half-day, kind, the time that was meant, approved (None: still open).
    ("1011", 12, "am", "in", time(8, 24), True),
    ("1003", 6, "pm", "out", time(17, 3), True),
    ("1007", 4, "pm", "in", time(13, 26), False),
    ("1002", 2, "pm", "out", time(17, 1), None),
)
_REASONS = {
    "time_off": "周末值班调休",
    "annual": "年休假",
    "personal": "家中有事",
    "sick": "感冒发热",
    "errand": "到市局送审材料",
}


class Attendance:
    """Plans everyone's punches of ``days``."""

    def __init__(self, rng: random.Random, hours: Hours, script: Script, cast: Cast, days: list[date]) -> None:
        self._rng = rng
        self._hours = hours
        self._script = script
        self._cast = cast
        self._days = days
        self._forgotten: set[tuple[str, date, str, str]] = set()
        self._starts: dict[tuple[str, date], time] = {}

    def plan(self) -> None:
        """Leave first, since it says who is there."""
        for row in _LEAVES:
            self._leave(*row)
        for forgotten in _FORGOTTEN:
            self._correct(*forgotten)
        self._leave_to_come()
        for day in self._days:
            for worker in STAFF:
                if worker.window is not None:
                    for half in ("am", "pm"):
                        self._half_day(worker, worker.window, day, half)
        if self._hours.rests_now():
            self._at_odd_hours()

    def _day(self, back: int) -> date | None:
        """The working day so many before the last one; None when the past is shorter."""
        return self._days[-1 - back] if back < len(self._days) else None

    def _leave(
        self, code: str, back: int, start: time, end: time, days: int, kind: str, by: str, granted: bool
    ) -> None:
        day, last = self._day(back), self._day(back - days + 1)
        if day is None or last is None:
            return
        asked_on = self._hours.workday(day, -1)
        asked = datetime.combine(asked_on, time(15, self._rng.randrange(10, 50)))
        decided = self._hours.later(asked, 15, 60)
        row: list[dict[str, object]] = []

        def ask(stage: Stage) -> None:
            span = {"start": datetime.combine(day, start), "end": datetime.combine(last, end)}
            row.append(stage.attendance.ask("leave", code, **span, type=kind, reason=_REASONS[kind]))

        window = self._cast.window_of(code)
        self._script.add(asked, window, ask)
        self._script.add(
            decided, self._cast.window_of(by), lambda stage: stage.attendance.decide("leave", row[0], by, granted)
        )
        if not granted:
            return
        if end == time(10, 0):
            # Comes five minutes after the leave has ended.
            self._starts[code, day] = time(10, 5)
            return
        for date_ in self._days:
            if day <= date_ <= last:
                self._cast.away |= {(code, date_, half) for half in ("am", "pm") if _covers(start, end, half)}

    def _leave_to_come(self) -> None:
        """One application that still waits: for the next working day, asked for on the last one."""
        if not self._days:
            return
        day = self._hours.workday(self._hours.today, 1)
        asked = min(datetime.combine(self._days[-1], time(9, 10)), self._hours.now)

        def ask(stage: Stage) -> None:
            start, end = DEFAULT.span(day, "pm")
            stage.attendance.ask("leave", "1008", start=start, end=end, type="personal", reason="孩子家长会")

        self._script.add(asked, self._cast.window_of("1008"), ask)

    def _correct(self, code: str, back: int, half: str, kind: str, at: time, approved: bool | None) -> None:
        day = self._day(back)
        if day is None or not self._cast.is_here(code, DEFAULT.span(day, half)[0]):
            return
        self._forgotten.add((code, day, half, kind))
        asked = datetime.combine(self._hours.workday(day, 1), time(8, self._rng.randrange(40, 58)))
        row: list[dict[str, object]] = []

        def ask(stage: Stage) -> None:
            moment = datetime.combine(day, at)
            row.append(stage.attendance.ask("correction", code, at=moment, kind=kind, reason="忘记打卡，同事可证明"))

        self._script.add(asked, self._cast.window_of(code), ask)
        if approved is not None:
            decided = self._hours.later(asked, 20, 90)
            self._script.add(
                decided,
                OWN_WINDOW,
                lambda stage: stage.attendance.decide("correction", row[0], SUPERVISOR, approved),
            )

    def _half_day(self, worker: Worker, window: int, day: date, half: str) -> None:
        start, end = DEFAULT.span(day, half)
        if not self._cast.is_here(worker.code, start):
            return
        coming = self._coming(worker, day, half, start)
        forgotten = self._rng.random() < 0.006
        if not forgotten and (worker.code, day, half, "in") not in self._forgotten:
            self._punch(coming, window, worker.code, "in", badge=self._rng.random() < 0.97)
        self._away(worker, window, coming, end)
        early = self._rng.random() < 0.008
        leaving = end - timedelta(seconds=self._rng.randrange(60, 900)) if early else self._after(end)
        if self._rng.random() >= 0.008 and (worker.code, day, half, "out") not in self._forgotten:
            self._punch(leaving, window, worker.code, "out")

    def _coming(self, worker: Worker, day: date, half: str, start: datetime) -> datetime:
        if half == "am" and (worker.code, day) in self._starts:
            return datetime.combine(day, self._starts[worker.code, day])
        late_today = half == "am" and worker.code == LATE_TODAY and day == self._days[-1]
        if late_today:
            return start + timedelta(minutes=11, seconds=self._rng.randrange(60))
        if self._rng.randrange(1000) < worker.late:
            minutes = self._rng.choices((2, 5, 9, 17, 34), (40, 30, 17, 10, 3))[0]
            return start + timedelta(minutes=minutes, seconds=self._rng.randrange(60))
        return start - timedelta(seconds=self._rng.randrange(20, 900))

    def _after(self, end: datetime) -> datetime:
        return end + timedelta(seconds=self._rng.randrange(5, 600))

    def _away(self, worker: Worker, window: int, coming: datetime, end: datetime) -> None:
        if self._rng.random() >= 0.06 or coming > end - timedelta(hours=2):
            return
        gone = coming + timedelta(minutes=self._rng.randrange(40, 90))
        back = gone + timedelta(minutes=self._rng.choice((4, 6, 8, 10, 12, 14, 21)))
        self._punch(gone, window, worker.code, "away", reason=self._rng.choice(_WHY_AWAY))
        self._punch(back, window, worker.code, "back")

    def _at_odd_hours(self) -> None:
        """Outside the working hours two people are there, so that today's visits were received by somebody."""
        start, now = self._hours.open_today()
        for code in ("1003", "1004"):
            moment = min(start + timedelta(seconds=self._rng.randrange(1, 50)), now)
            self._punch(moment, self._cast.window_of(code), code, "in", badge=True)

    def _punch(self, moment: datetime, window: int, code: str, kind: str, **values: Any) -> None:
        self._script.add(moment, window, lambda stage: stage.attendance.punch(code, kind, **values))


def _covers(start: time, end: time, half: str) -> bool:
    first, last = DEFAULT.span(date.min, half)
    return start <= first.time() and last.time() <= end
