"""The desk: what the clerk sees first, and where it leads."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import datetime
from threading import Event
from types import SimpleNamespace

import pytest
from rich.cells import cell_len
from support.hall import ZONE
from support.printed import printed

from hallclient import language
from hallclient.app import HallApp
from hallclient.jobs import papers, printers
from hallclient.jobs.printers import PrinterProblem
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens import waiting
from hallclient.screens.desk.figures import figures
from hallclient.screens.request.screen import RequestScreen
from hallclient.services import attendance, documents, notices, request_actions
from hallclient.services.desk import Standing
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


def test_the_figures_of_a_busy_day_leave_room_for_the_summary():
    language.use("zh_CN")
    view = SimpleNamespace(
        received=112, accepted=105, completed=62, awaiting=21, unprinted=[1], near=11, overdue=1, parked=1
    )
    for words in (Message("Sent {time}", time="10:25"), Message("Unsent {count}", count=12)):
        line = figures(view, (say(words), ""))[-1]
        assert cell_len("".join(text for text, _ in line)) <= 78


def test_in_english_the_figures_leave_room_for_the_summary_too():
    """What counts nothing goes before a number is cut."""
    language.use("en")
    view = SimpleNamespace(
        received=13, accepted=10, completed=5, awaiting=20, unprinted=[1], near=10, overdue=1, parked=0
    )
    wordings = figures(view, (say(Message("Unsent {count}", count=12)), ""))
    line = "".join(text for text, _ in wordings[-1])
    assert cell_len(line) <= 78
    assert line == "Received13 Accepted10 Done5 Awaited20 To print1  Near10 Late1  Unsent 12"


async def test_after_a_change_of_size_the_summary_has_the_other_shape(desk, receive):
    receive()
    async with desk() as (pilot, screen):
        assert screen.summary.text.startswith("03-0001  ")
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        await pilot.pause()
        first = "".join(part.text for part in screen.summary.render_line(0)).rstrip()
        assert first == screen.summary.text.splitlines()[0] == "370784-20261120-030001"
        shown = "".join(part.text for strip in screen._compositor.render_strips() for part in strip)
        assert "03-0001  最低" not in shown


@pytest.mark.parametrize("speech", ["en", "zh_CN"])
@pytest.mark.parametrize("phase", ["notice", "answer"])
def test_what_a_request_waits_for_fits_its_column(speech, phase):
    language.use(speech)
    for days in (-12, -1, 0, 1, 5 if phase == "notice" else 25):
        told = say(waiting.words(Standing(phase, "running", days=days)))
        assert cell_len(told) <= 16, told


async def test_an_empty_hall_says_how_to_begin(desk, hall):
    async with desk() as (pilot, screen):
        assert "F2" in str(screen.list.empty)
        assert screen.subject() is None
        await pilot.press("p")
        assert "Every document has been printed" in screen.query_one(StatusLine).text


async def test_figures_and_what_must_not_be_overlooked(desk, hall, clerk, people, receive):
    first, second = receive(), receive(actor=people.other_clerk)
    notices.issue(hall, clerk, first.number, {"A1": ("missing", ""), "A2": ("ok", "")})
    request_actions.act(hall, people.other_clerk, second.number, "hand-over", {"to": clerk.code})
    async with desk(size=(120, 36)) as (_, screen):
        assert "Received 2" in screen.figures.text
        assert "Stands alone" in screen.figures.text
        assert "Not signed in" in screen.alerts.text
        assert "Handed to you: 1" in screen.alerts.text
        assert "Papers to print: 1" in screen.alerts.text


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


async def test_p_prints_everything_that_waits(desk, hall, clerk, receive):
    for _ in range(2):
        notices.issue(hall, clerk, receive().number, {"A1": ("missing", ""), "A2": ("ok", "")})
    async with desk() as (pilot, screen):
        assert "Papers to print: 2 (P)" in screen.alerts.text
        await pilot.press("p")
        await printed(pilot)
        assert "2 papers are out" in screen.query_one(StatusLine).text
        assert documents.waiting(hall) == ()
        assert "to print" not in screen.alerts.text


async def test_a_printer_that_fails_keeps_the_document_and_p_prints_it_again(desk, hall, clerk, receive, monkeypatch):
    issued = notices.issue(hall, clerk, receive().number, {"A1": ("missing", ""), "A2": ("ok", "")})

    def jammed(*args, **values):
        raise PrinterProblem(Message("The printer {name} has stopped: {reason}.", name="hall", reason="paper jam"))

    async with desk() as (pilot, screen):
        with monkeypatch.context() as patch:
            patch.setattr(printers, "send", jammed)
            await pilot.press("p")
            await printed(pilot)
        assert "paper jam" in screen.query_one(StatusLine).text
        assert [one.id for one in documents.waiting(hall)] == [issued.id]
        assert "paper jam" in documents.waiting(hall)[0].problem
        assert "Papers to print: 1 (P)" in screen.alerts.text
        await pilot.press("p")
        await printed(pilot)
        assert documents.waiting(hall) == ()
        assert [one.outcome for one in documents.prints(hall, issued.id)] == ["failed", "out"]


async def test_a_printer_that_hangs_stops_nobody(desk, hall, clerk, receive, monkeypatch):
    notices.issue(hall, clerk, receive().number, {"A1": ("missing", ""), "A2": ("ok", "")})
    go_on = Event()
    monkeypatch.setattr(printers, "send", lambda *args, **values: go_on.wait(30))
    async with desk() as (pilot, screen):
        await pilot.press("p", "m")
        assert screen._mine, "the keys go on"
        await pilot.press("f3")
        await pilot.pause()
        assert pilot.app.screen.NAME == "search"
        go_on.set()
        await printed(pilot)
        assert documents.waiting(hall) == ()


async def test_two_keys_print_the_guide_sheet_of_the_highlighted_matter(desk, hall, receive):
    receive()
    async with desk() as (pilot, screen):
        await pilot.press("n")
        await pilot.pause()
        assert pilot.app.screen.picker.code == "MZ001"
        await pilot.press("enter")
        await pilot.pause()
        await printed(pilot)
        (paper,) = documents.newest(hall)
        assert (paper.kind, paper.request) == ("consultation", "")
        assert "最低生活保障" in papers.file_of(hall, paper, ".txt").read_text("utf-8")
        assert paper.number in screen.query_one(StatusLine).text


async def test_another_matter_is_typed(desk, hall, receive):
    async with desk() as (pilot, _):
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("z", "z", "enter", "escape")
        await pilot.pause()
        assert documents.newest(hall) == []
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("S")
        assert pilot.app.screen.picker.field.value == "S", "typing takes the place of the matter that stood there"
        await pilot.press(*"C001", "enter")
        await printed(pilot)
        assert "SC001" in documents.newest(hall)[0].body


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


async def test_a_broken_template_is_said_until_it_is_mended(desk, hall):
    hall.home.templates.mkdir()
    path = hall.home.templates / "notice.txt"
    path.write_text("标题：坏", "utf-8")
    async with desk(size=(120, 36)) as (pilot, screen):
        assert "Template not used: notice.txt" in screen.alerts.text
        path.unlink()
        await pilot.press("r")
        await pilot.pause()
        assert "Template" not in screen.alerts.text
