"""The demo's past as a whole: visits spread over the days, and the few cases that every desk should show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from hallclient.jobs.demo import present
from hallclient.jobs.demo.attendance import Attendance
from hallclient.jobs.demo.hours import Hours
from hallclient.jobs.demo.life import Life, Teller
from hallclient.jobs.demo.matters import QUESTIONS
from hallclient.jobs.demo.people import DESKS, NOTED, OWN_WINDOW, Visitors
from hallclient.jobs.demo.stage import Cast, Run, Script, Stage
from hallclient.rules.item import Item

_CLERK = "1003"
_OFTEN = {
    "MZ-001": 8, "MZ-003": 6, "MZ-005": 5, "MZ-006": 8, "MZ-007": 6, "TY-001": 4, "RS-001": 8, "RS-002": 5,
    "RS-004": 8, "RS-005": 8, "RS-006": 5, "RS-008": 3, "RS-010": 3, "YB-001": 8, "YB-002": 6, "YB-003": 4,
    "WJ-001": 4, "WJ-002": 4, "SJ-001": 8, "SJ-002": 4, "SJ-003": 5, "SJ-006": 4, "SJ-008": 2, "SJ-009": 3,
    "ZX": 18, "TS": 1, "JY": 1,
}  # fmt: skip
"""How often a matter is asked for; the others once. Disclosure requests have a path of their own."""

_CLOSED_AT = time(17, 40)
_FORGETFUL = 5
"""This window did not close the last working day."""


class Plan:
    """Writes the script of ``count`` requests over the last ``days`` days."""

    def __init__(self, items: list[Item], hours: Hours, days: int, count: int) -> None:
        rng = hours.rng
        self.script = Script()
        self.cast = Cast()
        self.going_on: dict[str, Life] = {}
        """The requests that ``present`` goes on with, by what for."""
        self._hours = hours
        self._rng = rng
        self._items = {item.code: item for item in items}
        self._days = hours.days(days)
        self._teller = Teller(rng, hours, self.script, self.cast, Visitors(rng, hours.today))
        Attendance(rng, hours, self.script, self.cast, self._days).plan()
        noted = self._noted_cases()[:count]
        for tell in noted:
            tell()
        for window, moment in self._visits(count - len(noted)):
            self._teller.tell(self._item(window), window, moment)
        self._closes()

    def _visits(self, count: int) -> list[tuple[int, datetime]]:
        """Window and moment of each visit: Mondays are full, today as far as it has come."""
        today = self._hours.today
        if not self._days and count:
            return [(self._window(today), self._hours.visit_today()) for _ in range(count)]
        weights = [1.3 if day.weekday() == 0 else 1.0 for day in self._days]
        if self._days[-1] == today:
            start, now = self._hours.open_today()
            weights[-1] = min(1.0, (now - start) / timedelta(hours=6.5))
        here = min(count, 5)
        days = self._rng.choices(self._days, weights, k=count - here) if count > here else []
        found = [(self._window(day), self._visit(day)) for day in days]
        return [*found, *((OWN_WINDOW, self._hours.visit_today()) for _ in range(here))]

    def _visit(self, day: date) -> datetime:
        return self._hours.visit_today() if day == self._hours.today else self._hours.visit(day)

    def _window(self, day: date) -> int:
        if day == self._hours.today and self._hours.rests_now():
            return self._rng.choice((3, 4))
        return self._rng.choices(list(DESKS), [desk.share for desk in DESKS.values()])[0]

    def _item(self, window: int) -> Item:
        departments = DESKS[window].departments
        able = [
            item
            for item in self._items.values()
            if item.kind != "disclosure" and (not departments or item.department in departments or item.code == "ZX")
        ]
        # What is handed on to other offices is asked for at the general windows.
        able = [item for item in able if not departments or item.kind not in ("handed_on", "complaint")]
        return self._rng.choices(able, [_OFTEN.get(item.code, 1) for item in able])[0]

    def _closes(self) -> None:
        """Every window signs its day; one forgot the last time."""
        for day in self._days:
            for window in DESKS:
                if day == self._hours.today or (day == self._last_day() and window == _FORGETFUL):
                    continue
                closed = datetime.combine(day, _CLOSED_AT) + timedelta(seconds=self._rng.randrange(900))
                by = self.cast.at_window(window, datetime.combine(day, time(16))).pop().code
                self.script.add(closed, window, _close(by))

    def _last_day(self) -> date:
        return self._hours.workday(self._hours.today, -1)

    def _noted_cases(self) -> list[Callable[[], None]]:
        """The cases that every demo has, the most telling first."""
        return [
            self._overdue, self._due_now, self._due_soon, self._waiting, self._unprinted, self._to_collect,
            self._to_be_told, self._handed_over, self._rare_name, self._long_name, self._bad_review,
            self._talked_about, self._withdrawn, self._refused, self._wrong_window, self._asked,
            self._inspected, self._heard, self._to_defer, self._in_parts,
        ]  # fmt: skip

    def _life(self, code: str, moment: datetime, name: str = "") -> Life:
        applicant = self._teller.visitors.noted(name) if name else None
        life = self._teller.life(self._items[code], OWN_WINDOW, moment, applicant)
        life.owner = life.owner if self.cast.is_here(_CLERK, moment) else self.cast.stand_in(_CLERK, moment)
        return life

    def _accepted(self, code: str, accepted: datetime) -> Life:
        """Received and accepted in one visit, and still in hand."""
        life = self._life(code, accepted - timedelta(minutes=11))
        life.act(accepted, life.owner, "accept")
        return life

    def _overdue(self) -> None:
        today = self._hours.today
        self._accepted("RS-010", self._teller.accepted_for(self._items["RS-010"], lambda due: due < today))

    def _due_now(self) -> None:
        today = self._hours.today
        target = today if self._hours.is_workday(today) else self._hours.workday(today, 1)
        self._accepted("RS-003", self._teller.accepted_for(self._items["RS-003"], lambda due: due <= target))

    def _due_soon(self) -> None:
        target = self._hours.workday(self._hours.today, 2)
        life = self._accepted("SJ-007", self._teller.accepted_for(self._items["SJ-007"], lambda due: due <= target))
        assigned = self._hours.later(self._hours.visit(self._last_day()), 5, 30)
        life.act(assigned, life.owner, "assign", to="1007")

    def _past(self, back: int, hour: int) -> datetime:
        day = self._hours.workday(self._hours.today, -back)
        return datetime.combine(day, time(hour, self._rng.randrange(5, 45)))

    def _now_or_last(self) -> datetime:
        """Some minutes ago; before that much of the day has passed, its first moment."""
        return max(self._hours.open_today()[0], self._hours.now - timedelta(minutes=self._rng.randrange(12, 25)))

    def _waiting(self) -> None:
        life = self._life("MZ-001", self._past(3, 9))
        life.notice(self._past(3, 10))

    def _unprinted(self) -> None:
        moment = self._now_or_last()
        life = self._life("MZ-003", moment)
        life.notice(min(self._hours.now, moment + timedelta(minutes=8)), printed=False)

    def _to_collect(self) -> None:
        life = self._accepted("RS-005", self._past(2, 9))
        life.act(self._past(2, 10), "1006", "decide", result="granted")

    def _to_be_told(self) -> None:
        """Received four working days ago and not yet told what is missing: tomorrow is the last day for it."""
        self._life("MZ-006", self._past(4, 14))

    def _handed_over(self) -> None:
        """Given to the clerk of this window, who has not taken it up yet."""
        moment = self._past(1, 14)
        life = self._teller.life(self._items["YB-003"], 4, moment)
        life.act(moment + timedelta(minutes=9), life.owner, "accept")
        to = "1003" if life.owner != "1003" else "1004"
        life.act(moment + timedelta(minutes=15), life.owner, "hand-over", to=to, reason="AB岗交接")

    def _rare_name(self) -> None:
        life = self._life("MZ-007", self._past(1, 9), NOTED[0])
        life.act(self._past(1, 10), life.owner, "accept")

    def _long_name(self) -> None:
        self._life("RS-004", self._past(1, 15), NOTED[1])

    def _bad_review(self) -> None:
        life = self._accepted("RS-004", self._past(2, 14))
        life.act(self._past(2, 15), "1006", "decide", result="granted")
        out = life.act(self._past(1, 9), life.owner, "deliver", to="本人")
        life.act(out + timedelta(minutes=1), life.owner, "rate", rating="2")

    def _talked_about(self) -> None:
        """A bad review in the middle of its follow-up: contacted in time, to be rectified."""
        life = self._life("YB-001", self._past(5, 9))
        life.act(self._past(5, 10), life.owner, "accept")
        life.act(self._past(5, 14), "1011", "decide", result="granted")
        out = life.act(self._past(4, 9), life.owner, "deliver", to="本人")
        rated = life.act(out + timedelta(minutes=1), life.owner, "rate", rating="1")
        life.follow_up(
            self._hours.days_later(rated, 1), "contact", "电话联系，申请人反映两次到场材料要求不一致，已致歉"
        )

    def _withdrawn(self) -> None:
        life = self._accepted("RS-001", self._past(3, 14))
        life.act(self._past(2, 9), life.owner, "withdraw", reason="申请人书面撤回")

    def _refused(self) -> None:
        life = self._life("SJ-009", self._past(2, 9))
        life.act(self._past(2, 10), "1007", "refuse", reason="经营场所在禁设区域，已书面说明理由和救济途径")

    def _wrong_window(self) -> None:
        life = self._life("GA-001", self._past(1, 10))
        life.act(self._past(1, 11), life.owner, "redirect", unit="县公安局户政窗口（2楼7号）", phone="0361-2150010")

    def _inspected(self) -> None:
        self.going_on[present.INSPECTED] = self._accepted("WJ-004", self._past(6, 9))

    def _heard(self) -> None:
        self.going_on[present.HEARD] = self._accepted("RS-012", self._past(8, 10))

    def _to_defer(self) -> None:
        self.going_on[present.DEFERRED] = self._life("SJ-006", self._past(1, 16))

    def _in_parts(self) -> None:
        life = self._accepted("SJ-010", self._past(5, 14))
        life.act(self._past(5, 15), life.owner, "assign")
        self.going_on[present.JOINT] = life

    def _asked(self) -> None:
        matter, answer = QUESTIONS[0]
        caller = self._teller.visitors.caller()
        self._teller.life(self._items["ZX"], OWN_WINDOW, self._now_or_last(), caller, matter=matter, answer=answer)


def _close(by: str) -> Run:
    def run(stage: Stage) -> None:
        stage.requests.close_day(by, "未办结事项已核对，结转下一工作日继续办理")

    return run
