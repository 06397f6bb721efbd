"""Signing in: punches with their verdict at once, away with a reason, leave and corrections asked for."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date, datetime

import pytest
from support.hall import ZONE

from db.queries import staff as staff_queries
from hallclient.app import HallApp
from hallclient.screens.sign_in.forms import CorrectionForm, LeaveForm
from hallclient.screens.typed_day import read_moment
from hallclient.services import (
    attendance,
    drafts,
    leaving,
    punctuality,
    requests,
    rosters,
    verdict_reviews,
    visits,
)
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def signing(hall, clerk):
    """The application with the sign-in screen in front."""

    @asynccontextmanager
    async def begin(size=(80, 24), actor=clerk):
        app = HallApp(hall, actor=actor, first="sign_in")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            yield pilot, app.screen

    return begin


def told(screen):
    return screen.query_one(StatusLine).text


def shown(static):
    return str(static.content)


def kinds(hall, clerk):
    today = hall.clock.today()
    return [punch.kind for punch in attendance.punches(hall, today, today, clerk.code)]


async def test_coming_late_is_said_in_words_and_is_no_obstacle(signing, hall, clock, clerk):
    clock.set(datetime(2026, 11, 20, 8, 36, 12, tzinfo=ZONE))
    async with signing() as (pilot, screen):
        await pilot.press("i")
        assert told(screen) == "Signed in 08:36:12: late by 7 minutes."
        assert "Late 7 min" in shown(screen.day)
        assert "Signed in 08:36" in str(screen.app.standing)
    assert kinds(hall, clerk) == ["in"]
    assert attendance.punches(hall, clock.today(), clock.today())[0].badge is True


async def test_the_header_shows_the_first_sign_in_of_the_half_day(signing, hall, clock, clerk):
    """A second press of the key is no later arrival; the afternoon has its own, lunch punched or forgotten."""
    said = []
    async with signing() as (pilot, screen):
        for hour, minute, key in (
            (8, 25, "i"),
            (9, 10, "i"),
            (10, 0, "b"),
            (13, 20, "i"),
            (13, 40, "i"),
            (17, 1, "o"),
        ):
            clock.set(datetime(2026, 11, 20, hour, minute, tzinfo=ZONE))
            await pilot.press(key)
            await pilot.pause()
            said.append(str(screen.app.standing))
    assert said == [*["Signed in 08:25"] * 3, *["Signed in 13:20"] * 2, "Signed out 17:01"]


async def test_time_away_runs_on_the_top_line(signing, hall, clock, clerk):
    async with signing() as (pilot, screen):
        await pilot.press("i")
        await pilot.pause()
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert kinds(hall, clerk) == ["in"], "who gives no reason stays"
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert str(screen.app.standing_now()) == "Away 0/15 min"
        clock.set(datetime(2026, 11, 20, 9, 15, tzinfo=ZONE))
        assert str(screen.app.standing_now()) == "Away 15/15 min"
        clock.set(datetime(2026, 11, 20, 9, 16, tzinfo=ZONE))
        assert screen.app.top_line(screen).state == "! Off post 16 min"
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert str(screen.app.standing_now()) == "Signed in 09:00"
    assert kinds(hall, clerk) == ["in", "away", "back"]
    assert [punch.reason for punch in attendance.punches(hall, clock.today(), clock.today())] == ["", "Meeting", ""]


async def test_going_home_with_a_draft_parked_asks_first(signing, hall, clock, clerk):
    drafts.save(hall, clerk, {"name": "王五"}, park=True)
    clock.set(datetime(2026, 11, 20, 17, 1, tzinfo=ZONE))
    async with signing() as (pilot, _screen):
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert kinds(hall, clerk) == []
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
    assert kinds(hall, clerk) == ["out"]


async def test_who_asks_for_leave_hands_over_to_the_b_post(signing, hall, clock, clerk, receive):
    request = receive()
    with hall.write():
        staff_queries.update(hall.db, "1003", {"backup": "1004"})
    async with signing() as (pilot, screen):
        await pilot.press("l")
        await pilot.pause()
        form = screen.app.screen
        form.type.value = "事假"
        assert "1 open requests: B for 孙丽 (1004)" in form.substitute.query_one(".message").text
        assert shown(form._length) == "8.5 hours, counted as 1 days; granted by: Supervisor."
        form.end.value = "11-23 10:00"
        form.substitute.value = "9999"
        form.on_field_changed()
        assert shown(form._length) == "1.5 hours, counted as 0.5 days; granted by: Window head."
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert screen.app.screen is form
        form.substitute.value = "b"
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.pause()
        assert "Requests handed over: 1" in told(screen)
    assert requests.get(hall, request.number).pending is not None


async def test_an_objection_before_the_month_is_signed(signing, hall, clock, clerk):
    clock.set(datetime(2026, 11, 20, 8, 36, tzinfo=ZONE))
    async with signing() as (pilot, screen):
        await pilot.press("j")
        assert "no verdict" in told(screen)
        await pilot.press("i")
        await pilot.pause()
        await pilot.press("j")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        screen.app.screen.field.value = "公交故障"
        await pilot.press("enter")
        await pilot.pause()
        assert "objection is kept" in told(screen)
    day = datetime(2026, 11, 20, tzinfo=ZONE).date()
    (one,) = verdict_reviews.open_objections(hall, day, day)
    assert (one.staff, one.half, one.words) == ("1003", "am", "公交故障")


async def test_a_forgotten_punch_never_stands_in_the_way_of_the_next(signing, hall, clock, clerk):
    """Punches are never refused for their order: whoever forgot to come back from lunch can still sign out."""
    async with signing() as (pilot, _screen):
        for hour, minute, key in ((8, 25, "i"), (13, 25, "i"), (13, 26, "b"), (17, 1, "o"), (17, 2, "o")):
            clock.set(datetime(2026, 11, 20, hour, minute, tzinfo=ZONE))
            await pilot.press(key)
    assert kinds(hall, clerk) == ["in", "in", "back", "out", "out"]
    rows = punctuality.rows(hall, clock.today(), clock.today(), staff=clerk.code)
    assert [row.half_day.verdicts for row in rows] == [("missing_out",), ("on_time",)]


async def test_the_badge_tick_goes_with_the_sign_in(signing, hall, clock, clerk):
    async with signing() as (pilot, screen):
        await pilot.press("space", "i")
        assert "[ ]" in shown(screen.beside)
    assert attendance.punches(hall, clock.today(), clock.today())[0].badge is False


async def test_away_takes_a_reason_by_its_digit_and_b_comes_back(signing, hall, clock, clerk):
    async with signing() as (pilot, screen):
        await pilot.press("i")
        clock.set(datetime(2026, 11, 20, 10, 2, tzinfo=ZONE))
        await pilot.press("a", "2")
        await pilot.pause()
        assert "Away 10:02- Meeting" in shown(screen.day)
        clock.set(datetime(2026, 11, 20, 10, 22, tzinfo=ZONE))
        await pilot.press("b")
        assert "Away 10:02-10:22" in shown(screen.day)
        assert "off post" in shown(screen.day)
    assert kinds(hall, clerk) == ["in", "away", "back"]


async def test_leaving_before_the_end_is_said(signing, hall, clock, clerk):
    async with signing() as (pilot, screen):
        clock.set(datetime(2026, 11, 20, 11, 10, tzinfo=ZONE))
        await pilot.press("o")
        assert "before the end at 11:30" in told(screen)


async def test_lunch_is_no_early_leave_and_asks_only_for_who_is_waiting(signing, hall, clock, clerk, receive):
    """A sign-out right after the morning's end belongs to the morning: drafts can wait, a visitor cannot."""
    drafts.save(hall, clerk, {"name": "王五"}, park=True)
    visit = visits.start(hall, clerk)
    async with signing() as (pilot, screen):
        clock.set(datetime(2026, 11, 20, 11, 31, tzinfo=ZONE))
        await pilot.press("o")
        await pilot.pause()
        assert told(screen) == "Signed out 11:31:00."
        visits.step(hall, clerk, visit.id, "parked", "去复印")
        await pilot.press("o")
        await pilot.pause()
        assert "Visitors parked: 1. Sign out all the same?" in str(screen.app.screen.question)
    assert kinds(hall, clerk) == ["out"]


