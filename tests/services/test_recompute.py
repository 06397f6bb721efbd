"""Provisional dates, counted anew once the year is known."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from support.hall import ZONE

from hallclient.errors import NotAllowed
from hallclient.language import say
from hallclient.services import calendar, deemed, recompute, requests, verification
from hallclient.services.request_actions import act

DAYS = {date(2027, 1, d): (False, "元旦") for d in (1, 2, 3)} | {date(2027, 1, 30): (True, "元旦")}


@pytest.fixture
def running(hall, people, receive, clock):
    """Accepted on 2026-12-16: twenty days end in a year that is not known."""
    clock.set(datetime(2026, 12, 16, 9, 0, tzinfo=ZONE))
    return act(hall, people.clerk, receive("SC001").number, "accept").request


def load(hall):
    calendar.replace_year(hall, "1009", 2027, DAYS, "国务院办公厅通知")


def test_the_dates_move_once_and_say_so(hall, people, receive, running, clock):
    clock.set(datetime(2026, 12, 29, 9, 0, tzinfo=ZONE))
    waiting = receive("MZ001")
    assert (running.statutory_due, running.provisional) == (date(2027, 1, 13), True)
    assert recompute.waiting(hall) == 2
    assert recompute.recompute(hall, people.admin) == [], "still nothing is known"
    load(hall)
    preview = recompute.recompute(hall, people.admin, dry_run=True)
    assert requests.get(hall, running.number) == running
    found = recompute.recompute(hall, people.admin)
    assert found == preview
    assert [(one.number, one.moved) for one in found] == [(running.number, True), (waiting.number, True)]
    assert found[0].old == (date(2026, 12, 23), date(2026, 12, 30), date(2027, 1, 13))
    assert found[0].new == (date(2026, 12, 23), date(2026, 12, 30), date(2027, 1, 14))
    now = requests.get(hall, running.number)
    assert (now.statutory_due, now.provisional, now.version) == (date(2027, 1, 14), False, running.version + 1)
    assert say(now.explanation[-1]) == (
        "2026-12-29, Recompute due dates: the statutory due date moved from 2027-01-13 to 2027-01-14."
    )
    entries = [e for e in requests.timeline(hall, now) if e.action == "recompute"]
    assert [(e.staff, e.words) for e in entries] == [("1009", "2027-01-13 -> 2027-01-14")]
    assert recompute.recompute(hall, people.admin) == []
    assert recompute.waiting(hall) == 0
    assert verification.verify(hall).problems == ()


def test_excluded_time_and_extension_are_not_forgotten(hall, people, running, clock):
    act(hall, people.clerk, running.number, "exclude-start",
        {"kind": "hearing", "letter": "听1号", "letter_date": "2026-12-16"})  # fmt: skip
    clock.set(datetime(2026, 12, 18, 9, 0, tzinfo=ZONE))
    act(hall, people.clerk, running.number, "exclude-end", {"result_date": "2026-12-18"})
    approved = {"days": "10", "approver": "局长", "document": "延1号", "date": "2026-12-18"}
    before = act(hall, people.clerk, running.number, "extend", approved).request
    load(hall)
    recompute.recompute(hall, people.admin)
    now = requests.get(hall, running.number)
    assert (before.statutory_due, now.statutory_due) == (date(2027, 1, 29), date(2027, 1, 30))
    assert len([step for step in now.explanation if "moved from" in say(step)]) == 6


def test_what_the_law_accepted_meanwhile_is_recorded_then(hall, people, receive, clock):
    clock.set(datetime(2026, 12, 28, 9, 0, tzinfo=ZONE))
    request = receive("SC001")
    clock.set(datetime(2027, 1, 20, 9, 0, tzinfo=ZONE))
    assert deemed.accept_due(hall) == ()
    load(hall)
    recompute.recompute(hall, people.admin)
    assert requests.get(hall, request.number).notice_due == date(2027, 1, 5)
    assert deemed.accept_due(hall) == (request.number,)


def test_only_the_administrator(hall, people):
    with pytest.raises(NotAllowed):
        recompute.recompute(hall, people.supervisor)
