"""Questions for the supervisor: where sign-ins, work and clocks do not fit together. Never a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import combinations

from db.queries import journal as journal_queries
from db.queries import windows as window_queries
from hallclient.rules import presence
from hallclient.rules.message import Message
from hallclient.rules.presence import Stay
from hallclient.rules.punch import Punch
from hallclient.rules.question import Question
from hallclient.rules.spans import Span
from hallclient.services import accounts, attendance, waits
from hallclient.services.accounts import Person
from hallclient.services.hall import Hall
from hallclient.services.plans import Plans

WORK = ("request", "notice", "call", "visit", "evaluation")
"""Kinds of journal entries that stand for work at a window."""

_ONE = timedelta(days=1)
Punched = list[tuple[Punch, int | None]]


Elsewhere = Mapping[tuple[str, date], Punched]
"""Sign-ins and sign-outs at other terminals, by person and day."""
_NOWHERE: Elsewhere = {}


def of_days(hall: Hall, first: date, last: date, elsewhere: Elsewhere = _NOWHERE) -> list[Question]:
    """The questions of some days, the newest day first."""
    last = min(last, hall.clock.today())
    found: list[Question] = []
    plans = Plans(hall, first - _ONE, last + _ONE)
    day = last
    while day >= first:
        found += _Day(hall, plans, day, elsewhere).questions()
        day -= _ONE
    return found


class _Day:
    """What is known of one day."""

    def __init__(self, hall: Hall, plans: Plans, day: date, elsewhere: Elsewhere) -> None:
        self._hall, self._plans, self._day = hall, plans, day
        people = accounts.everyone(hall)
        self._people = {person.code for person in people}
        self._own = {person.code: person.window for person in people}
        self._at_window = {person.code for person in people if person.active and person.window is not None}
        self._punches: dict[str, Punched] = defaultdict(list)
        self._moved: list[tuple[str, datetime, int]] = []
        for record in attendance.punches(hall, day, day):
            at = record.at.replace(tzinfo=None)
            self._punches[record.staff].append((Punch(at, record.kind), record.window))
            if record.moved:
                self._moved.append((record.staff, at, record.moved))
        self._elsewhere: set[str] = set()
        for (staff, of_day), more in elsewhere.items():
            if of_day == day:
                mine = self._punches[staff]
                mine += [pair for pair in more if pair not in mine]
                self._elsewhere.add(staff)
        now = hall.clock.now().replace(tzinfo=None)
        self._until = min(now, datetime.combine(day, time()) + _ONE)
        self._stays: dict[str, list[Stay]] = {
            code: presence.stays(punches, self._until) for code, punches in self._punches.items()
        }
        self._work: dict[str, list[datetime]] = defaultdict(list)
        start = hall.clock.at(datetime.combine(day, time()))
        for staff, at in journal_queries.work_of(hall.db, start, start + _ONE, WORK):
            self._work[staff].append(hall.clock.local(at).replace(tzinfo=None))

        self._windows_of = {p.code: p.window for p in people if p.active and p.window is not None}
        self._known = {self._windows_of.get(staff) for staff in self._work} - {None} | {hall.config.window}
        if hall.config.database:
            self._known |= set(self._windows_of.values())

    def questions(self) -> list[Question]:
        """By kind and person."""
        return [*self._unsigned(), *self._idle(), *self._windows(), *self._pairs(), *self._clocks()]

    def _ask(self, staff: str, at: datetime, kind: str, *, number: int, other: object = "") -> Question:
        return Question(self._day, at, staff, kind, None, number, str(other))

    def _unsigned(self) -> list[Question]:
        found = []
        for staff, moments in sorted(self._work.items()):
            outside = presence.outside(moments, self._stays.get(staff, []))
            if outside and staff in self._people:
                found.append(self._ask(staff, outside[0], "unsigned_work", number=len(outside)))
        return found

    def _idle(self) -> list[Question]:
        """Only of windows whose work this database knows, and only while somebody waited there. What was done by whom
        signed in at another terminal too, this one does not know."""
        limit = timedelta(minutes=self._hall.config.idle_minutes)
        if not limit:
            return []
        waiting = waits.by_window(self._hall, datetime.combine(self._day, time()), self._until)
        found = []
        for staff, stays in sorted(self._stays.items()):
            window = self._windows_of.get(staff)
            if staff in self._elsewhere or window not in self._known or not waiting.get(window or 0):
                continue
            plan = self._plans.of(staff, self._day, staff in self._at_window)
            duty: list[Span] = [d.span for d in plan.duties if d.expected]
            gone = presence.away((punch for punch, _ in self._punches[staff]), self._until)
            spans = presence.idle(self._work.get(staff, ()), stays, duty, gone)
            long = [span for span in spans if span[1] - span[0] >= limit]
            counted = [(presence.awaited(span, waiting[window or 0]), span) for span in long]
            most, span = max(counted, key=lambda pair: (pair[0], pair[1][1] - pair[1][0]), default=(0, None))
            if most and span:
                found.append(Question(self._day, span[0], staff, "idle", span[1], most))
        return found

    def _windows(self) -> list[Question]:
        return _two_windows(self._day, self._stays)

    def _pairs(self) -> list[Question]:
        shared = {row.number for row in window_queries.every(self._hall.db) if row.shared}
        found = []
        for one, other in combinations(sorted(self._stays), 2):
            for window, span in presence.together(self._stays[one], self._stays[other])[:1]:
                # The staff list itself puts two people at some windows.
                if window not in shared and not self._own.get(one) == self._own.get(other) == window:
                    found.append(self._ask(one, span[0], "two_people", number=window, other=other))
        return found

    def _clocks(self) -> list[Question]:
        return [self._ask(staff, at, "clock", number=moved) for staff, at, moved in self._moved]


def two_windows(hall: Hall, day: date, punched: Elsewhere) -> list[Question]:
    """Who was signed in at two windows at once on a day, going by ``punched`` alone."""
    until = min(hall.clock.now().replace(tzinfo=None), datetime.combine(day, time()) + _ONE)
    mine = {staff: presence.stays(punches, until) for (staff, of_day), punches in punched.items() if of_day == day}
    return _two_windows(day, mine)


def _two_windows(day: date, stays: Mapping[str, list[Stay]]) -> list[Question]:
    return [
        Question(day, other.start, staff, "two_windows", None, one.window or 0, str(other.window or ""))
        for staff, mine in sorted(stays.items())
        for one, other in presence.two_windows(mine)
    ]


def before_signing_in(hall: Hall, staff: str) -> Message | None:
    """What to ask before somebody signs in here: signed in at another window, or somebody else at this one."""
    day, here = hall.clock.today(), hall.config.window
    now = hall.clock.now().replace(tzinfo=None)
    people = {person.code: person for person in accounts.everyone(hall)}
    punched: dict[str, Punched] = defaultdict(list)
    for record in attendance.punches(hall, day, day):
        punched[record.staff].append((Punch(record.at.replace(tzinfo=None), record.kind), record.window))
    going_on = {
        code: [stay for stay in presence.stays(mine, now + _ONE) if stay.end > now] for code, mine in punched.items()
    }
    elsewhere = [stay for stay in going_on.get(staff, ()) if stay.window not in (here, None)]
    if elsewhere:
        stay = elsewhere[0]
        return Message("You are signed in at window {window} since {time}.", window=stay.window,
                       time=f"{stay.start:%H:%M}")  # fmt: skip
    shared = {row.number for row in window_queries.every(hall.db) if row.shared}
    others = [
        (code, stay)
        for code, stays in going_on.items()
        for stay in stays
        if code != staff and stay.window == here and not _both_belong_here(people, code, staff, here)
    ]
    if others and here not in shared:
        code, stay = others[0]
        return Message("{name} is signed in at this window since {time}, and it is not set for two.",
                       name=people[code].name if code in people else code,
                       time=f"{stay.start:%H:%M}")  # fmt: skip
    return None


def _both_belong_here(people: dict[str, Person], one: str, other: str, window: int) -> bool:
    """Whether the staff list puts both at the window."""
    return all(code in people and people[code].window == window for code in (one, other))
