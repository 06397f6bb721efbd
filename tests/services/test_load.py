"""The facts of a period: counted from requests, visits and sign-ins, and the same as in the figures of a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from support.hall import ZONE

from hallclient.rules import load as rules
from hallclient.rules.figures import day_figures
from hallclient.rules.visit_times import Times
from hallclient.services import attendance, load, request_lines, requests, visits
from hallclient.services.request_actions import act
from hallclient.services.visit_requests import Coming

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def at(clock, day: int, hour: int = 9, minute: int = 0) -> None:
    clock.set(datetime(2026, 11, day, hour, minute, tzinfo=ZONE))


@pytest.fixture
def busy(hall, people, receive, clock):
    """Five requests over two days: answered, withdrawn, decided in time, decided late, open."""
    receive("ZX001", matter="问", answer="答")
    withdrawn = receive().number
    in_time = receive("MZ002", actor=people.other_clerk).number
    late = receive("GS001").number
    act(hall, people.clerk, late, "accept")
    act(hall, people.clerk, in_time, "accept")
    act(hall, people.chief, in_time, "decide", {"result": "granted"})
    at(clock, 23, 14, 30)
    receive()
    act(hall, people.clerk, withdrawn, "withdraw", {"reason": "撤回"})
    at(clock, 30)
    act(hall, people.chief, late, "decide", {"result": "granted", "overdue_reason": "补充核查", "overdue_by": "1001"})
    return hall


def whole(hall, first: date, last: date) -> rules.Tally:
    return rules.total(part.tally for part in load.facts(hall, first, last).parts)


def test_counts_are_those_of_the_period_at_its_end(busy):
    assert whole(busy, FRIDAY, FRIDAY) == rules.Tally(received=4, completed=2, decided=1)
    assert whole(busy, FRIDAY, MONDAY) == rules.Tally(received=5, completed=3, decided=1)
    assert whole(busy, MONDAY, MONDAY) == rules.Tally(received=1)
    # Received on the 20th with five days promised, decided on the 30th.
    assert whole(busy, date(2026, 11, 30), date(2026, 11, 30)) == rules.Tally(decided=1, promised=1)
    assert whole(busy, date(2025, 1, 1), date(2025, 12, 31)) == rules.Tally()


@pytest.mark.parametrize(("first", "last"), [(20, 20), (20, 23), (23, 30), (21, 22), (1, 30)])
def test_they_agree_with_the_figures_of_a_day(busy, first, last):
    first, last = date(2026, 11, first), date(2026, 11, last)
    figures = day_figures(requests.listing(busy, requests.Filter(), 100), first, last=last)
    tally = whole(busy, first, last)
    assert (tally.received, tally.completed, tally.in_progress) == (
        figures.received, figures.completed, figures.in_progress,
    )  # fmt: skip
    assert (tally.decided, tally.promised, tally.kept) == (figures.decided, figures.promise_due, figures.promise_kept)
    assert (tally.completion_rate, tally.promise_rate) == (figures.completion_rate, figures.promise_rate)


def test_who_received_where_and_when(busy):
    parts = load.facts(busy, FRIDAY, MONDAY).parts
    by = {group: rules.grouped(parts, group) for group in rules.GROUPS}
    assert {key: tally.received for key, tally in by["staff"].items()} == {"1003": 4, "1004": 1}
    assert {key: tally.received for key, tally in by["hour"].items()} == {9: 4, 14: 1}
    assert {key: tally.received for key, tally in by["window"].items()} == {3: 5}
    assert by["department"]["县民政局"].received == 4


def test_the_requests_behind_a_bar(busy):
    assert len(load.behind(busy, FRIDAY, MONDAY)) == 5
    afternoon = load.behind(busy, FRIDAY, MONDAY, "hour", 14)
    assert [r.received_on for r in request_lines.by_ids(busy, afternoon)] == [MONDAY]
    (mine,) = request_lines.by_ids(busy, load.behind(busy, FRIDAY, FRIDAY, "staff", "1004"))
    assert mine.item == "MZ002"
    ids = load.behind(busy, FRIDAY, MONDAY, "department", "县民政局")
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 4
    assert load.behind(busy, FRIDAY, MONDAY, "window", 4) == []


def test_a_window_is_open_where_somebody_signed_in_or_something_came(busy, people, clock):
    at(clock, 24)
    attendance.punch(busy, people.clerk, "in")
    found = load.facts(busy, FRIDAY, date(2026, 11, 30)).open_days
    assert found == {3: {FRIDAY, MONDAY, date(2026, 11, 24)}}


def test_times_come_from_the_spans_of_visits(hall, people, receive, clock):
    visit = visits.arrive(hall, people.clerk, "A001")
    at(clock, 20, 9, 12)
    visits.step(hall, people.clerk, visit.id, "serving")
    at(clock, 20, 9, 20)
    receive(coming=Coming(visit.id))
    at(clock, 20, 9, 30)
    visits.leave(hall, people.clerk, visit.id)
    visits.arrive(hall, people.clerk, "A002")
    times = load.facts(hall, FRIDAY, FRIDAY).times
    once = (Times(1, 720, 720), Times(1, 1080, 1080))
    assert times["window"] == {3: once}
    assert times["hall"] == {"": once}
    assert times["department"] == {"县民政局": once}
    assert times["hour"] == {9: once}
    assert load.facts(hall, MONDAY, MONDAY).times["window"] == {}


def test_a_day_is_the_hall_s_own(hall, people, receive, clock):
    """Received before midnight UTC and after midnight in the hall."""
    clock.set(datetime(2026, 11, 21, 0, 10, tzinfo=ZONE))
    receive("ZX001", matter="问", answer="答")
    assert whole(hall, date(2026, 11, 21), date(2026, 11, 21)).completed == 1
    assert whole(hall, FRIDAY, FRIDAY).received == 0
    found = rules.grouped(load.facts(hall, FRIDAY, FRIDAY + timedelta(days=1)).parts, "hour")
    assert list(found) == [0]
