"""The roster by keyboard: one key a kind, windows, cover, whole weeks, and what does not hold is said."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date, time, timedelta

import pytest

from db.queries import staff as staff_queries
from hallclient.app import HallApp
from hallclient.dialogs.choose import Choose
from hallclient.dialogs.consequences import Consequences
from hallclient.language import use
from hallclient.rules.plan import Assignment, Shift
from hallclient.services import hours, roster_editing, windows
from hallclient.widgets.cells import cell_len
from hallclient.widgets.status_line import StatusLine

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)
NEXT = MONDAY + timedelta(days=7)


def shift(name, start, end, kind):
    return Shift(name, date(2026, 1, 1), None, ((time(start), time(end)),), kind=kind)


@pytest.fixture
def opened(hall, people):
    """The week after the tests' Friday, with two shifts of extended hours and one of nights until 30 November."""
    night = Shift("夜班", date(2026, 1, 1), date(2026, 11, 30), ((time(20), time(8)),), kind="night")
    shifts = [shift("周六延时", 9, 12, "extended"), shift("晚间延时", 17, 19, "extended"), night]
    hours.save(hall, people.admin, hours.SHIFTS, [], shifts)
    windows.save(hall, people.admin, 5, {"name": "社保"})

    @asynccontextmanager
    async def begin(who="admin", size=(80, 24), next_week=True):
        app = HallApp(hall, actor=getattr(people, who), first="roster")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            if next_week:
                await pilot.press("n")
            await pilot.pause()
            yield pilot, app.screen

    return begin


async def front(pilot, kind):
    for _ in range(100):
        await pilot.pause(0.02)
        if isinstance(pilot.app.screen, kind):
            await pilot.pause()
            return pilot.app.screen
    raise AssertionError(f"{pilot.app.screen} is in front")


async def done(pilot):
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def told(screen):
    return screen.query_one(StatusLine).text


def line(screen, code):
    place = next(n for n, person in enumerate(screen.grid.people) if person.code == code)
    return screen.grid.render_line(place - screen.grid.top + 2).text


async def test_a_week_is_marked_and_saved_whole(opened, hall):
    async with opened() as (pilot, screen):
        assert (screen.first, screen.grid.person.code, screen.grid.day) == (MONDAY, "1001", MONDAY)
        await pilot.press("3", "5", "right", "1", "r")
        await done(pilot)
        await pilot.press("end", "up", "up", "up")
        await done(pilot)
        assert roster_editing.cells(hall, MONDAY, SATURDAY) == {}, "nothing is stored before it is saved"
        await pilot.press("ctrl+s")
        await done(pilot)
        assert told(screen) == "Saved: cells 5, verdicts changed 0."
    found = roster_editing.cells(hall, MONDAY, SATURDAY)
    assert found[MONDAY, "1001"] == (Assignment("day"), Assignment("noon"))
    assert [found[MONDAY + timedelta(days=n), "1001"] for n in (1, 2, 3, 4)] == [(Assignment("am"),)] * 4


def test_a_month_that_has_been_is_saved_with_a_bar(hall, people):
    """The bar counts the days; what is judged in steps is what would be judged in one go."""
    first, steps = date(2026, 11, 2), []
    rows = {(first + timedelta(days=n), "1003"): (Assignment("am", 3),) for n in range(26)}
    saved = roster_editing.save(hall, people.admin, {}, rows, lambda done, whole: steps.append((done, whole)))
    assert saved == roster_editing.Saved(26, 19)
    assert steps[-1] == (19, 19)
    assert steps == sorted(steps)
    assert len(steps) > 5


async def test_a_duty_takes_its_hours_from_a_shift(opened, hall):
    async with opened() as (pilot, screen):
        await pilot.press("6")
        await front(pilot, Choose)
        await pilot.press("2")
        await done(pilot)
        await pilot.press("down", "8")
        await done(pilot)
        await pilot.press("7")
        await done(pilot)
        assert "No shift of the kind “Service by appointment” on 2026-11-23" in told(screen)
        assert screen.sheet.marked == {
            (MONDAY, "1001"): (Assignment("extended", None, "晚间延时"),),
            (MONDAY, "1002"): (Assignment("night", None, "夜班"),),
        }
        await pilot.press("8", "u")
        await done(pilot)
        assert (MONDAY, "1002") in screen.sheet.marked, "the same key takes the mark out, undo puts it back"


async def test_windows_and_cover_are_those_that_there_are(opened, hall):
    async with opened() as (pilot, screen):
        await pilot.press("w")
        assert "Mark the day first" in told(screen)
        await pilot.press("3")
        await done(pilot)
        await pilot.press("w")
        await pilot.pause()
        field = pilot.app.screen.field
        field.value = "88"
        await pilot.press("enter")
        assert "Window 88 is not known; there are 3, 5." in field.query_one(".message").text
        field.value = "5"
        await pilot.press("enter")
        await done(pilot)
        await pilot.press("c")
        await pilot.pause()
        field = pilot.app.screen.field
        field.value = "1001"
        await pilot.press("enter")
        assert "somebody else" in field.query_one(".message").text
        field.value = "孙丽"
        await pilot.press("enter")
        await done(pilot)
        assert screen.sheet.rows((MONDAY, "1001")) == (Assignment("day", 5, "", "1004"),)
        assert "Whole day, window 5, in place of 孙丽" in str(screen.about.render())


