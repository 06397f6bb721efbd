"""One of a few: what the keys do, and that it shows where they go."""

from __future__ import annotations

from hallclient.rules.message import Message
from hallclient.widgets.choice import Choice

OPTIONS = {"yes": Message("yes"), "no": Message("no")}


def choice(name: str) -> Choice:
    return Choice(Message("On offer"), OPTIONS, "no", id=name)


def lit(one: Choice) -> bool:
    return any("reverse" in str(span.style) for span in one.content.spans)


async def test_only_the_one_with_the_keyboard_is_lit(shown) -> None:
    first, second = choice("first"), choice("second")
    async with shown(first, second) as pilot:
        first.focus()
        await pilot.pause()
        assert (lit(first), lit(second)) == (True, False)
        await pilot.press("enter")
        await pilot.pause()
        assert (lit(first), lit(second)) == (False, True)


async def test_keys_turn_it_and_what_is_none_of_the_options_changes_nothing(shown) -> None:
    one = choice("one")
    async with shown(one) as pilot:
        one.focus()
        await pilot.press("space")
        assert one.value == "yes"
        await pilot.press("left")
        assert one.value == "no"
        one.put("perhaps")
        assert one.value == "no"
