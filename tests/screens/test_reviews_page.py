"""The page of bad reviews: what is due first, one key a step, and the same rules as everywhere."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import datetime

import pytest
from support.hall import ZONE

from hallclient.app import HallApp
from hallclient.screens.day_close import points
from hallclient.screens.desk.alerts import alerts
from hallclient.services import accounts, day_close, desk, reviews
from hallclient.services.request_actions import act
from hallclient.widgets.cells import cell_len
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def bad(hall, people, receive):
    """The number of a request with a bad review of 王芳."""
    number = receive("ZX001", matter="问", answer="答").number
    act(hall, people.clerk, number, "rate", {"rating": "1"})
    return number


@pytest.fixture
def looking(hall, people):
    @asynccontextmanager
    async def begin(actor=people.supervisor, size=(80, 24)):
        app = HallApp(hall, actor=actor, first="supervise")
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await pilot.press("6")
            await settled(pilot)
            yield pilot, app.screen

    return begin


async def settled(pilot):
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def told(screen):
    return screen.query_one(StatusLine).text


def shown(pane):
    return [[c if isinstance(c, str) else c[0] for c in pane.list.cells(r)] for r in pane.source.rows]


async def type_words(pilot, key, words):
    await pilot.press(key)
    await pilot.pause()
    pilot.app.screen.field.value = words
    await pilot.press("enter")
    await settled(pilot)


async def test_contact_rectify_and_exclude_by_one_key_each(looking, hall, bad, clock):
    clock.set(datetime(2026, 11, 24, 9, 0, tzinfo=ZONE))
    async with looking() as (pilot, screen):
        (row,) = shown(screen.reviews)
        assert row[2:6] == ["Very dissatisfied", "王芳", "咨询", "To contact"]
        assert "overdue" in row[6]
        await pilot.press("f")
        assert "Contact the applicant first" in told(screen)
        await type_words(pilot, "c", "电话致歉")
        assert reviews.get(hall, bad).state == "contacted"
        assert "2026-12-11" in told(screen)
        await type_words(pilot, "f", "已整改")
        assert shown(screen.reviews) == []
        await pilot.press("a")
        await settled(pilot)
        assert [row[5] for row in shown(screen.reviews)] == ["Rectified"]
        assert "电话致歉" in str(screen.reviews.detail.render())
        await type_words(pilot, "x", "申请人误点")
    assert reviews.get(hall, bad).excluded.words == "申请人误点"


async def test_enter_goes_to_the_request_and_esc_comes_back(looking, bad):
    async with looking() as (pilot, screen):
        assert screen.subject() == bad
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen.NAME == "request"
        await pilot.press("escape")
        await settled(pilot)
        assert (pilot.app.screen, screen.page) == (screen, 6)


async def test_a_chief_sees_this_page_and_the_approvals_only(looking, people, bad):
    async with looking(people.chief) as (pilot, screen):
        assert screen.page == 6
        await pilot.press("c")
        assert "window 3" in told(screen)
        await pilot.press("1")
        assert screen.page == 6
        assert "Only a supervisor" in told(screen)
        await pilot.press("3")
        await settled(pilot)
        assert screen.page == 3


async def test_no_bad_review_says_so_and_refuses(looking):
    async with looking(size=(120, 36)) as (pilot, screen):
        await pilot.press("c")
        assert "Choose a review first" in told(screen)
        lines = [screen.reviews.list.render_line(y) for y in range(3)]
        assert {cell_len(line.text) for line in lines} == {120}


def test_the_desk_of_who_can_follow_up_says_what_is_due(hall, people, bad, clock):
    def said(actor):
        return [str(alert) for alert in alerts(hall, actor, desk.view(hall)) if "Review" in str(alert)]

    assert said(people.supervisor) == []
    clock.set(datetime(2026, 11, 23, 9, 0, tzinfo=ZONE))
    assert said(people.supervisor) == ["Reviews due: 1 (F9 6)"]
    clock.set(datetime(2026, 11, 24, 9, 0, tzinfo=ZONE))
    assert said(people.supervisor) == ["Reviews due: 1, late 1 (F9 6)"]
    assert said(people.clerk) == []
    assert said(people.chief) == [], "another window's"


def test_the_close_of_the_day_lists_it(hall, people, bad, clock):
    clock.set(datetime(2026, 11, 23, 17, 0, tzinfo=ZONE))
    closing = day_close.prepare(hall)
    (point,) = points.rows(closing, accounts.names(hall))
    assert (point.kind, point.number, point.who) == ("review", bad, "王芳")
    assert "To contact by 2026-11-23" in point.what
    assert points.cells(point)[1] == bad[-6:-4] + "-" + bad[-4:]
