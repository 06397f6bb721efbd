"""Long work in front of everything else: its bar, its result, and that nothing ends it halfway."""

from __future__ import annotations

import threading

from support.pilots import until
from textual.widgets import Static

from hallclient.dialogs.confirm import Confirm
from hallclient.dialogs.working import Working
from hallclient.rules.message import Message

TITLE = Message("Take in")


async def test_the_bar_moves_and_the_result_comes_back(asked):
    told, go_on = threading.Event(), threading.Event()

    def work(watch):
        watch("store", 0.5)
        told.set()
        assert go_on.wait(10)
        return 42

    async with asked(lambda: Working(TITLE, work)) as pilot:
        await until(pilot, told.is_set)
        line = " ".join(str(text.content) for text in pilot.app.screen.query(Static))
        assert "Storing" in line and " 50 %" in line and line.count("█") == line.count("░") == 20
        await pilot.press("escape", "f6")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Working), "nothing ends it halfway"
        go_on.set()
        await until(pilot, lambda: not isinstance(pilot.app.screen, Working))
        assert pilot.answer() == 42


async def test_an_error_comes_back_as_one(asked):
    error = ValueError("no")

    def work(watch):
        raise error

    async with asked(lambda: Working(TITLE, work)) as pilot:
        await until(pilot, lambda: not isinstance(pilot.app.screen, Working))
        assert pilot.answer() is error


async def test_a_window_that_was_locked_meanwhile_keeps_the_result_until_it_is_unlocked(asked):
    go_on, done = threading.Event(), threading.Event()

    def work(watch):
        assert go_on.wait(10)
        done.set()
        return 42

    async with asked(lambda: Working(TITLE, work)) as pilot:
        await pilot.app.push_screen(Confirm(TITLE))
        go_on.set()
        await until(pilot, done.is_set)
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("n")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Working | Confirm))
        assert pilot.answer() == 42