SHORT = {
    "name": "短", "from_day": date(2026, 1, 1), "to_day": None, "spans": "08:30-11:30 13:30-15:00",
    "kind": "ordinary", "punches": 4, "late_grace": 0, "early_grace": 0, "absent_minutes": 30,
}  # fmt: skip


async def test_own_hours_say_when_somebody_goes_home(signing, hall, clock, clerk):
    """Part time until 15:00: leaving at 15:01 is no early leave, and what is open is asked about."""
    with hall.write():
        rosters.save_shifts(hall, [SHORT])
        rosters.save_own_hours(hall, [{"staff": "1003", "from_day": SHORT["from_day"], "to_day": None,
                                       "weekdays": "12345", "shift": "短", "reason": ""}])  # fmt: skip
    async with signing() as (pilot, screen):
        clock.set(datetime(2026, 11, 20, 14, 59, tzinfo=ZONE))
        await pilot.press("o")
        assert "before the end at 15:00" in told(screen)
        clock.set(datetime(2026, 11, 20, 15, 1, tzinfo=ZONE))
        await pilot.press("o")
        assert told(screen) == "Signed out 15:01:00."
    assert leaving.going(hall, clerk, clock.now()).home


async def test_leave_is_asked_for_in_one_form_and_listed(signing, hall, clerk):
    async with signing() as (pilot, screen):
        await pilot.press("l")
        await pilot.pause()
        form = screen.app.screen
        assert isinstance(form, LeaveForm)
        assert form.start.value == "2026-11-23 08:30"  # the next working day
        form.type.value = "2"
        form.end.value = "11-23 11:30"
        form.reason.value = "[/]看牙\x1b[31m"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "granted by: Service hall" in told(screen)
        assert [row.asked.what for row in screen.source.rows] == ["sick"]
    assert attendance.applications(hall, "leave")[0].reason.startswith("[/]看牙")


