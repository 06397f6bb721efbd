"""The dialogs: what each key answers."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.dialogs.confirm import Confirm
from hallclient.dialogs.notice import Notice
from hallclient.dialogs.unlock import Unlock
from hallclient.errors import Refused, WrongPin
from hallclient.rules.message import Message
from hallclient.widgets.row_list import RowList

SURE = Message("Sure?")


def words(pilot) -> str:
    return " ".join(str(text.content) for text in pilot.app.screen.query(Static))


@pytest.mark.parametrize(
    ("key", "answer"),
    [("y", True), ("1", True), ("n", False), ("2", False), ("enter", True), ("escape", None), ("ctrl+g", None)],
)
async def test_confirm(asked, key: str, answer: bool | None) -> None:
    async with asked(lambda: Confirm(SURE)) as pilot:
        assert "Sure?" in words(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert pilot.answer() is answer


async def test_what_cannot_be_taken_back_says_so_and_is_not_confirmed_by_habit(asked) -> None:
    async with asked(lambda: Confirm(SURE, irreversible=Message("It is gone for good."))) as pilot:
        assert "! It is gone for good." in words(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("y")
        await pilot.pause()
        assert pilot.answer() is True


async def test_full_width_letters_of_an_input_method_count(asked) -> None:
    async with asked(lambda: Confirm(SURE)) as pilot:
        await pilot.press("ｙ")
        await pilot.pause()
        assert pilot.answer() is True


async def test_notice_shows_message_and_remedy_as_they_are(asked) -> None:
    error = Refused(Message("“{name}” is refused.", name="[/]\x1b[31m"), Message("Ask the chief."))
    async with asked(lambda: Notice.of(error)) as pilot:
        assert "“[/][31m” is refused." in words(pilot)
        assert "Ask the chief." in words(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.answer() is None


OPTIONS = [
    Option("a", Message("First")),
    Option("b", "[bold]second", Message("Not today.")),
    Option("c", "third"),
]


@pytest.mark.parametrize(
    ("keys", "answer"), [("1", "a"), ("3", "c"), ("enter", "a"), ("down down enter", "c"), ("9 escape", None)]
)
async def test_choose(asked, keys: str, answer: str | None) -> None:
    async with asked(lambda: Choose(SURE, OPTIONS)) as pilot:
        await pilot.press(*keys.split())
        await pilot.pause()
        assert pilot.answer() == answer


async def test_choose_says_why_an_option_cannot_be_taken(asked) -> None:
    async with asked(lambda: Choose(SURE, OPTIONS)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Choose)
        assert "Not today." in words(pilot)


async def test_choosing_what_cannot_be_taken_leaves_the_list_where_it_is(asked) -> None:
    many = [Option(place, f"Step {place}", Message("Not today.") if place == 3 else None) for place in range(20)]
    async with asked(lambda: Choose(SURE, many)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        rows = pilot.app.screen.query_one(RowList)
        assert rows.row == 3 and "Step 0" in "".join(part.text for part in rows.render_line(0))


async def test_ask_text_takes_what_is_right(asked) -> None:
    def check(text: str) -> Message | None:
        return Message("Too short.") if len(text) < 3 else None

    async with asked(lambda: AskText(SURE, Message("Reason"), check=check)) as pilot:
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, AskText)
        await pilot.press("a", "b", "enter")
        await pilot.pause()
        assert pilot.app.screen.query_one(".message").text == "! Too short."
        await pilot.press("c", "enter")
        await pilot.pause()
        assert pilot.answer() == "abc"


def verify(code: str, pin: str) -> str:
    if pin != "0000":
        raise WrongPin(Message("Wrong PIN."), Message("Type it again."))
    return f"person {code}"


async def wait(pilot, until) -> None:
    for _ in range(100):
        await pilot.pause(0.01)
        if until():
            return
    raise AssertionError("it never came")


async def test_unlock_keeps_the_code_and_says_what_was_wrong(asked) -> None:
    async with asked(lambda: Unlock(verify)) as pilot:
        dialog = pilot.app.screen
        await pilot.press("enter")
        assert dialog.pin.input.has_focus
        dialog.code.value = "１００３"
        dialog.code.focus()
        await pilot.press("enter", "1", "enter")
        await wait(pilot, lambda: "Wrong PIN. Type it again." in words(pilot))
        assert dialog.code.value == "1003"
        assert dialog.pin.value == ""
        assert dialog.pin.input.has_focus
        await pilot.press("0", "0", "0", "0", "enter")
        await wait(pilot, lambda: not isinstance(pilot.app.screen, Unlock))
        assert pilot.answer() == "person 1003"


async def test_a_locked_window_cannot_be_left_and_hides_what_is_behind(asked) -> None:
    async with asked(lambda: Unlock(verify)) as pilot:
        await pilot.press("escape", "ctrl+g", "f2", "ctrl+p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Unlock)
        assert pilot.app.screen.has_class("-opaque")
        lines = pilot.app.screen._compositor.render_strips()
        assert not any("Esc" in line.text for line in lines)
        assert "王芳" not in "".join(line.text for line in lines)


async def test_a_second_pin_can_be_left(asked) -> None:
    async with asked(lambda: Unlock(verify, leave=True)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.answer() is None


async def test_dialogs_stay_usable_in_a_tiny_terminal(asked) -> None:
    async with asked(lambda: Confirm(SURE, irreversible=Message("It is gone for good.")), size=(30, 8)) as pilot:
        await pilot.resize_terminal(60, 15)
        await pilot.press("y")
        await pilot.pause()
        assert pilot.answer() is True
