"""The rarer steps of a request by keyboard: excluded time, extension, deferred papers, the reason for being late."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date, datetime

import pytest
from support.hall import ZONE

from hallclient.app import HallApp
from hallclient.dialogs.choose import Choose
from hallclient.dialogs.form import Form
from hallclient.screens import typed_day
from hallclient.services import clocks, request_actions, requests
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def opened(hall, clerk):
    @asynccontextmanager
    async def begin(number, size=(80, 24), actor=clerk):
        app = HallApp(hall, actor=actor, first=None)
        async with app.run_test(size=size) as pilot:
            app.go("request", number=number)
            await pilot.pause()
            await pilot.pause()
            yield pilot, app.screen

    return begin


@pytest.fixture
def accepted(hall, clerk, receive):
    return request_actions.act(hall, clerk, receive("SC001").number, "accept").request


async def settled(pilot):
    for _ in range(4):
        await pilot.pause()


def told(screen):
    return screen.query_one(StatusLine).text


async def choose(pilot, screen, action):
    """Run one of the rarer steps, as the list behind E does."""
    assert screen.reason_disabled(action) is None
    pilot.app.screen.run_worker(pilot.app.run_action(action, screen))
    await settled(pilot)


def fill(form, **values):
    for field in form.fields:
        if field.id in values:
            field.value = values[field.id]


async def test_a_letter_stops_the_clock_and_its_result_lets_it_go_on(opened, hall, accepted, clock):
    async with opened(accepted.number) as (pilot, screen):
        assert str(screen.reason_disabled("exclude_end")) == "No excluded time is running."
        await choose(pilot, screen, "exclude_start")
        assert isinstance(pilot.app.screen, Choose)
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Form)
        fill(pilot.app.screen, letter="听〔2026〕1号", letter_date="1120")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert requests.get(hall, accepted.number).paused_since == date(2026, 11, 20)
        assert "The clock stands still; due on 2026-12-04 at the earliest." in told(screen)
        assert "Hearing, letter 听〔2026〕1号 of 2026-11-20: no result yet" in screen.page.text
        assert "at the earliest" in screen.page.text
        clock.set(datetime(2026, 11, 25, 9, 0, tzinfo=ZONE))
        await choose(pilot, screen, "exclude_end")
        fill(pilot.app.screen, result_date="11-24")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert requests.get(hall, accepted.number).promised_due == date(2026, 12, 8)
        assert "Due on 2026-12-08 now." in told(screen)
        assert "result 2026-11-24" in " ".join(screen.page.text.split())
    (period,) = clocks.excluded(hall, accepted)
    assert (period.sent_on, period.result_on) == (date(2026, 11, 20), date(2026, 11, 24))


async def test_a_date_that_has_not_come_is_said_in_the_form(opened, hall, accepted):
    async with opened(accepted.number) as (pilot, screen):
        await choose(pilot, screen, "extend")
        fill(pilot.app.screen, approver="局长", date="2026-11-21", document="延1号")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Form), "nothing typed is lost"
        fill(pilot.app.screen, date="今天")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert requests.get(hall, accepted.number).extended_days == 10
        assert "by 10 days, 局长 on 2026-11-20, 延1号" in screen.page.text.replace("\n", " ")
        assert str(screen.reason_disabled("extend")).startswith("The limit has been extended once")


async def test_deferred_papers_are_promised_shown_and_checked_off(opened, hall, clerk, receive, clock):
    number = receive().number
    request_actions.mark(hall, clerk, number, {"A1": ("ok", ""), "A2": ("deferred", "")})
    async with opened(number) as (pilot, screen):
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Form)
        assert pilot.app.screen.fields[0].value == "张三丰"
        fill(pilot.app.screen, **{"until-0": "11-27"})
        await pilot.press("ctrl+s")
        await settled(pilot)
        paper = requests.get(hall, number).materials[1]
        assert (paper.deferred_until, paper.promised_by) == (date(2026, 11, 27), "张三丰")
        assert "promised by 张三丰 for 2026-11-27" in screen.page.text
        clock.set(datetime(2026, 11, 30, 9, 0, tzinfo=ZONE))
        screen.reload()
        assert "for 2026-11-27: overdue" in screen.page.text
        await choose(pilot, screen, "bring")
        await pilot.press("space", "enter")
        await settled(pilot)
        assert requests.get(hall, number).materials[1].mark == "ok"
        assert "nothing is deferred any more" in told(screen)


async def test_deciding_late_asks_why_and_who_answers(opened, hall, people, accepted, clock):
    clock.set(datetime(2026, 12, 10, 9, 0, tzinfo=ZONE))
    async with opened(accepted.number, actor=people.other_chief) as (pilot, screen):
        await pilot.press("d", "1")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Form)
        fill(pilot.app.screen, overdue_reason="现场核查延误")
        await pilot.press("ctrl+s")
        await settled(pilot)
        done = requests.get(hall, accepted.number)
        assert (done.state, done.overdue_reason, done.overdue_by) == ("decided", "现场核查延误", "1003")
        assert "现场核查延误" in screen.page.text


async def test_before_acceptance_the_day_for_the_notice_is_explained(opened, receive):
    async with opened(receive("SC001").number) as (_, screen):
        page = " ".join(screen.page.text.split())
        assert "otherwise accepted by law" in page
        assert "One-time notice: within 5 working days of receipt." in page


async def test_the_supervisor_sees_silent_notices_and_deferred_papers(hall, people, receive, clock):
    from hallclient.services import notices

    waiting, deferred = receive().number, receive("MZ001", name="李四").number
    notices.issue(hall, people.clerk, waiting, {"A1": ("ok", ""), "A2": ("missing", "")})
    request_actions.mark(hall, people.clerk, deferred, {"A1": ("ok", ""), "A2": ("deferred", "")})
    request_actions.act(hall, people.clerk, deferred, "accept", {"promised_by": "李四", "until": "2026-11-25"})
    clock.set(datetime(2026, 12, 14, 9, 0, tzinfo=ZONE))
    app = HallApp(hall, actor=people.supervisor, first=None)
    async with app.run_test(size=(80, 24)) as pilot:
        app.go("supervise")
        await settled(pilot)
        await pilot.press("9")
        await settled(pilot)
        await app.workers.wait_for_complete()
        await settled(pilot)
        pane = app.screen.pane
        assert [one.request.number for one in pane.notices.rows] == [waiting]
        assert [(one.number, one.code, one.days) for one in pane.papers.rows] == [(deferred, "A2", -13)]
        assert str(pane.reason_disabled("recompute")).startswith("Only the administrator") is bool(pane.provisional)
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen.NAME == "request"


@pytest.mark.parametrize(
    ("text", "ahead", "expected"),
    [
        ("0910", False, "2026-09-10"), ("9-10", False, "2026-09-10"), ("2026-09-10", False, "2026-09-10"),
        ("20260910", False, "2026-09-10"), ("９月１０日", False, "2026-09-10"), ("今天", False, "2026-11-20"),
        ("1228", False, "2025-12-28"), ("1228", True, "2026-12-28"), ("0105", True, "2027-01-05"),
        ("0229", False, None), ("1340", False, None), ("x", False, None), ("2026-02-30", False, None),
    ],
)  # fmt: skip
def test_dates_as_people_type_them(text, ahead, expected):
    found = typed_day.read_day(text, date(2026, 11, 20), ahead=ahead)
    assert (found.isoformat() if found else None) == expected
