"""The supervisor's punctuality: to be checked, month and signature, opening times, trend, departments, patrol."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from datetime import date, datetime

import pytest
from support.hall import ZONE

from db.queries import attendance as queries
from hallclient.app import HallApp
from hallclient.screens.punctuality.entering import person_of, read_times
from hallclient.screens.punctuality.list_pane import sparkline
from hallclient.services import accounts, attendance, months, patrols, punctuality, settling, verdict_reviews
from hallclient.services.founding import default_timetable
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def watching(hall, people):
    @asynccontextmanager
    async def begin(size=(80, 24), actor=people.supervisor):
        app = HallApp(hall, actor=actor, first="punctuality")
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot, app.screen

    return begin


async def settled(pilot):
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def waits(pilot):
    """For a dialog, without waiting for the action behind it."""
    await pilot.pause()
    await pilot.pause()


def told(screen):
    return screen.query_one(StatusLine).text


def texts(pane):
    return [[c if isinstance(c, str) else c[0] for c in pane.list.cells(r)] for r in pane.source.rows]


def exported(hall, stem):
    return json.loads((hall.home.exports / f"{stem}.json").read_text(encoding="utf-8"))["rows"]


def at(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def late_clerk(hall, clock, clerk):
    """王芳 came at 8:36 on Thursday and left at 11:30; nobody else came."""
    for hour, minute, kind in ((8, 36, "in"), (11, 30, "out")):
        clock.set(at(19, hour, minute))
        attendance.punch(hall, clerk, kind)
    clock.set(at(20, 9, 42))
    return clerk


async def test_absences_are_confirmed_dismissed_and_objections_answered(watching, hall, late_clerk):
    verdict_reviews.object_to(hall, late_clerk, date(2026, 11, 19), "am", "公交故障")
    async with watching() as (pilot, screen):
        rows = screen.inbox.source.rows
        assert [row.kind for row in rows].count("absent") == 7
        screen.inbox.list.reload(next(row for row in map(screen.inbox.key, rows) if row[3] == "1004"))
        await pilot.press("y")
        await waits(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert told(screen) == "The absence is confirmed."
        objection = next(row for row in screen.inbox.source.rows if row.kind == "objected")
        screen.inbox.list.reload(screen.inbox.key(objection))
        await pilot.press("y")
        assert "No absence" in told(screen)
        await pilot.press("x")
        await waits(pilot)
        screen.app.screen.field.value = "无法核实"
        await pilot.press("enter")
        await settled(pilot)
        assert [row.kind for row in screen.inbox.source.rows].count("objected") == 0
    halves = punctuality.rows(hall, date(2026, 11, 19), date(2026, 11, 19), staff="1004")
    assert sorted(row.half_day.review for row in halves) == ["", "confirmed"]


async def test_every_page_shows_and_narrows(watching, late_clerk):
    for size in ((80, 24), (120, 36)):
        async with watching(size=size) as (pilot, screen):
            for page in "123456":
                await pilot.press(page)
                await settled(pilot)
                assert screen.pane.source.rows or page == "6"
            await pilot.press("2", "f")
            await waits(pilot)
            screen.app.screen.field.value = "王芳"
            await pilot.press("enter")
            await settled(pilot)
            assert [row[0] for row in texts(screen.months)] == ["王芳"]
            await pilot.press("n")
            assert "not come yet" in told(screen)
            await pilot.press("g")
            assert "not over" in told(screen)


async def test_a_month_is_signed_and_what_is_on_the_screen_exported(watching, hall, late_clerk, clock):
    clock.set(at(1, 9, 0, month=12))
    async with watching() as (pilot, screen):
        await pilot.press("2", "p")
        await settled(pilot)
        await pilot.press("g")
        await waits(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert months.is_signed(hall, date(2026, 11, 19))
        assert "signed by 周梅" in screen.months.signed
        await pilot.press("e")
        await settled(pilot)
    names = {path.name for path in hall.home.exports.iterdir()}
    assert {f"months-2026-11.{kind}" for kind in ("csv", "xlsx", "html", "json")} <= names
    (row,) = [row for row in exported(hall, "months-2026-11") if row["name"] == "王芳"]
    assert (row["window"], row["late"], row["missing"]) == (3, 1, 0), "numbers are numbers"


async def test_every_period_and_what_is_narrowed_is_what_is_written(watching, hall, late_clerk):
    async with watching() as (pilot, screen):
        for page, kept in (("2", "name"), ("1", "name")):
            await pilot.press(page, "d")
            await waits(pilot)
            screen.app.screen.field.value = "2026-11-19"
            await pilot.press("enter")
            await settled(pilot)
            assert screen.pane.period.kind == "day"
            await pilot.press("f")
            await waits(pilot)
            screen.app.screen.field.value = "3号窗 民政"
            await pilot.press("enter")
            await settled(pilot)
            await pilot.press("e")
            await settled(pilot)
            rows = exported(hall, f"{screen.pane.NAME}-2026-11-19-3号窗_民政")
            assert {row[kept] for row in rows} == {"王芳", "孙丽"}
            assert len(rows) == len(screen.pane.source.rows)
        await pilot.press("2", "g")
        assert "Only a whole month" in told(screen)
        await pilot.press("p")
        await settled(pilot)
        assert screen.pane.period.first == date(2026, 11, 18)
        for key, first, last in (("w", 16, 22), ("m", 1, 30), ("t", 20, 20)):
            await pilot.press(key)
            await settled(pilot)
            assert (screen.pane.period.first.day, screen.pane.period.last.day) == (first, last)
        await pilot.press("n")
        assert "not come yet" in told(screen)
        for page in "13456":
            await pilot.press(page, "d")
            await waits(pilot)
            screen.app.screen.field.value = "2026"
            await pilot.press("enter")
            await settled(pilot)
            assert screen.pane.period.text == "2026"
            await pilot.press("e")
            await settled(pilot)
            assert "Written" in told(screen)


async def test_the_drill_of_a_month_begins_where_something_was_amiss(watching, late_clerk):
    async with watching() as (pilot, screen):
        await pilot.press("2")
        await settled(pilot)
        screen.months.list.reload("1003")
        await pilot.press("enter")
        await waits(pilot)
        assert screen.app.screen.day == date(2026, 11, 19)
        await pilot.press("escape")
        await settled(pilot)


async def test_a_month_is_recounted_with_a_bar(watching, hall, late_clerk, people):
    settling.settle(hall, date(2026, 11, 19))
    with hall.write():
        queries.save_timetable(hall.db, {**default_timetable(), "name": "晚", "am_start": "08:40"})
    async with watching() as (pilot, screen):
        await pilot.press("2", "r")
        await waits(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert told(screen) == "1 verdicts have changed."
    rows = punctuality.rows(hall, date(2026, 11, 19), date(2026, 11, 19), staff="1003")
    assert rows[0].half_day.verdicts == ("on_time",)


async def test_a_patrol_check_from_the_floor(watching, hall, late_clerk):
    async with watching() as (pilot, screen):
        await pilot.press("6")
        await settled(pilot)
        await pilot.press("k")
        await waits(pilot)
        screen.app.screen.field.value = "孙丽"
        await pilot.press("enter")
        await waits(pilot)
        await pilot.press("3")
        await settled(pilot)
        assert told(screen) == "The check of 孙丽 is kept."
    (check,) = patrols.checks(hall, date(2026, 11, 20), date(2026, 11, 20))
    assert (check.staff, check.window, check.present, check.badge, check.by) == ("1004", 3, False, None, "1005")


async def test_paper_sign_ins_after_a_power_cut(watching, hall, late_clerk):
    async with watching() as (pilot, screen):
        await pilot.press("z")
        await waits(pilot)
        screen.app.screen.field.value = "2026-11-19"
        await pilot.press("enter")
        await waits(pilot)
        screen.app.screen.field.value = "1004"
        await pilot.press("enter")
        await waits(pilot)
        screen.app.screen.field.value = "0825 1131 1325 1702"
        await pilot.press("enter")
        await waits(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "kept: 4" in told(screen)
    rows = punctuality.rows(hall, date(2026, 11, 19), date(2026, 11, 19), staff="1004")
    assert [row.half_day.verdicts for row in rows] == [("on_time",), ("on_time",)]
    assert {punch.source for punch in attendance.punches(hall, date(2026, 11, 19), date(2026, 11, 19), "1004")} == {
        "paper"
    }


def test_people_and_times_as_they_are_typed(hall):
    people = accounts.everyone(hall)
    assert person_of("1001", people).code == person_of("赵强", people).code == person_of("1", people).code == "1001"
    assert person_of("3", people) is None, "two people belong there"
    day = date(2026, 11, 19)
    assert [f"{moment:%H:%M}" for moment in read_times("825，11:31", day)] == ["08:25", "11:31"]
    assert read_times("1131 0825", day) is read_times("2561", day) is read_times("", day) is None


def test_a_line_of_bars():
    assert sparkline([0, None, 7]) == "▁ █"
    assert sparkline([0, 0]) == "▁▁"
