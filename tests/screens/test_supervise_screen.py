"""Supervision: the board, a month, the punches behind a verdict, approvals, what is late or not reported."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from datetime import date, datetime

import pytest
from screens.test_request_kinds import JOINT
from support.hall import ZONE
from textual.widgets import Static

from db.queries import staff as staff_queries
from hallclient.app import HallApp
from hallclient.jobs import hall_questions
from hallclient.rules.question import Question
from hallclient.screens.supervise.heat_map import CLASSES, class_of, glyph
from hallclient.services import attendance, catalogue, punctuality, request_actions
from hallclient.widgets.cells import cell_len
from hallclient.widgets.status_line import StatusLine


@pytest.fixture
def watching(hall, people):
    """The application with the supervision screen in front."""

    @asynccontextmanager
    async def begin(size=(80, 24), actor=people.supervisor):
        app = HallApp(hall, actor=actor, first="supervise")
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


def texts(row_list):
    return [[c if isinstance(c, str) else c[0] for c in row_list.cells(r)] for r in row_list.source.rows]


def at(day, hour, minute, second=0):
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZONE)


@pytest.fixture
def late_clerk(hall, clock, clerk):
    """王芳 came at 8:36:12 today and at 8:20 yesterday, and forgot to sign out then."""
    clock.set(at(19, 8, 20))
    attendance.punch(hall, clerk, "in", badge=True)
    clock.set(at(20, 8, 36, 12))
    attendance.punch(hall, clerk, "in", badge=False)
    clock.set(at(20, 9, 42))
    return clerk


async def test_the_board_shows_windows_people_and_late_opening(watching, late_clerk):
    async with watching() as (pilot, screen):
        rows = texts(screen.board.list)
        window = next(row for row in rows if row[0] == "Window 3")
        assert window[2] == "08:36"
        assert window[4] == "opened 7 min late"
        person = next(row for row in rows if row[1] == "王芳")
        assert (person[2], person[4]) == ("08:36", "Late 7 min")
        assert next(row for row in rows if row[1] == "孙丽")[4] == "Not here yet"
        await pilot.press("right")
        assert "not come yet" in told(screen)
        await pilot.press("left")
        await settled(pilot)
        person = next(row for row in texts(screen.board.list) if row[1] == "王芳")
        assert person[4] == "Sign-out missing"
        assert screen.board.day == date(2026, 11, 19)


async def test_enter_shows_the_punches_behind_a_verdict(watching, late_clerk):
    async with watching() as (pilot, screen):
        key = next(row.key for row in screen.board.source.rows if row.person and row.person.staff == late_clerk.code)
        screen.board.list.reload(key)
        await pilot.press("enter")
        await pilot.pause()
        dialog = screen.app.screen
        assert [row[0] for row in texts(dialog.list)] == ["08:36:12"]
        assert texts(dialog.list)[0][3] == "no"
        await pilot.press("left")
        assert [row[0] for row in texts(dialog.list)] == ["08:20:00"]
        await pilot.press("escape")
        await settled(pilot)
        assert screen.app.screen is screen


async def test_only_who_is_missing_now(watching, late_clerk):
    async with watching() as (pilot, screen):
        await pilot.press("m")
        await settled(pilot)
        names = [row[1] for row in texts(screen.board.list) if not row[0]]
        assert "王芳" not in names
        assert "孙丽" in names
        await pilot.press("m")
        await settled(pilot)
        assert "王芳" in [row[1] for row in texts(screen.board.list)]
        await pilot.press("left")
        await settled(pilot)
        await pilot.press("m")
        assert "go back to today" in told(screen)


async def test_the_reckoning_stands_below_the_punches_and_an_absence_is_decided_there(watching, hall, late_clerk):
    async with watching() as (pilot, screen):
        key = next(row.key for row in screen.board.source.rows if row.person and row.person.staff == "1004")
        screen.board.list.reload(key)
        await pilot.press("enter")
        await pilot.pause()
        dialog = screen.app.screen
        assert dialog.reason_disabled("decide", ("confirmed",)) is not None, "the half-day is not over"
        await pilot.press("left")
        assert "suspected absence" in str(dialog._reckoning())
        await pilot.press("y")
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        assert told(screen) == "The absence is confirmed."
    halves = punctuality.rows(hall, date(2026, 11, 19), date(2026, 11, 19), staff="1004")
    assert [row.half_day.review for row in halves] == ["confirmed", ""]


async def test_board_month_and_approvals_are_narrowed_together_and_written(watching, hall, people, late_clerk):
    attendance.ask_leave(hall, people.other_clerk, at(23, 8, 30), at(23, 9, 30), "事假")
    attendance.ask_leave(hall, people.chief, at(23, 8, 30), at(23, 9, 30), "事假")
    async with watching() as (pilot, screen):
        await pilot.press("f")
        await pilot.pause()
        screen.app.screen.field.value = "孙丽"
        await pilot.press("enter")
        await settled(pilot)
        assert [(row[0], row[1]) for row in texts(screen.board.list)] == [("Window 3", "综合窗口"), ("", "孙丽")]
        files = {}
        for page, name in (("1", "board-2026-11-20_孙丽"), ("2", "month-2026-11_孙丽"), ("3", "approvals-孙丽")):
            await pilot.press(page)
            await settled(pilot)
            await pilot.press("e")
            await settled(pilot)
            assert f"{name}.csv and 3 more" in told(screen)
            files[page] = json.loads((hall.home.exports / f"{name}.json").read_text(encoding="utf-8"))["rows"]
        (row,) = files["1"]
        assert (row["window"], row["opened"], row["name"], row["am"]) == (3, "08:36", "孙丽", "Not here yet")
        (row,) = files["2"]
        assert (row["name"], row["absent"], row["2026-11-19_am"]) == ("孙丽", 2, "Absent? (check)")
        assert [row["name"] for row in files["3"]] == ["孙丽"]
        await pilot.press("1", "f")
        await pilot.pause()
        screen.app.screen.field.value = "1"
        await pilot.press("enter")
        await settled(pilot)
        assert {row[1] for row in texts(screen.board.list)} == {"", "赵强"}


async def test_the_punches_of_a_day_are_written_with_their_reckoning(watching, hall, late_clerk):
    async with watching() as (pilot, screen):
        key = next(row.key for row in screen.board.source.rows if row.person and row.person.staff == late_clerk.code)
        screen.board.list.reload(key)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        told_by_dialog = str(screen.app.screen._head.content)
        await pilot.press("escape")
        await settled(pilot)
    assert "punches-王芳-2026-11-20.csv and 3 more" in told_by_dialog
    written = (hall.home.exports / "punches-王芳-2026-11-20.html").read_text(encoding="utf-8")
    assert "08:36:12" in written
    assert "Late 7 min" in written


async def test_a_month_in_numbers_and_as_a_map(watching, late_clerk):
    async with watching() as (pilot, screen):
        await pilot.press("2")
        await settled(pilot)
        screen.month.list.reload(late_clerk.code)
        await pilot.pause()
        assert class_of(screen.month.map.half("am")) == "late"
        await pilot.press("left")
        assert class_of(screen.month.map.half("am")) == "missing"
        lines = [screen.month.map.render_line(y) for y in range(4)]
        assert {line.cell_length for line in lines} == {screen.month.map.size.width}
        await pilot.press("n")
        assert "not come yet" in told(screen)
        await pilot.press("p")
        await settled(pilot)
        assert screen.month.month == date(2026, 10, 1)


@pytest.mark.parametrize("first", ["supervise", "punctuality"])
async def test_heads_that_are_too_long_are_cut_and_lose_no_words(hall, people, first):
    app = HallApp(hall, actor=people.supervisor, first=first)
    async with app.run_test(size=(60, 24)) as pilot:
        await settled(pilot)
        heads = app.screen.query("#tabs, .head, .about, .legend").results(Static)
        assert {head.styles.text_wrap for head in heads if head.styles.height.value == 1} == {"nowrap"}
        pane = app.screen.query_one("Pane.-front .head", Static)
        pane.update("一个很长的词" * 20)
        await pilot.pause()
        assert pane.render_line(0).text.strip().startswith("一个很长的词" * 4)


def test_every_pair_of_the_map_is_two_cells():
    assert {cell_len(glyph(name)) for name in CLASSES} == {2}


async def test_approving_and_rejecting(watching, hall, people, late_clerk):
    attendance.ask_correction(hall, late_clerk, at(19, 11, 31), "out", "忘记", "监控可查")
    attendance.ask_leave(hall, people.other_clerk, at(23, 8, 30), at(27, 17, 0), "年休假", "[/]")
    attendance.ask_leave(hall, people.other_clerk, at(23, 8, 30), at(23, 9, 30), "事假")
    async with watching() as (pilot, screen):
        await pilot.press("3")
        await settled(pilot)
        assert len(screen.approvals.source.rows) == 3
        by_kind = {(row.kind, row.asked.what): row.key for row in screen.approvals.source.rows}
        screen.approvals.list.reload(by_kind["leave", "annual"])
        await pilot.press("y")
        assert "granted by: Leader" in told(screen)
        screen.approvals.list.reload(by_kind["correction", "out"])
        await pilot.pause()
        detail = str(screen.approvals.detail.render())
        assert "Reason: 忘记" in detail
        assert "Evidence: 监控可查" in detail
        await pilot.press("y")
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        screen.approvals.list.reload(by_kind["leave", "personal"])
        await pilot.press("x")
        await pilot.pause()
        screen.app.screen.field.value = "人手不足"
        await pilot.press("enter")
        await settled(pilot)
        assert len(screen.approvals.source.rows) == 1
    half = punctuality.rows(hall, date(2026, 11, 19), date(2026, 11, 19), staff=late_clerk.code)[0].half_day
    assert half.corrected
    assert "missing_out" not in half.verdicts
    assert [row.decision for row in attendance.applications(hall, "leave", "rejected")] == ["人手不足"]


async def test_nobody_approves_their_own(watching, hall, people):
    attendance.ask_leave(hall, people.supervisor, at(23, 8, 30), at(23, 9, 30), "事假")
    async with watching() as (pilot, screen):
        await pilot.press("3")
        await settled(pilot)
        await pilot.press("y")
        assert "Nobody decides on their own" in told(screen)


async def test_what_is_overdue_and_which_window_has_not_closed(watching, clock, receive, people):
    receive()
    clock.set(at(30, 9, 0))
    async with watching() as (pilot, screen):
        await pilot.press("4")
        await settled(pilot)
        row = texts(screen.watch_pane.list)[0]
        assert row[1] == "张*丰"
        assert screen.subject() is not None
        own = next(row for row in texts(screen.watch_pane.windows) if "3" in row[0])
        assert own[5] == "not closed"
        await pilot.press("y")
        assert "page 3" in told(screen)


async def test_a_part_of_a_joint_matter_is_overdue_by_itself(watching, hall, clock, receive, people):
    catalogue.save(hall, "1009", (JOINT,))
    number = receive("LB001").number
    request_actions.act(hall, people.clerk, number, "accept")
    part = {"department": "县水利局", "owner": "1004", "due": "2026-11-23"}
    request_actions.act(hall, people.clerk, number, "assign", part)
    clock.set(at(24, 9, 0))
    async with watching() as (pilot, screen):
        await pilot.press("4")
        await settled(pilot)
        (row,) = texts(screen.watch_pane.list)
        assert (row[2], row[3], row[5]) == ("县水利局: part of 一件事", "孙丽", "1 wd overdue")
        assert screen.subject() == number


async def test_a_small_terminal_is_enough_to_look(watching, late_clerk):
    async with watching(size=(60, 15)) as (pilot, screen):
        for page in "1234":
            await pilot.press(page)
            await settled(pilot)
        assert screen.page == 4


async def test_every_no_is_listed_by_month_and_leads_to_the_request(watching, hall, people, receive):
    number = receive().number
    request_actions.act(hall, people.chief, number, "refuse", {"reason": "不属许可"})
    async with watching() as (pilot, screen):
        await pilot.press("7")
        await settled(pilot)
        (row,) = texts(screen.refusals.list)
        assert row[1:3] == ["03-0001", "Not accepted"]
        assert row[-1] == "不属许可"
        await pilot.press("left")
        await settled(pilot)
        assert screen.refusals.period.first == date(2026, 10, 1)
        assert screen.refusals.source.rows == []
        await pilot.press("right", "right")
        await settled(pilot)
        assert screen.refusals.period.first == date(2026, 11, 1), "the next month has not come yet"
        await pilot.press("d")
        await pilot.pause()
        pilot.app.screen.field.value = "2026-11-20"
        await pilot.press("enter")
        await settled(pilot)
        assert screen.refusals.period.first == screen.refusals.period.last == date(2026, 11, 20)
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen.subject() == number


async def test_what_nobody_took_up_and_whose_owner_has_left(watching, hall, people, receive):
    first, second = receive().number, receive(actor=people.other_clerk).number
    request_actions.act(hall, people.clerk, first, "hand-over", {"department": "县民政局"})
    with hall.write():
        staff_queries.update(hall.db, "1004", {"active": False})
    async with watching() as (pilot, screen):
        await pilot.press("8")
        await settled(pilot)
        rows = texts(screen.waiting.list)
        assert [(row[0], row[-1]) for row in rows] == [("03-0001", "县民政局"), ("03-0002", "the owner has left")]
        assert screen.subject() == first
        await pilot.press("y")
        assert "belongs to page 3" in told(screen)
    assert second


async def test_who_is_signed_in_at_two_windows_stands_out_on_the_board(watching, late_clerk, monkeypatch):
    at_nine = datetime(2026, 11, 20, 9)  # noqa: DTZ001 - local time of the hall
    twice = Question(at_nine.date(), at_nine, "1003", "two_windows", None, 3, "5")
    monkeypatch.setattr(hall_questions, "at_two_windows", lambda hall, view, day: {"1003": twice})
    async with watching() as (_, screen):
        row = next(row for row in texts(screen.board.list) if row[1] == "王芳")
        assert row[0] == "3 and 5?"
        assert "1 at two windows" in str(screen.board.head.content)
