"""The day's figures of a window on the desk, and what each request counts to."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from support.hall import NOW, ZONE

from hallclient.services import desk, drafts, notices
from hallclient.services.request_actions import act

NOTICED = {"A1": ("ok", ""), "A2": ("missing", "")}


def figures(hall):
    view = desk.view(hall)
    return {
        name: getattr(view, name) for name in ("received", "accepted", "completed", "awaiting", "near", "overdue")
    }


def test_an_empty_day(hall):
    assert set(figures(hall).values()) == {0}
    assert len(desk.view(hall).tasks) == 0


def test_the_figures_of_today(hall, people, receive):
    receive()
    waiting, decided = receive("MZ001").number, receive("MZ002").number
    notices.issue(hall, people.clerk, waiting, NOTICED)
    act(hall, people.clerk, decided, "accept")
    act(hall, people.chief, decided, "decide", {"result": "granted"})
    receive("ZX001", name="", id_type="", id_number="", matter="问", answer="答")
    drafts.save(hall, people.clerk, {"name": "李四"}, park=True)
    found = figures(hall)
    assert (found["received"], found["accepted"], found["completed"], found["awaiting"]) == (4, 1, 2, 1)
    assert desk.view(hall).parked == 1
    assert len(desk.view(hall).unprinted) == 1


def test_another_windows_requests_are_not_this_ones_figures(reopen, receive):
    receive()
    assert figures(reopen(window=5))["received"] == 0


def test_yesterdays_are_not_todays(hall, receive, clock):
    receive()
    clock.set(NOW + timedelta(days=1))
    assert figures(hall)["received"] == 0
    assert len(desk.view(hall).tasks) == 1, "but it is still to be done"


@pytest.mark.parametrize(
    ("day", "urgency"),
    [((2026, 11, 26), "running"), ((2026, 12, 1), "near"), ((2026, 12, 4), "today"), ((2026, 12, 5), "overdue")],
)
def test_the_promised_date_warns(hall, clerk, receive, clock, day, urgency):
    number = receive("SC001").number
    act(hall, clerk, number, "accept")
    clock.set(datetime(*day, 9, 0, tzinfo=ZONE))
    (task,) = desk.view(hall).tasks
    assert task.standing.urgency == urgency
    found = figures(hall)
    assert (found["near"], found["overdue"]) == (int(urgency in ("near", "today")), int(urgency == "overdue"))