async def test_a_week_is_copied_and_what_does_not_hold_is_left_out_and_said(opened, hall, people):
    last = date(2026, 9, 28)
    rows = {
        (last - timedelta(days=7), "1001"): (Assignment("am", 3),),
        (last - timedelta(days=4), "1001"): (Assignment("pm", 3),),
    }
    roster_editing.save(hall, people.admin, {}, rows)
    async with opened(next_week=False) as (pilot, screen):
        screen._go(last - timedelta(days=7))
        await pilot.press("k")
        await done(pilot)
        assert screen.first == last
        assert screen.sheet.marked == {(last, "1001"): (Assignment("am", 3),)}
        assert told(screen) == "Copied 1, left out 1; the first: 1001 2026-10-01: 2026-10-01 is off."


async def test_a_shift_that_ends_is_not_copied_beyond_its_end(opened, hall, people):
    roster_editing.save(
        hall, people.admin, {}, {(MONDAY + timedelta(days=1), "1003"): (Assignment("night", None, "夜班"),)}
    )
    async with opened() as (pilot, screen):
        await pilot.press("k")
        await done(pilot)
        assert screen.sheet.marked == {}
        assert "There is no shift “夜班” on 2026-12-01." in told(screen)


async def test_who_has_left_is_said_and_not_rostered(opened, hall, people):
    roster_editing.save(hall, people.admin, {}, {(MONDAY, "1004"): (Assignment("am", 3),)})
    staff_queries.update(hall.db, "1004", {"active": False})
    async with opened() as (pilot, screen):
        assert screen.grid.people[-1].code == "1004"
        await pilot.press("end")
        assert "1004 has left the hall." in str(screen.about.render())
        await pilot.press("2")
        assert "1004 has left the hall." in told(screen)
        await pilot.press("0")
        await pilot.press("ctrl+s")
        await done(pilot)
    assert roster_editing.cells(hall, MONDAY, MONDAY) == {}


async def test_days_that_have_been_are_asked_about_and_leaving_too(opened, hall):
    async with opened(next_week=False) as (pilot, screen):
        await pilot.press("4", "ctrl+s")
        lines = [str(message) for message, _ in (await front(pilot, Consequences)).lines]
        assert lines[1].startswith("Days that have been or are today: 1, the first 2026-11-16.")
        await pilot.press("enter")
        await front(pilot, type(screen))
        await done(pilot)
        assert told(screen) == "Saved: cells 1, verdicts changed 2."
        screen.app.go("hours")
        await done(pilot)
        screen.app.go("roster")
        await front(pilot, type(screen))
        await pilot.press("right", "4")
        await done(pilot)
        assert str(screen.leaving()).startswith("1 cells are marked")


async def test_a_supervisor_only_looks(opened, hall):
    async with opened(who="supervisor") as (pilot, screen):
        await pilot.press("3")
        assert "Only the administrator" in told(screen)
        assert screen.sheet.marked == {}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_two_hundred_people_are_scrolled_and_lines_keep_their_width(opened, hall, size, language):
    use(language)
    for number in range(2000, 2195):
        person = {"code": str(number), "name": f"职员{number}", "role": "clerk", "window": number % 40 + 1, "pin": ""}
        staff_queries.add(hall.db, person)
    async with opened(size=size) as (pilot, screen):
        await pilot.press("3", "5")
        await done(pilot)
        for key in ("", "end", "m", "home"):
            if key:
                await pilot.press(key)
                await done(pilot)
            widths = {cell_len(screen.grid.render_line(y).text) for y in range(screen.grid.size.height)}
            assert widths == {screen.grid.size.width}
        await pilot.press("f")
        await pilot.pause()
        pilot.app.screen.field.value = "职员2007"
        await pilot.press("enter")
        await done(pilot)
        assert [person.code for person in screen.grid.people] == ["2007"]


async def test_the_shift_chosen_last_is_taken_again_and_can_be_changed(opened, hall, people):
    async with opened() as (pilot, screen):
        await pilot.press("6")
        await front(pilot, Choose)
        await pilot.press("1")
        await done(pilot)
        await pilot.press("down", "6", "s")
        await front(pilot, Choose)
        await pilot.press("2")
        await done(pilot)
        assert [row.shift for rows in screen.sheet.marked.values() for row in rows] == ["周六延时", "晚间延时"]


async def test_what_somebody_else_changed_meanwhile_is_said_and_marks_stay(opened, hall, people):
    async with opened() as (pilot, screen):
        await pilot.press("1")
        await done(pilot)
        roster_editing.save(hall, people.admin, {}, {(MONDAY, "1001"): (Assignment("off"),)})
        await pilot.press("ctrl+s")
        await done(pilot)
        assert told(screen).startswith("Somebody else has changed 1 of these cells")
        assert roster_editing.cells(hall, MONDAY, MONDAY)[MONDAY, "1001"] == (Assignment("off"),)
        await pilot.press("ctrl+s")
        await done(pilot)
    assert roster_editing.cells(hall, MONDAY, MONDAY)[MONDAY, "1001"] == (Assignment("am"),)
