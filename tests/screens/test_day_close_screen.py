"""Closing a day on the screen: nothing in silence, nothing signed that could not be written."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import fields
from datetime import date, datetime

import pytest
from rich.cells import cell_len
from support.hall import ZONE

from hallclient import language
from hallclient.app import HallApp
from hallclient.errors import HomeProblem
from hallclient.jobs import day_close as job
from hallclient.rules.figures import DayFigures
from hallclient.rules.message import Message
from hallclient.screens.day_close.figures import figures_text, lines
from hallclient.services import day_close, drafts, requests
from hallclient.widgets.status_line import StatusLine

TODAY = date(2026, 11, 20)


@pytest.fixture
def closing(hall, clerk):
    """The application with the day-close screen in front, the day counted."""

    @asynccontextmanager
    async def begin(size=(80, 24)):
        app = HallApp(hall, actor=clerk, first="day_close")
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot, app.screen

    return begin


async def settled(pilot):
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def told(screen):
    return screen.query_one(StatusLine).text


async def test_a_parked_draft_is_listed_without_the_whole_name(closing, hall, clerk):
    drafts.save(hall, clerk, {"name": "张小三"}, park=True)
    drafts.save(hall, clerk, {"phone": "138"}, park=True)
    async with closing() as (_, screen):
        assert sorted((row.who, row.what) for row in screen.source.rows if row.kind == "parked") == [
            ("", "no name typed yet"),
            ("张*三", ""),
        ]


@pytest.mark.parametrize(("speech", "width"), [("zh_CN", 78), ("en", 78), ("en", 118)])
def test_the_figures_stand_below_each_other(speech, width):
    language.use(speech)
    day = DayFigures(**{field.name: 103 for field in fields(DayFigures)})
    rows = str(figures_text(day, width)).splitlines()
    assert len(rows) == lines(day, width)
    ends = [[cell_len(row[: found.end()]) for found in re.finditer(r"103 +", row)] for row in rows]
    assert all(set(row[:-1]) <= set(ends[0]) for row in ends), ends
    assert max(cell_len(row.rstrip()) for row in rows) <= width


async def test_open_points_are_listed_in_words_and_need_an_explanation(closing, hall, receive):
    number = receive(phone="").number
    async with closing() as (pilot, screen):
        cells = [screen.list.cells(row) for row in screen.source.rows]
        kinds = [cell[0][0] for cell in cells]
        assert kinds == ["Not dealt with", "Ledger gap", "Carried over"]
        assert "phone is missing" in cells[1][3]
        assert "张*丰" in cells[0][2]
        screen.list.focus()
        await pilot.press("ctrl+s")
        assert "say why" in told(screen)
        await pilot.press("w", "h", "y")
        assert screen.explain.value == "why", "what is typed next is the explanation"
        await pilot.press("enter")
        await pilot.pause()
        assert "say why" not in told(screen)
        assert not day_close.is_closed(hall, TODAY)
        screen.explain.value = "申请人明日补交"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert day_close.is_closed(hall, TODAY)
        assert "signed by 王芳" in told(screen)
        assert "csv xlsx html" in str(screen.result.content)
        await pilot.press("ctrl+s")
        assert "closed already" in told(screen)
    assert requests.get(hall, number).state == "registered"


async def test_a_day_without_open_points_needs_one_key(closing, hall):
    async with closing() as (pilot, screen):
        assert not screen.explain.display
        await pilot.press("ctrl+s")
        await settled(pilot)
    assert day_close.is_closed(hall, TODAY)


async def test_a_file_that_cannot_be_written_leaves_the_day_open(closing, hall, receive, monkeypatch):
    receive()

    def full(*args, **kwargs):
        raise HomeProblem(Message("The disk is full."))

    monkeypatch.setattr(job, "export", full)
    async with closing() as (pilot, screen):
        screen.explain.value = "明日继续"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert screen.app.screen is not screen
        assert screen.explain.value == "明日继续"
        assert not screen.busy
        assert not screen.has_class("-closed")
    assert not day_close.is_closed(hall, TODAY)


async def test_an_earlier_day_can_be_chosen(closing, hall, clock, receive):
    receive()
    clock.set(datetime(2026, 11, 23, 17, 0, tzinfo=ZONE))
    async with closing() as (pilot, screen):
        assert "11-20" in str(screen.head.content)
        await pilot.press("ctrl+y", "2")
        await settled(pilot)
        assert screen.closing.day == TODAY
        screen.explain.value = "补结"
        await pilot.press("ctrl+s")
        await settled(pilot)
    assert day_close.is_closed(hall, TODAY)


async def test_a_typed_explanation_is_not_lost_by_leaving(closing, hall, receive):
    receive()
    async with closing(size=(60, 15)) as (_, screen):
        assert screen.leaving() is None
        screen.explain.value = "说明"
        assert screen.leaving() is not None
