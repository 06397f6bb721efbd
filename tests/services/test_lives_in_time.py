"""Random lives of several requests while days pass: the dates are those of a day-by-day count that knows nothing of
how the program counts, work has one owner at all times, and what was received is completed or in progress."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from chinese_calendar import constants
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from services.test_kinds import JOINT
from support.hall import CIVIL, ZONE, applicant
from support.lifecycle_table import OPEN

from hallclient.clock import FixedClock
from hallclient.config import Config, load, save
from hallclient.errors import HallError
from hallclient.paths import Home
from hallclient.services import accounts, catalogue, clocks, day_close, deemed, handover, intake, journal, requests
from hallclient.services.hall import open_hall
from hallclient.services.intake import Intake
from hallclient.services.request_actions import act
from hallclient.services.verification import verify

WAITING = ("registered", "awaiting_supplement")
ITEMS = ("SC001", "MZ001", "GS001", "TS001", "LB001")
CLOSES = 17
"""The last hour of the usual timetable."""

GOING_ON = (
    *(
        "accept",
        "assign",
        "finish-task",
        "finish-task",
        "hand-over",
        "take-up",
        "return",
        "recall",
        "reopen",
        "extend",
    ),
    *("exclude-start", "exclude-start", "exclude-end", "exclude-end"),
)
ENDING = (*("decide", "deliver", "answer") * 3, "refuse", "redirect", "withdraw")
PEOPLE = ("1001", "1001", "1002", "1002", "1003", "1004", "1005")


def steps_of(dice: Random, count: int):
    """Which request, one of the actions offered to the person, who, days that pass before, days that a letter or its
    result is older, whether the reason for being late is given."""
    for _ in range(count):
        yield (
            dice.randrange(3), dice.randrange(1000), dice.choice(PEOPLE), dice.choice((0, 0, 0, 1, 1, 2, 5, 9)),
            dice.choice((0, 0, 1, 3, 6)), dice.random() < 0.7,
        )  # fmt: skip


@dataclass
class Life:
    """What the oracle knows of a request: from what its dates are counted, and when that was done last."""

    number: str
    received: date
    start: date
    accepted: date | None = None
    letters: dict[str, list[date | None]] = field(default_factory=dict)
    extended: int = 0
    counted: date = date.min
    finished: date | None = None


def works(day: date) -> bool:
    known = day.year <= 2026
    return (known and day in constants.workdays) or (day.weekday() < 5 and not (known and day in constants.holidays))


def strike_off(start: date, term: int | None, unit: str, lost: set[date]) -> date | None:
    if term is None:
        return None
    day = start
    while term:
        day += timedelta(days=1)
        term -= day not in lost and (unit == "day" or works(day))
    while not works(day) or (day != start and day in lost):
        day += timedelta(days=1)
    return day


def wanted(life: Life, request) -> tuple[date | None, date | None]:
    lost: set[date] = set()
    for sent, back in life.letters.values():
        last = back or life.finished or life.counted
        lost |= {sent + timedelta(days=n) for n in range(1, (last - sent).days + 1)}
    complaint = request.kind == "complaint"
    start = life.start if complaint else max(life.accepted, life.start)
    more = life.extended

    def due(term):
        return strike_off(start, term + more if term is not None else None, request.unit, lost)

    return due(request.promised_days), due(request.statutory_days)


def chosen(hall, request, step):
    """The step with its action by name; one in five ends the work, where that can be done."""
    actor = accounts.actor_of(hall, step[2])
    offered = {one.action for one in requests.offers(hall, request, actor) if one.allowed}
    going_on, ending = ([a for a in actions if a in offered] for actions in (GOING_ON, ENDING))
    actions = (ending if step[1] % 5 == 0 else going_on) or going_on or ["note"]
    return (step[0], actions[step[1] // 5 % len(actions)], *step[2:])


def settings_of(step, life: Life, request, today: date) -> dict[str, str]:
    _, action, _, _, back, explained = step
    letter = f"告{len(life.letters)}"
    words = {
        "finish-task": {"words": "同意"}, "decide": {"result": "granted"}, "deliver": {"to": "本人"},
        "answer": {"words": "已处理"}, "withdraw": {"reason": "撤回"}, "reopen": {"reason": "误办"},
        "refuse": {"reason": "不予受理", "law": "《某条例》第七条"}, "redirect": {"unit": "县公安局"},
        "hand-over": ({"to": "1004"}, {"window": "3"}, {"department": CIVIL})[back % 3] | {"reason": "外出"},
        "return": {"reason": "不属本窗口"}, "assign": {"to": "1004"} if request.kind != "joint" else {},
        "exclude-start": {"kind": "hearing", "letter": letter,
                          "letter_date": (today - timedelta(days=back)).isoformat()},
        "exclude-end": {"result_date": (today - timedelta(days=back)).isoformat(),
                        "letter": next((k for k, (_, end) in life.letters.items() if end is None), "")},
        "extend": {"days": str(back + 1), "approver": "局长", "document": "延1号", "date": today.isoformat()},
    }.get(action, {})  # fmt: skip
    return {**words, **({"overdue_reason": "现场核查", "overdue_by": "1003"} if explained else {})}


def note(life: Life, step, given: dict[str, str], request, after, today: date) -> None:
    """What a step that was taken changes for the oracle; what is finished waits for no result any more."""
    if goes_on(request) and not goes_on(after):
        life.finished = today
    elif goes_on(after) and not goes_on(request):
        life.finished, life.counted = None, today
    action = step[1]
    if action == "accept" and request.kind != "complaint":
        life.accepted = today
        life.counted = today
    elif action == "accept":
        life.accepted = today
    elif action == "exclude-start":
        life.letters[given["letter"]] = [date.fromisoformat(given["letter_date"]), None]
        life.counted = today
    elif action == "exclude-end":
        life.letters[given["letter"]][1] = date.fromisoformat(given["result_date"])
        life.counted = today
    elif action == "extend":
        life.extended = int(given["days"])
        life.counted = today


def goes_on(request) -> bool:
    return request.state in (*WAITING, "accepted", "in_review")


def late(life: Life, request, today: date) -> bool:
    """Whether ending the work today has to be explained: by the dates as they are when it has ended."""
    if request.due is None or request.overdue_reason:
        return False
    if request.state == "decided":
        return request.decided_at.date() > request.due
    promised, statutory = wanted(replace(life, finished=today), request)
    return today > (promised or statutory)


def check(hall, lives: list[Life], today: date) -> None:
    found = [requests.get(hall, life.number) for life in lives]
    for life, request in zip(lives, found, strict=True):
        assert request.first_asked == "1003" and request.owner
        assert request.received_on == life.received and request.counts_from == life.start
        for task in request.tasks:
            assert task.owner and (task.finished or request.closed_at or task.due_on == request.due)
        open_letters = [sent for sent, back in life.letters.values() if back is None]
        assert request.paused_since == (min(open_letters, default=None) if goes_on(request) else None)
        if request.kind == "complaint":
            promised, _ = wanted(life, request)
            assert (request.promised_due, request.statutory_due) == (promised, None)
        elif request.accepted_on is not None:
            dates = wanted(life, request)
            assert (request.promised_due, request.statutory_due) == dates, (life, request.explanation)
            assert request.provisional == any(day is not None and day.year > 2026 for day in dates)
            assert [str(s) for s in clocks.explain(hall, request)][: len(request.explanation)]
        else:
            assert request.due is None
        assert (request.state in OPEN) == (request.closed_at is None)
    figures = day_close.figures(hall, today)
    # Everything that was ever received is completed or goes on, and the figures of the day say the same.
    ever = sum(day_close.figures(hall, day).received for day in {life.received for life in lives})
    assert ever == len(lives)
    mine = [request for request in found if request.received_on == today]
    assert figures.received == len(mine) == figures.completed + figures.in_progress
    assert figures.in_progress == sum(request.state in OPEN and request.state != "decided" for request in mine)
    waits = [row.number for row in handover.waiting(hall) if row.part is None]
    assert sorted(waits) == sorted(request.number for request in found if request.pending)


@pytest.fixture
def begun(template_home, tmp_path):
    """A hall for each example, with the setting that work after hours counts from the next working day, or not."""
    opened = []

    def begin(after_hours: bool):
        home = Home(shutil.copytree(template_home, tmp_path / f"h{len(opened)}"))
        config = load(home.config)
        values = {name: getattr(config, name) for name in Config.__dataclass_fields__}
        save(Config(**{**values, "after_hours_next_day": after_hours}), home.config)
        clock = FixedClock(datetime(2026, 9, 1, 9, 0, tzinfo=ZONE))
        opened.append(open_hall(home, clock))
        catalogue.save(opened[-1], "1009", (replace(JOINT, statutory_days=20, promised_days=12),))
        return opened[-1], clock

    yield begin
    for hall in opened:
        hall.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_lives_while_days_pass(begun, seed):
    dice = Random(seed)
    first, after_hours = date(2026, 8, 20) + timedelta(days=dice.randrange(120)), dice.random() < 0.5
    taken_in = [(dice.choice(ITEMS), dice.randint(8, 20)) for _ in range(3)]
    hall, clock = begun(after_hours)
    clerk, lives, today = accounts.actor_of(hall, "1003"), [], first
    for item, hour in sorted(taken_in, key=lambda one: one[1]):
        clock.set(datetime(first.year, first.month, first.day, hour, 30, tzinfo=ZONE))
        number = intake.receive(hall, clerk, Intake(item, applicant(), matter="事由")).request.number
        start = first
        if after_hours and (hour >= CLOSES or not works(first)):
            start += timedelta(days=1)
            while not works(start):
                start += timedelta(days=1)
        lives.append(Life(number, first, start, counted=first))
    check(hall, lives, today)
    for step in steps_of(dice, 40):
        today += timedelta(days=step[3])
        clock.set(datetime(today.year, today.month, today.day, 21, 0, tzinfo=ZONE))
        by_law(hall, lives, today)
        life = lives[step[0] % len(lives)]
        before = requests.get(hall, life.number)
        step = chosen(hall, before, step)
        given_words = settings_of(step, life, before, today)
        try:
            after = act(hall, accounts.actor_of(hall, step[2]), life.number, step[1], given_words).request
        except HallError:
            assert requests.get(hall, life.number) == before, "a refusal changes nothing"
        else:
            ended = before.state in OPEN and after.state not in OPEN[:-1] and after.state != before.state
            assert not (ended and late(life, before, today)) or after.overdue_by == "1003", "late and in silence"
            note(life, step, given_words, before, after, today)
        check(hall, lives, today)
    assert journal.check(hall).ok and verify(hall).problems == ()


def by_law(hall, lives: list[Life], today: date) -> None:
    """A licence of which nothing was told within five working days is accepted as of the day it counts from."""
    told = deemed.accept_due(hall)
    for life in lives:
        request = requests.get(hall, life.number)
        last = strike_off(life.start, 5, "workday", set())
        if life.accepted is None and request.legal_path == "licence" and last.year <= 2026:
            waits = request.state == "registered"
            assert (life.number in told) == request.by_law
            assert not (waits and today > last), "told too late and not accepted"
        if life.number in told:
            assert today > last and request.accepted_on == life.start and request.by_law
            life.accepted, life.counted = life.start, today
