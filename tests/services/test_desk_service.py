"""What the desk counts and what each open request waits for."""

from __future__ import annotations

from datetime import datetime

import pytest
from support.hall import ZONE

from hallclient.services import desk, notices, request_actions, supplement

MISSING = {"A1": ("missing", ""), "A2": ("ok", "")}


def only(hall):
    (task,) = desk.view(hall).tasks
    return task


def test_an_empty_hall_has_figures_of_zero(hall):
    view = desk.view(hall)
    assert (view.received, view.accepted, view.completed, view.near, view.overdue, view.tasks) == (0, 0, 0, 0, 0, ())


def test_a_received_request_counts_to_the_notice(hall, receive):
    receive()
    task = only(hall)
    assert (task.standing.phase, task.standing.days, task.standing.urgency) == ("notice", 5, "running")


def test_the_notice_becomes_near_today_and_overdue(hall, clock, receive):
    receive()
    seen = []
    for day in (24, 27, 30):
        clock.set(datetime(2026, 11, day, 9, tzinfo=ZONE))
        seen.append((only(hall).standing.urgency, only(hall).standing.phase))
    assert seen == [("near", "notice"), ("today", "notice"), ("overdue", "notice")]


def test_a_licence_without_a_notice_counts_as_accepted_by_law(hall, clock, receive):
    receive("SC001")
    clock.set(datetime(2026, 11, 30, 9, tzinfo=ZONE))
    assert only(hall).standing.phase == "deemed"


def test_missing_materials_are_counted_and_nothing_runs(hall, clerk, receive):
    request = receive()
    notices.issue(hall, clerk, request.number, MISSING)
    task = only(hall)
    assert (task.missing, task.standing.phase, task.standing.days) == (1, "supplement", None)
    assert desk.view(hall).awaiting == 1
    assert len(desk.view(hall).unprinted) == 1


def test_what_was_supplied_whole_is_for_today(hall, clerk, receive):
    request = receive()
    notices.issue(hall, clerk, request.number, MISSING)
    request_actions.act(hall, clerk, request.number, "supplement")
    task = only(hall)
    assert (task.standing.phase, task.standing.urgency) == ("accept", "today")


@pytest.mark.parametrize(
    ("item", "unit", "days"), [("MZ001", "workday", 20), ("GS001", "day", 5), ("MZ002", "workday", None)]
)
def test_an_accepted_request_counts_to_the_promise_in_its_own_unit(hall, clerk, receive, item, unit, days):
    request_actions.act(hall, clerk, receive(item).number, "accept")
    standing = only(hall).standing
    assert (standing.phase, standing.unit, standing.days) == ("decide", unit, days)


def test_the_most_urgent_comes_first_and_what_waits_last(hall, clerk, receive):
    waits = receive()
    notices.issue(hall, clerk, waits.number, MISSING)
    runs, told = receive("MZ001"), receive("SC001")
    request_actions.act(hall, clerk, runs.number, "accept")
    assert [task.number for task in desk.view(hall).tasks] == [told.number, runs.number, waits.number]


def test_the_last_steps_come_for_a_page_at_once(hall, clerk, receive):
    first, second = receive(), receive()
    request_actions.act(hall, clerk, second.number, "accept")
    view = desk.view(hall)
    steps = desk.last_steps(hall, view.tasks, view.names)
    assert [step.action for step in steps[f"{first.number}@{first.terminal}"]] == ["receive"]
    assert [(s.action, s.name) for s in steps[f"{second.number}@{second.terminal}"]] == [
        ("receive", "王芳"),
        ("accept", "王芳"),
    ]


def test_everything_supplied_is_checked_off_and_accepted_at_once(hall, clerk, receive):
    request = receive()
    notices.issue(hall, clerk, request.number, MISSING)
    outcome = supplement.check_off(hall, clerk, request.number)
    assert outcome.request.state == "accepted"
    assert outcome.request.promised_due is not None


def test_a_part_leaves_the_notice_open(hall, clerk, receive):
    request = receive()
    notices.issue(hall, clerk, request.number, {"A1": ("missing", ""), "A2": ("missing", "")})
    assert supplement.check_off(hall, clerk, request.number, ["A2"]).request.state == "awaiting_supplement"
    assert supplement.check_off(hall, clerk, request.number, ["A1"]).request.state == "accepted"
