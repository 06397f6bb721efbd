"""Hours by keyboard: timetables, shifts, weeks of people and single days, each read before it is saved."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from support.hall import ZONE

from hallclient.app import HallApp
from hallclient.dialogs.confirm import Confirm
from hallclient.dialogs.consequences import Consequences
from hallclient.dialogs.notice import Notice
from hallclient.language import use
from hallclient.rules.plan import OwnHours, Shift
from hallclient.screens.hours.form import RowForm
from hallclient.services import attendance, calendar, hours, plans, punctuality
from hallclient.widgets.status_line import StatusLine

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)


async def front(pilot, kind):
    """Wait until a screen or dialog of this kind is in front."""
    for _ in range(100):
        await pilot.pause(0.02)
        if isinstance(pilot.app.screen, kind):
            await pilot.pause()
            return pilot.app.screen
    raise AssertionError(f"{pilot.app.screen} is in front")


@pytest.fixture
def opened(hall, people):
    @asynccontextmanager
    async def begin(who="admin", page="1"):
        app = HallApp(hall, actor=getattr(people, who), first="hours")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press(page)
            await pilot.pause()
            yield pilot, app.screen

    return begin


async def typed(pilot, **texts):
    """Fill in the form in front and take it."""
    form = await front(pilot, RowForm)
    fields = {str(field.id): field for field in form.fields}
    for key, text in texts.items():
        fields["from" if key == "first" else key].value = text
    await pilot.press("ctrl+s")
    await pilot.pause()
    return form


def said(screen):
    return [str(message) for message, _ in screen.lines]


def told(screen):
    return screen.query_one(StatusLine).text


def texts(pane):
    return [[c if isinstance(c, str) else c[0] for c in pane.list.cells(r)] for r in pane.source.rows]


async def test_the_summer_is_added_and_said_before_it_is_saved(opened, hall):
    async with opened() as (pilot, screen):
        await pilot.press("a")
        await typed(pilot, name="夏令", first="2027-06-01", to="2027-09-30", pm_start="15:00", pm_end="18:00")
        lines = said(await front(pilot, Consequences))
        assert lines[0] == "from 2027-06-01 to 2027-09-30: “夏令” 08:30-11:30 15:00-18:00, in place of “默认”"
        assert "Days before 2027-06-01 stay as they are." in lines
        await pilot.press("escape")
        form = await front(pilot, RowForm)
        assert form.fields[0].value == "夏令", "going back keeps what was typed"
        await pilot.press("ctrl+s")
        await front(pilot, Consequences)
        await pilot.press("enter")
        await front(pilot, type(screen))
        assert told(screen) == "Saved; it holds from 2027-06-01."
        assert [row[:2] for row in texts(screen.pane)] == [["holds", "默认"], ["to come", "夏令"]]
    assert plans.timetables(hall)[1].pm_start == time(15)


async def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(opened, hall):
    async with opened() as (pilot, _):
        await pilot.press("a")
        form = await typed(pilot, name="夏令", first="2027-06-01", to="2027-05-01", pm_start="11:00")
        assert pilot.app.screen is form
        assert "before the first" in form.fields[2].query_one(".message").text
        fields = {str(field.id): field for field in form.fields}
        fields["to"].value = ""
        await pilot.press("ctrl+s")
        assert "follow each other" in fields["pm_start"].query_one(".message").text
        assert fields["name"].value == "夏令"
        fields["name"].value, fields["from"].value, fields["pm_start"].value = "默认", "2000-01-01", "13:30"
        await pilot.press("ctrl+s")
        assert "same name and first day" in fields["name"].query_one(".message").text
    assert len(plans.timetables(hall)) == 1


async def test_a_change_holds_from_its_day_and_settled_days_are_judged_anew_on_purpose(opened, hall, people, clock):
    for hour, minute, kind in ((8, 41, "in"), (11, 30, "out"), (13, 20, "in"), (17, 0, "out")):
        clock.set(datetime(2026, 11, 20, hour, minute, tzinfo=ZONE))
        attendance.punch(hall, people.clerk, kind)
    clock.set(datetime(2026, 11, 27, 18, 0, tzinfo=ZONE))

    def morning():
        return punctuality.rows(hall, FRIDAY, FRIDAY, staff="1003")[0].half_day.verdicts

    for answer, verdict in (("n", "late"), ("y", "on_time")):
        async with opened() as (pilot, screen):
            first = "2026-11-19" if answer == "n" else "2026-11-20"
            screen.pane.list.action_last()
            await pilot.press("enter")
            await typed(pilot, first=first, am_start="08:45")
            lines = said(await front(pilot, Consequences))
            assert any("days that are over keep their verdicts" in line for line in lines)
            await pilot.press("enter")
            await front(pilot, Confirm)
            await pilot.press(answer)
            await front(pilot, type(screen))
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            if answer == "y":
                assert told(screen) == "1 verdicts have changed."
        assert morning() == (verdict,)
    assert [row.from_day for row in plans.timetables(hall)] == [
        date(2000, 1, 1),
        *(date(2026, 11, d) for d in (19, 20)),
    ]


async def test_an_end_that_leaves_a_gap_is_said_and_seen(opened, hall):
    async with opened() as (pilot, screen):
        await pilot.press("x")
        await pilot.pause()
        pilot.app.screen.field.value = "2026-12-31"
        await pilot.press("enter")
        lines = said(await front(pilot, Consequences))
        assert "No timetable from 2027-01-01 on: the usual 08:30-11:30 13:30-17:00 would be taken." in lines
        await pilot.press("enter")
        await front(pilot, type(screen))
        assert [row[:3] for row in texts(screen.pane)][1] == ["gap", "no timetable", "2027-01-01"]
        head = "".join(segment.text for segment in screen.pane.head.render_line(0))
        assert "No timetable from 2027-01-01" in head
        await pilot.press("down", "x")
        assert "Here is no timetable" in told(screen)


async def test_a_shift_that_is_named_is_not_taken_away_in_silence(opened, hall, people):
    shift = Shift("哺乳", FRIDAY, None, ((time(9, 30), time(11, 30)), (time(13, 30), time(17))))
    hours.save(hall, people.admin, hours.SHIFTS, [], [shift])
    mine = OwnHours("1004", FRIDAY, None, frozenset({1, 2, 3, 4, 5}), "哺乳")
    hours.save(hall, people.admin, hours.WEEKS, [], [mine])
    async with opened(page="2") as (pilot, screen):
        await pilot.press("x")
        await pilot.pause()
        pilot.app.screen.field.value = "2026-12-31"
        await pilot.press("enter")
        lines = said(await front(pilot, Consequences))
        assert "Without hours then: rows of the roster 0, weeks of 1004. Change these first." in lines
        await pilot.press("escape")
        await front(pilot, type(screen))
    assert plans.shifts(hall) == [shift]


async def test_a_week_of_a_person_is_added_and_ended(opened, hall):
    async with opened(page="3") as (pilot, screen):
        await pilot.press("a")
        form = await typed(pilot, code="孙丽", weekdays="一至五", shift="哺乳", first="2026-11-23", reason="哺乳假")
        assert "no shift" in form.fields[2].query_one(".message").text
        form.fields[2].value = "休"
        await pilot.press("ctrl+s")
        lines = said(await front(pilot, Consequences))
        assert lines[0] == "from 2026-11-23 on: 孙丽 1004, Mon-Fri: Off"
        await pilot.press("enter")
        await front(pilot, type(screen))
        assert texts(screen.pane)[0][1:4] == ["孙丽 1004", "Mon-Fri", "Off"]
        await pilot.press("x")
        await pilot.pause()
        pilot.app.screen.field.value = "2026-12-31"
        await pilot.press("enter")
        await front(pilot, Consequences)
        await pilot.press("enter")
        await front(pilot, type(screen))
    assert [(row.staff, row.shift, row.to_day) for row in plans.own_hours(hall)] == [
        ("1004", "off", date(2026, 12, 31))
    ]


async def test_single_days(opened, hall):
    async with opened(page="4") as (pilot, screen):
        before = len(screen.pane.source.rows)
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("1")
        await typed(pilot, name="停电", first="2026-11-24", am_start="09:30")
        await front(pilot, Consequences)
        await pilot.press("enter")
        await front(pilot, type(screen))
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        pilot.app.screen.field.value = "2026-11-28"
        await pilot.press("enter")
        await pilot.pause()
        pilot.app.screen.field.value = "调休"
        await pilot.press("enter")
        await front(pilot, Consequences)
        await pilot.press("enter")
        await front(pilot, type(screen))
        shown = {row[0]: row[2:] for row in texts(screen.pane)}
        assert shown["2026-11-24"] == ["Times of its own", "停电", "09:30-11:30 13:30-17:00"]
        assert shown["2026-11-28"] == ["Make-up working day", "调休", "08:30-11:30 13:30-17:00"]
        assert len(screen.pane.source.rows) == before + 2
    assert calendar.work_calendar(hall).is_workday(date(2026, 11, 28))
    assert plans.Plans(hall, FRIDAY, date(2026, 11, 30)).timetable(date(2026, 11, 24)).am_start == time(9, 30)


async def test_a_supervisor_reads_and_a_clerk_does_not_get_in(opened, hall, people):
    async with opened(who="supervisor") as (pilot, screen):
        await pilot.press("a")
        assert "Only the administrator" in told(screen)
    app = HallApp(hall, actor=people.clerk, first="desk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("t")
        assert app.screen.NAME == "desk"
        assert "Only a supervisor" in told(app.screen)


@pytest.mark.parametrize("words", ["排班", "pb", "Roster"])
async def test_the_palette_finds_the_screens_from_everywhere(hall, people, words):
    use("en" if words == "Roster" else "zh_CN")
    app = HallApp(hall, actor=people.admin, first="supervise")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*words)
        await pilot.pause(0.3)
        await pilot.press("enter")
        for _ in range(100):
            await pilot.pause(0.02)
            if getattr(app.screen, "NAME", "") == "roster":
                break
        assert app.screen.NAME == "roster"


async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(opened, hall, people):
    async with opened() as (pilot, screen):
        await pilot.press("enter")
        await front(pilot, RowForm)
        before = plans.timetables(hall)
        other = replace(before[0], name="夏令", from_day=date(2027, 6, 1), to_day=date(2027, 9, 30))
        hours.save(hall, people.admin, hours.TIMETABLES, before, [*before, other])
        await typed(pilot, am_start="08:45")
        await front(pilot, Consequences)
        await pilot.press("enter")
        notice = await front(pilot, Notice)
        assert "Somebody else" in str(notice.message)
        await pilot.press("enter")
        await front(pilot, type(screen))
        assert len(screen.pane.source.rows) == 2
    assert plans.timetables(hall) == [before[0], other]
