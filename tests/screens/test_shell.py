"""The application around the screens: keys of everywhere, going and coming back, errors, locking."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from hallclient.app import HallApp
from hallclient.config import load
from hallclient.dialogs.confirm import Confirm
from hallclient.dialogs.notice import Notice
from hallclient.dialogs.palette import Palette
from hallclient.dialogs.unlock import Unlock
from hallclient.errors import Refused
from hallclient.paths import Home
from hallclient.rules.message import Message
from hallclient.screens import registry
from hallclient.screens.base import HallScreen
from hallclient.screens.help.screen import HelpScreen
from hallclient.services import accounts
from hallclient.services.hall import Hall
from hallclient.services.opening import Opening
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import ListSource, RowList
from hallclient.widgets.status_line import StatusLine
from hallclient.widgets.top_bar import TopBar


class Desk(HallScreen):
    """Stands for the desk."""

    NAME = "desk"
    HEADING = Message("Desk")
    HELP = (Message("What waits is listed here."),)
    KEYS = (
        Key("a", "accept", Message("Accept"), Message("Take it on.")),
        Key("r", "refuse", Message("Refuse")),
        Key("x", "crash", Message("Crash")),
        Key("w", "wait", Message("Wait")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.loads = 0

    def body(self) -> Iterable[Widget]:
        yield RowList(ListSource(range(5)), (), lambda row: ())

    def reload(self) -> None:
        self.loads += 1

    def subject(self) -> str | None:
        row = self.query_one(RowList).row
        return f"number {row}" if row else None

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        return Message("Only the chief may refuse.") if action == "refuse" else None

    def action_accept(self) -> None:
        self.done.append("accepted")
        raise Refused(Message("Not all materials are in order."), Message("Mark them first."))

    def action_refuse(self) -> None:
        self.done.append("refused")

    def action_crash(self) -> None:
        raise ZeroDivisionError("a secret of the program")

    async def action_wait(self) -> None:
        self.done.append("asked")
        self.done.append(str(await self.ask(Confirm(Message("Really?")))))


class Form(HallScreen):
    """Stands for the screen where a request is typed."""

    NAME = "receive"
    HEADING = Message("Receive a request")

    def __init__(self, resume: bool = False) -> None:
        super().__init__()
        self.resume = resume

    def body(self) -> Iterable[Widget]:
        yield Field(Message("Applicant"), id="name")
        yield Field(Message("Number"), id="number", narrow=True)
        yield Field(Message("Phone"), id="phone", enter_moves=False)

    def leaving(self) -> Message | None:
        return Message("Leave without saving?") if self.query_one("#name", Field).value else None


class Checklist(HallScreen):
    """Stands for the checklist."""

    NAME = "checklist"

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number


class Search(HallScreen):
    """Stands for the search."""

    NAME = "search"


STAND_INS = {"desk": Desk, "receive": Form, "checklist": Checklist, "search": Search, "help": HelpScreen}


@pytest.fixture
def app(hall, clerk, monkeypatch: pytest.MonkeyPatch) -> HallApp:
    monkeypatch.setattr(registry, "load", STAND_INS.__getitem__)
    return HallApp(hall, actor=clerk)


def names(app: HallApp) -> list[str]:
    return [screen.NAME for screen in app.screen_stack if isinstance(screen, HallScreen)]


def status(app: HallApp) -> str:
    return app.screen.query_one(StatusLine).text


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_opens_the_desk_and_says_who_is_there(app: HallApp) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        assert names(app) == ["desk"]
        line = app.screen.query_one(TopBar).render_line(0).text
        assert "Desk" in line and "Window 3" in line and "王芳(1003)" in line and "Not signed in" in line


async def test_each_screen_is_open_once_and_esc_goes_back(app: HallApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f3")
        await press(pilot, "f2")
        await press(pilot, "f1")
        assert names(app) == ["desk", "search", "receive", "help"]
        await press(pilot, "f3")
        assert names(app) == ["desk", "search"]
        await press(pilot, "escape")
        assert names(app) == ["desk"]
        await press(pilot, "escape", "backspace", "ctrl+g")
        assert names(app) == ["desk"], "there is nothing behind the desk"
        assert app.screen.loads > 1


@pytest.mark.parametrize(("key", "name"), [("alt+2", "receive"), ("alt+3", "search"), ("alt+1", "help")])
async def test_second_keys(app: HallApp, key: str, name: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, key)
        assert names(app)[-1] == name
        await press(pilot, "ctrl+g")
        assert names(app) == ["desk"]


async def test_what_was_typed_is_not_lost_without_asking(app: HallApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f2")
        form = app.screen
        form.query_one("#name", Field).value = "张三"
        await press(pilot, "escape")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "n")
        assert app.screen is form
        await press(pilot, "f3")
        assert names(app) == ["desk", "receive", "search"], "going on top loses nothing"
        await press(pilot, "f6")
        await press(pilot, "n")
        assert names(app) == ["desk", "receive"]
        await press(pilot, "f6")
        await press(pilot, "y")
        assert names(app) == ["desk"]


async def test_a_disabled_key_says_why(app: HallApp) -> None:
    async with app.run_test() as pilot:
        desk = app.screen
        await press(pilot, "r")
        assert status(app) == "Only the chief may refuse."
        assert desk.done == []
        await press(pilot, "f4")
        assert status(app) == "Choose a request first."
        await press(pilot, "f9")
        assert "supervisor" in status(app)
        await press(pilot, "down", "f4")
        assert app.screen.number == "number 1"


async def test_letters_work_with_caps_lock_on(app: HallApp) -> None:
    async with app.run_test() as pilot:
        desk = app.screen
        assert isinstance(desk, Desk)
        await press(pilot, "A", "enter", "alt+P")
        assert desk.done == ["accepted"]
        assert isinstance(app.screen, Palette)


async def test_what_was_told_is_gone_when_the_clerk_comes_back(app: HallApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r")
        assert "chief" in status(app)
        await press(pilot, "f3", "escape")
        assert names(app) == ["desk"]
        assert status(app) == ""


async def test_an_error_of_the_services_is_shown_with_its_remedy(app: HallApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "a")
        assert isinstance(app.screen, Notice)
        assert app.screen.message == Message("Not all materials are in order.")
        assert app.screen.remedy == Message("Mark them first.")
        await press(pilot, "enter")
        assert names(app) == ["desk"] and not isinstance(app.screen, Notice)


async def test_a_mistake_of_the_program_shows_one_sentence_and_goes_to_the_log(
    app: HallApp, caplog: pytest.LogCaptureFixture
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "x")
        assert isinstance(app.screen, Notice)
        assert "secret" not in str(app.screen.message) + str(app.screen.remedy)
        assert "hallclient.log" in str(app.screen.remedy)
        await press(pilot, "escape")
        await press(pilot, "w", "y")
        assert app.screen.done[-1] == "True", "the program goes on"
        assert any(record.exc_info for record in caplog.records)
        app._exception = None  # otherwise the harness raises it


async def test_errors_in_handlers_and_workers_are_caught_too(app: HallApp, caplog) -> None:
    caplog.set_level(logging.CRITICAL)
    async with app.run_test() as pilot:
        desk = app.screen
        desk.call_later(desk.action_crash)
        await pilot.pause()
        assert isinstance(app.screen, Notice)
        await press(pilot, "escape")

        async def fail() -> None:
            raise Refused(Message("No."))

        desk.run_worker(fail())
        await pilot.pause()
        assert isinstance(app.screen, Notice)
        assert app.screen.message == Message("No.")
        await press(pilot, "escape")
        assert app.screen is desk
        await press(pilot, "w", "y")
        assert desk.done[-1] == "True"
        app._exception = None


async def test_a_flood_of_errors_ends_the_program_instead_of_locking_the_keyboard(app: HallApp, caplog) -> None:
    caplog.set_level(logging.CRITICAL)
    async with app.run_test() as pilot:
        for _ in range(20):
            app.report(ZeroDivisionError())
        await pilot.pause()
        app._exception = None
    assert app.return_code == 1


async def test_an_action_pressed_twice_runs_once(app: HallApp) -> None:
    async with app.run_test() as pilot:
        desk = app.screen
        await app.run_action("wait", desk)
        await app.run_action("wait", desk)
        await pilot.pause()
        assert desk.done == ["asked"]
        await press(pilot, "y")
        assert desk.done == ["asked", "True"]


async def test_locking_hides_and_the_same_person_goes_on(app: HallApp, monkeypatch) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f2")
        form = app.screen
        form.query_one("#name", Field).value = "张三"
        await press(pilot, "f12")
        assert isinstance(app.screen, Unlock) and app.actor is None
        await press(pilot, "escape", "f2")
        assert isinstance(app.screen, Unlock)
        app.screen.dismiss(accounts.actor_of(app.hall, "1003"))
        await pilot.pause()
        assert app.screen is form
        assert app.actor.code == "1003"


async def test_another_person_begins_at_the_desk(app: HallApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f2", "ctrl+l")
        app.screen.dismiss(accounts.actor_of(app.hall, "1004"))
        await pilot.pause()
        assert names(app) == ["desk"]
        assert app.actor.code == "1004"


async def test_unlocking_with_code_and_pin(hall, monkeypatch) -> None:
    monkeypatch.setattr(registry, "load", STAND_INS.__getitem__)
    app = HallApp(hall)
    async with app.run_test() as pilot:
        assert isinstance(app.screen, Unlock)
        app.screen.code.value = "1003"
        app.screen.pin.value = "0000"
        app.screen.pin.focus()
        await press(pilot, "enter")
        await until(pilot, lambda: names(app) == ["desk"])


async def until(pilot: Pilot[Any], true: Any) -> None:
    for _ in range(300):
        await pilot.pause(0.01)
        if true():
            return
    raise AssertionError("it never came")


async def test_the_hall_is_opened_behind_the_lock(home: Home, monkeypatch) -> None:
    monkeypatch.setattr(registry, "load", STAND_INS.__getitem__)
    app = HallApp(Opening(home, load(home.config)))
    async with app.run_test() as pilot:
        assert isinstance(app.screen, Unlock)
        await until(pilot, lambda: isinstance(app.hall, Hall))
        app.screen.code.value = "1003"
        app.screen.pin.value = "0000"
        app.screen.pin.focus()
        await press(pilot, "enter")
        await until(pilot, lambda: names(app) == ["desk"])
    app.hall.close()


async def test_a_hall_that_cannot_be_opened_ends_the_program_with_a_sentence(home: Home, capsys) -> None:
    config = load(home.config)
    home.database.write_bytes(b"not a database" * 100)
    app = HallApp(Opening(home, config))
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.return_code == 1)
    assert capsys.readouterr().err.startswith("The database cannot be opened")


async def test_the_palette_runs_what_was_found(app: HallApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, Palette)
        await press(pilot, *"search", "enter")
        assert names(app) == ["desk", "search"]


async def test_help_is_made_from_the_keys(app: HallApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f1")
        page = str(app.screen.query_one(".text").content)
        for words in ("What waits is listed here.", "Take it on.", "F2 Alt+2", "Esc"):
            assert words in page
        lines = page.splitlines()
        tips = (
            "Take it on.",
            "Hand requests over to a colleague",
            "The keys of this screen, and how things are done.",
            "Leave the post for a while",
        )
        assert len({line.index(tip) for tip in tips for line in lines if tip in line}) == 1, page


async def test_a_card_reader_burst_fills_the_right_fields(app: HallApp) -> None:
    """Keys that arrive in one go; on a real terminal the same is tried in tests/e2e."""
    from textual import events

    async with app.run_test() as pilot:
        for _ in range(5):
            app.post_message(events.Key("f2", None))
            for char in "张三\t110105194912310021\r139\t":
                key = {"\t": "tab", "\r": "enter"}.get(char, char)
                app.post_message(events.Key(key, char))
            for _ in range(50):
                await pilot.pause(0.01)
                if names(app) == ["desk", "receive"] and app.screen.query_one("#phone", Field).value == "139":
                    break
            values = [field.value for field in app.screen.query(Field)]
            assert values == ["张三", "110105194912310021", "139"]
            await press(pilot, "escape", "y")
            await asyncio.sleep(0)


@pytest.mark.parametrize("size", [(60, 15), (20, 6), (1, 1)])
async def test_a_small_terminal_is_said_so_and_stays_usable(app: HallApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        assert "80x24" in status(app)
        await press(pilot, "f2", "escape", "ctrl+p", "escape")
        assert names(app) == ["desk"]
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert status(app) == ""


async def test_away_and_back_is_one_key(app: HallApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "ctrl+t", "1")
        assert status(app).startswith("Away since")
        assert "Away" in app.screen.query_one(TopBar).render_line(0).text
        app.hall.clock.set(app.hall.clock.now().replace(minute=20))
        await press(pilot, "ctrl+t")
        assert status(app).startswith("Back at the post")


async def test_quitting_asks(app: HallApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "ctrl+q")
        await press(pilot, "n")
        assert app.is_running
        await press(pilot, "ctrl+q")
        await press(pilot, "enter")
    assert app.return_code == 0
