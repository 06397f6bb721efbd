"""催补 on the screen: the list, the phone on demand, calls; and the supervisor's page of the once-only rate."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from support.hall import NOW
from support.pilots import in_front

from hallclient.app import HallApp
from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose
from hallclient.rules.message import Message
from hallclient.rules.once import Second
from hallclient.screens.follow_up.screen import FollowUpScreen
from hallclient.screens.supervise.screen import SuperviseScreen
from hallclient.services import follow_up, notices, request_actions
from hallclient.widgets.status_line import StatusLine

MISSING = {"A1": ("ok", ""), "A2": ("missing", "")}


@pytest.fixture
def opened(hall, people):
    @asynccontextmanager
    async def begin(who="clerk", size=(80, 24)):
        app = HallApp(hall, actor=getattr(people, who), first="desk")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            yield pilot

    return begin


@pytest.fixture
def waiting(hall, clerk, receive):
    return notices.issue(hall, clerk, receive().number, MISSING)


def told(pilot):
    return pilot.app.screen.query_one(StatusLine).text


async def test_the_desk_leads_there_in_one_key(opened, waiting):
    async with opened() as pilot:
        await pilot.press("f")
        screen = await in_front(pilot, FollowUpScreen)
        assert [one.notice for one in screen._source.rows] == [waiting.id]
        assert screen.subject() == waiting.request
        cells = screen._cells(screen._source.rows[0])
        assert cells[3] == "138****5678"


async def test_the_phone_is_shown_on_demand(opened, waiting):
    async with opened() as pilot:
        await pilot.press("f")
        screen = await in_front(pilot, FollowUpScreen)
        await pilot.press("t")
        assert "13812345678" in told(pilot)
        assert screen._cells(screen._source.rows[0])[3] == "13812345678"


async def test_a_call_is_logged(opened, waiting, hall, clock):
    clock.set(NOW + timedelta(days=25))
    async with opened() as pilot:
        await pilot.press("f")
        screen = await in_front(pilot, FollowUpScreen)
        assert "2 d ago" in screen._cells(screen._source.rows[0])[0][0]
        await pilot.press("c")
        await in_front(pilot, Choose)
        await pilot.press("1")
        dialog = await in_front(pilot, AskText)
        assert dialog.heading == Message("Log a call"), "a phone call, not the call of a visitor"
        dialog.field.value = "周五送来"
        await pilot.press("enter")
        await in_front(pilot, FollowUpScreen)
        (call,) = follow_up.calls(hall, waiting.id)
        assert (call.reached, call.words) == (True, "周五送来")
        assert "周五送来" in str(screen._calls.content)


async def test_nothing_awaited_dims_the_keys(opened):
    async with opened() as pilot:
        await pilot.press("f")
        screen = await in_front(pilot, FollowUpScreen)
        assert screen.reason_disabled("call") is not None


async def test_the_supervisor_sees_the_rate_and_what_was_told_again(opened, waiting, hall, clerk, people):
    request_actions.act(hall, clerk, waiting.request, "supplement")
    grounds = Second("oversight", "身份证已过有效期", "首次核对没有看背面")
    marks = {"A1": ("defective", "过期")}
    notices.issue(hall, clerk, waiting.request, marks, second=grounds, agreed=people.supervisor)
    async with opened("supervisor") as pilot:
        pilot.app.go("supervise")
        screen = await in_front(pilot, SuperviseScreen)
        await pilot.press("0")
        for _ in range(150):
            await pilot.pause(0.02)
            if screen.once.list.row is not None:
                break
        row = screen.once.list.row
        assert (row.clerk, row.score.told, row.score.oversights) == ("1003", 1, 1)
        assert "0.00%" in str(screen.once.head.content)
        assert screen.once.further.row.what == grounds.what
        assert screen.once.reason_disabled("turn", (1,)) is not None
        await pilot.press("p")
        for _ in range(150):
            await pilot.pause(0.02)
            if screen.once.list.row is None:
                break
        assert screen.once.list.row is None, "a month without notices is empty, not an error"