async def test_a_refused_form_keeps_what_was_typed(signing, hall, clerk):
    async with signing() as (pilot, screen):
        await pilot.press("c")
        await pilot.pause()
        form = screen.app.screen
        assert isinstance(form, CorrectionForm)
        assert "within 180 days; 10 of 10 left this month" in str(form.heading)
        form.at.value = "2026-11-20 16:00"
        form.kind.value = "1"
        form.reason.value = "忘记"
        await pilot.press("ctrl+s")
        assert screen.app.screen is form
        assert form.reason.value == "忘记"
        form.at.value = "8:28"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert screen.app.screen is screen
    assert f"{attendance.applications(hall, 'correction')[0].start:%H:%M}" == "08:28"


async def test_the_clock_stands_still_where_it_cannot_be_seen(signing):
    async with signing() as (pilot, screen):
        assert screen.clock._timer is not None
        await pilot.press("f1")
        await pilot.pause()
        assert screen.clock._timer is None
        await pilot.press("escape")
        await pilot.pause()
        assert screen.clock._timer is not None


async def test_a_small_terminal_is_enough_to_sign_in(signing, hall, clerk):
    async with signing(size=(60, 15)) as (pilot, screen):
        await pilot.press("i")
        assert "absence" in told(screen)
    assert kinds(hall, clerk) == ["in"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-20 08:28", datetime(2026, 11, 20, 8, 28)),  # noqa: DTZ001
        ("11-20 8:28", datetime(2026, 11, 20, 8, 28)),  # noqa: DTZ001
        ("0828", datetime(2026, 11, 20, 8, 28)),  # noqa: DTZ001
        ("８：２８", datetime(2026, 11, 20, 8, 28)),  # noqa: DTZ001
        ("明天 13:30", datetime(2026, 11, 21, 13, 30)),  # noqa: DTZ001
        ("2026年11月20日 8点30分", datetime(2026, 11, 20, 8, 30)),  # noqa: DTZ001
        ("8点", datetime(2026, 11, 20, 8, 0)),  # noqa: DTZ001
        ("1120 0828", datetime(2026, 11, 20, 8, 28)),  # noqa: DTZ001
        ("1-4 8:30", datetime(2027, 1, 4, 8, 30)),  # noqa: DTZ001 - leave over the turn of the year
        ("25:00", None),
        ("2-30 8:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times_as_people_type_them(typed, meant):
    assert read_moment(typed, datetime(2026, 11, 20, tzinfo=ZONE).date(), nearest=True) == meant
