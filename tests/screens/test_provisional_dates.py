"""A due date in a year whose holidays are not known is marked wherever a screen or a paper shows it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import datetime

import pytest
from support.hall import ZONE

from hallclient.app import HallApp
from hallclient.jobs import hand_over_paper, papers
from hallclient.screens.desk.summary import flat_lines
from hallclient.services import desk, handover, request_actions
from hallclient.widgets.status_line import StatusLine

MARK = "(provisional)"


@pytest.fixture
def december(clock):
    """Twenty working days from here end in a year that is not known, ten do not."""
    clock.set(datetime(2026, 12, 16, 9, 0, tzinfo=ZONE))


@pytest.fixture
def opened(hall, clerk):
    @asynccontextmanager
    async def begin(screen, size=(80, 24), actor=clerk, **where):
        app = HallApp(hall, actor=actor, first=None)
        async with app.run_test(size=size) as pilot:
            app.go(screen, **where)
            for _ in range(3):
                await pilot.pause()
            yield pilot, app.screen

    return begin


def told(screen):
    return screen.query_one(StatusLine).text


async def settled(pilot):
    for _ in range(4):
        await pilot.pause()


async def test_the_message_after_accepting(december, opened, receive):
    async with opened("request", number=receive("SC001").number) as (pilot, screen):
        await pilot.press("a", "y")
        await settled(pilot)
        assert told(screen).endswith("Promised 2026-12-30, statutory 2027-01-13 (provisional).")


async def test_the_checklist_before_and_after_accepting(december, opened, receive, clock):
    clock.set(datetime(2026, 12, 29, 9, 0, tzinfo=ZONE))
    async with opened("checklist", number=receive("SC001").number) as (pilot, screen):
        assert "One-time notice due 2027-01-05 (provisional)" in screen_text(screen)
        await pilot.press("1", "1", "s")
        await settled(pilot)
        outcome = screen_text(pilot.app.screen)
        assert "Promised limit: 2027-01-12 (provisional)" in outcome
        assert "Statutory limit: 2027-01-26 (provisional)" in outcome
        await pilot.press("escape")
        await settled(pilot)
        assert "Promised until 2027-01-12 (provisional)." in screen_text(screen)


def screen_text(screen):
    return "\n".join("".join(part.text for part in strip) for strip in screen._compositor.render_strips())


def test_the_desk_says_it_of_the_limit_that_it_holds_for(december, hall, clerk, receive, clock):
    request_actions.act(hall, clerk, receive("SC001").number, "accept")
    [task] = desk.tasks(hall)
    lines = " ".join(text for text, _ in flat_lines(task, {}, ()))
    assert f"Promised 2026-12-30, statutory 2027-01-13 {MARK}" in lines and "Due 2026-12-30," in lines
    request_actions.act(hall, clerk, task.number, "extend",
                        {"days": "10", "approver": "局长", "document": "延1号", "date": "2026-12-16"})  # fmt: skip
    [task] = desk.tasks(hall)
    assert f"Due 2027-01-13 {MARK}," in " ".join(text for text, _ in flat_lines(task, {}, ()))


async def test_the_supervisors_list(december, opened, hall, people, receive, clock):
    request_actions.act(hall, people.clerk, receive().number, "accept")
    clock.set(datetime(2027, 1, 13, 9, 0, tzinfo=ZONE))
    async with opened("supervise", size=(120, 36), actor=people.supervisor) as (pilot, screen):
        await pilot.press("4")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        assert "01-13 prov." in screen_text(screen)


def test_the_papers(december, hall, people, receive, clock):
    request = request_actions.act(hall, people.clerk, receive("SC001").number, "accept").request
    made = hand_over_paper.hand_over(hall, handover.hand_over_all(hall, people.clerk, "1004", "轮休"))
    assert "2026年12月30日" in made.file("text").read_text("utf-8")
    assert "暂定" not in made.file("text").read_text("utf-8"), "the promised date is certain"
    request_actions.act(hall, people.clerk, request.number, "recall", {"reason": "不轮休"})
    request_actions.act(hall, people.clerk, receive().number, "accept")
    made = hand_over_paper.hand_over(hall, handover.hand_over_all(hall, people.clerk, "1004", "轮休"))
    assert "暂定" in made.file("text").read_text("utf-8")
    clock.set(datetime(2026, 12, 29, 9, 0, tzinfo=ZONE))
    receipt = papers.receipt(hall, people.clerk, receive())
    assert "2027年1月5日（暂定）" in "".join(receipt.body.split())
