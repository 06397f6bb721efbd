"""The desk: what the clerk sees first, and where it leads."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import datetime

import pytest
from support.hall import ZONE

from hallclient.app import HallApp
from hallclient.screens.request.screen import RequestScreen
from hallclient.services import attendance, notices, request_actions
from hallclient.widgets.status_line import StatusLine

ODD = ("[/]", "[bold]红", "\x1b[31m张三", "𠮷田秀", "长" * 60)


@pytest.fixture
def desk(hall, clerk):
    """The application with the desk in front."""

    @asynccontextmanager
    async def begin(size=(80, 24), actor=clerk):
        app = HallApp(hall, actor=actor)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            yield pilot, app.screen

    return begin


def waits(screen):
    return [row.number for row in screen._source.rows]


async def test_an_empty_hall_says_how_to_begin(desk, hall):
    async with desk() as (pilot, screen):
        assert "F2" in str(screen.list._empty)
        assert screen.subject() is None
        await pilot.press("p")
        assert "Every notice has been printed" in screen.query_one(StatusLine).text


async def test_figures_and_what_must_not_be_overlooked(desk, hall, clerk, people, receive):
    first, second = receive(), receive(actor=people.other_clerk)
    notices.issue(hall, clerk, first.number, {"A1": ("missing", ""), "A2": ("ok", "")})
    request_actions.act(hall, people.other_clerk, second.number, "hand-over", {"to": clerk.code})
    async with desk(size=(120, 36)) as (_, screen):
        assert "Taken in 2" in screen.figures.text
        assert "Stands alone" in screen.figures.text
        assert "Not signed in" in screen.alerts.text
        assert "Handed to you: 1" in screen.alerts.text
        assert "Notices to print: 1" in screen.alerts.text


async def test_a_day_not_closed_is_told_and_signing_in_settles_its_alert(desk, hall, clock, clerk, receive):
    receive()
    clock.set(datetime(2026, 11, 23, 8, 20, tzinfo=ZONE))
    attendance.punch(hall, clerk, "in")
    async with desk() as (_, screen):
        assert "11-20 is not closed (F8)" in screen.alerts.text
        assert "Not signed in" not in screen.alerts.text


async def test_nobody_is_asked_to_sign_in_on_a_rest_day(desk, clock):
    clock.set(datetime(2026, 11, 22, 9, tzinfo=ZONE))
    async with desk() as (_, screen):
        assert screen.alerts.text == "Nothing to remind you of."


async def test_enter_opens_the_highlighted_request_and_f4_has_its_subject(desk, receive):
    receive()
    second = receive("SC001")
    async with desk() as (pilot, screen):
        await pilot.press("down")
        assert screen.subject() == waits(screen)[1]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, RequestScreen)
        assert pilot.app.screen.subject() == second.number


async def test_the_summary_follows_the_cursor_at_both_sizes(desk, hall, clerk, receive):
    receive(), request_actions.act(hall, clerk, receive("GS001", name="李四").number, "accept")
    for size in ((80, 24), (120, 36)):
        async with desk(size=size) as (pilot, screen):
            assert "tell everything by" in screen.summary.text
            assert "张*丰" in screen.summary.text
            await pilot.press("down")
            assert "Due 2026-11-25" in screen.summary.text
            assert "李*" in screen.summary.text
            assert "张三丰" not in screen.summary.text


async def test_mine_leaves_out_what_is_not_mine(desk, hall, people, clerk, receive):
    mine, other = receive(), receive(actor=people.other_clerk)
    handed = receive(actor=people.other_clerk)
    request_actions.act(hall, people.other_clerk, handed.number, "hand-over", {"to": clerk.code})
    async with desk() as (pilot, screen):
        await pilot.press("m")
        assert set(waits(screen)) == {mine.number, handed.number}
        await pilot.press("m")
        assert set(waits(screen)) == {mine.number, other.number, handed.number}


async def test_p_goes_to_the_notice_that_is_not_printed(desk, hall, clerk, receive):
    receive()
    wanted = receive()
    notices.issue(hall, clerk, wanted.number, {"A1": ("missing", ""), "A2": ("ok", "")})
    async with desk() as (pilot, _):
        await pilot.press("p")
        await pilot.pause()
        assert pilot.app.screen.subject() == wanted.number


async def test_the_desk_is_read_anew_when_it_comes_back(desk, hall, clerk, receive):
    receive()
    async with desk() as (pilot, screen):
        await pilot.press("enter")
        await pilot.pause()
        receive("SC001")
        await pilot.press("escape")
        await pilot.pause()
        assert len(waits(screen)) == 2


async def test_odd_names_show_harmlessly(desk, receive):
    for name in ODD:
        receive(name=name, organisation=True)
    async with desk(size=(120, 36)) as (pilot, screen):
        for _ in ODD:
            lines = [screen.list.render_line(y).text for y in range(8)] + [screen.summary.text]
            assert not any("\x1b" in line for line in lines)
            await pilot.press("down")
        assert any("[/]" in line for line in lines)
