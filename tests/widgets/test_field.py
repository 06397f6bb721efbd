"""The field: what is typed and pasted, and what it says about it."""

from __future__ import annotations

from textual import events

from hallclient.rules.message import Message
from hallclient.widgets.field import Field

WRONG = Message("Too short.")


def short(text: str) -> Message | None:
    return WRONG if len(text) < 3 else None


def field(**options: object) -> Field:
    return Field(Message("Name"), id="name", width=30, **options)


async def settle(pilot) -> None:
    await pilot.pause(0.2)


async def test_says_what_is_wrong_after_a_pause_and_once(shown) -> None:
    one = field(check=short, hint=Message("As on the paper"))
    async with shown(one) as pilot:
        message = one.query_one(".message")
        assert message.text == "As on the paper"
        for char in "ab":
            one.input.insert_text_at_cursor(char)
        assert message.text == "As on the paper"
        await settle(pilot)
        assert message.text == "! Too short."
        assert one.has_class("-wrong")
        one.input.insert_text_at_cursor("c")
        await settle(pilot)
        assert message.text == ""
        assert pilot.app.screen.heard == [("name", "ab", WRONG), ("name", "abc", None)]


async def test_a_long_commit_is_checked_once(shown) -> None:
    asked: list[str] = []
    one = field(check=lambda text: asked.append(text))
    async with shown(one) as pilot:
        for char in "申请人" * 17:
            one.input.insert_text_at_cursor(char)
        await settle(pilot)
        assert len([text for text in asked if len(text) < 51]) == 0
        assert one.value == "申请人" * 17


async def test_pasted_lines_are_joined_and_controls_go(shown) -> None:
    one = field()
    async with shown(one) as pilot:
        one.input.post_message(events.Paste("青州路\r\n12号\x1b[31m\t三楼\n"))
        await pilot.pause()
        assert one.value == "青州路 12号[31m 三楼"


async def test_paste_is_cut_at_the_greatest_length(shown) -> None:
    one = field(max_length=5)
    async with shown(one) as pilot:
        one.input.post_message(events.Paste("123456789"))
        await pilot.pause()
        assert one.value == "12345"


async def test_full_width_digits_become_plain_where_asked(shown) -> None:
    narrow, other = field(narrow=True), Field(Message("Other"), id="other")
    async with shown(narrow, other) as pilot:
        for char in "１１０Ｘ":
            narrow.input.insert_text_at_cursor(char)
            other.input.insert_text_at_cursor(char)
        await pilot.pause()
        assert narrow.value == "110X"
        assert other.value == "１１０Ｘ"


async def test_blanks_can_be_typed(shown) -> None:
    one = field()
    async with shown(one) as pilot:
        await pilot.press("a", "space", "b")
        assert one.value == "a b"


async def test_enter_moves_on_or_submits(shown) -> None:
    first, last = field(), Field(Message("Last"), id="last", enter_moves=False)
    async with shown(first, last) as pilot:
        await pilot.press("x", "enter", "y", "enter")
        await pilot.pause()
        assert (first.value, last.value) == ("x", "y")
        assert last.input.has_focus
        heard = [entry for entry in pilot.app.screen.heard if entry[0] == "submitted"]
        assert heard == [("submitted", "name", "x"), ("submitted", "last", "y")]


async def test_required_and_foreign_problems(shown) -> None:
    one = field(required=True, check=short)
    async with shown(one) as pilot:
        assert one.problem == Message("{field} is needed.", field=Message("Name"))
        one.value = "abcd"
        assert one.problem is None
        one.complain(Message("Taken already."))
        assert one.problem == Message("Taken already.")
        assert one.query_one(".message").text == "! Taken already."
        one.input.insert_text_at_cursor("e")
        await settle(pilot)
        assert one.problem is None


async def test_markup_stays_text(shown) -> None:
    one = Field(Message("[/] name"), id="name", check=lambda text: Message("{text}?", text=text))
    async with shown(one) as pilot:
        one.value = "[bold]"
        await settle(pilot)
        assert one.query_one(".message").text == "! [bold]?"
        assert one.input.value == "[bold]"


async def test_a_long_text_shows_its_beginning_when_it_is_left(shown) -> None:
    first, other = field(), Field(Message("Last"), id="last")
    async with shown(first, other) as pilot:
        first.value = "长" * 200 + "末"
        await pilot.pause()
        await pilot.press("home", "end")
        await pilot.pause()
        assert first.input.scroll_offset.x > 0
        await pilot.press("tab")
        await pilot.pause()
        assert (first.input.scroll_offset.x, first.input.cursor_position) == (0, 0)
        await pilot.press("shift+tab", "x")
        assert first.value == "x", "coming back selects it as before"
