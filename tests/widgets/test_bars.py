"""The lines at the top and the bottom of every screen."""

from __future__ import annotations

from datetime import datetime

import pytest
from textual.dom import DOMNode

from hallclient import language
from hallclient.rules.message import Message
from hallclient.screens.global_keys import GLOBAL_KEYS
from hallclient.widgets.cells import cell_len
from hallclient.widgets.key_bar import KeyBar, ShownKey, _fitted
from hallclient.widgets.keys import Key, key_name
from hallclient.widgets.status_line import StatusLine
from hallclient.widgets.top_bar import TopBar, TopLine

NODE = DOMNode()
SHOWN = [ShownKey(key, NODE) for key in GLOBAL_KEYS if key.show]


@pytest.mark.parametrize("width", [200, 98, 80, 60, 40, 12, 1])
@pytest.mark.parametrize("speech", ["zh_CN", "en"])
def test_keys_fit_and_the_palette_is_always_there(width: int, speech: str) -> None:
    language.use(speech)
    entries, gap = _fitted(SHOWN, width)
    size = sum(cell_len(one.key.name) + cell_len(label) + gap for one, label in entries) - gap
    assert size <= max(width, 10)
    assert entries[-1][0].key.action == "palette"


def test_where_keys_do_not_fit_the_disabled_ones_go_first() -> None:
    language.use("en")
    half = [ShownKey(one.key, NODE, Message("Not now.") if place % 2 else None) for place, one in enumerate(SHOWN)]
    left = [one for one, _ in _fitted(half, 60)[0]]
    assert 0 < len(left) < len(half)
    assert {one.key.action for one in half if one.reason is None} <= {one.key.action for one in left}


def test_in_chinese_every_key_fits_80_columns() -> None:
    language.use("zh_CN")
    assert len(_fitted(SHOWN, 80)[0]) == len(SHOWN)


@pytest.mark.parametrize(
    ("key", "name"),
    [("f2", "F2"), ("ctrl+p", "^P"), ("alt+2", "Alt+2"), ("escape", "Esc"), ("a", "a"), ("shift+f5", "Shift+F5")],
)
def test_keys_as_people_write_them(key: str, name: str) -> None:
    assert key_name(key) == name


async def test_a_click_does_what_the_key_does_and_disabled_ones_say_why(shown) -> None:
    done: list[str] = []

    class Bar(KeyBar):
        def action_first(self) -> None:
            done.append("first")

        def action_second(self) -> None:
            done.append("second")

        def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
            return Message("Not now.") if action == "second" else None

    bar = Bar(
        lambda: [
            ShownKey(Key("a", "first", Message("First")), bar),
            ShownKey(Key("b", "second", Message("Second")), bar, Message("Not now.")),
        ]
    )
    async with shown(bar) as pilot:
        assert bar.render_line(0).text.rstrip() == "aFirst  bSecond"
        await pilot.click(bar, offset=(1, 0))
        await pilot.click(bar, offset=(9, 0))
        await pilot.pause()
        assert done == ["first"]
        assert pilot.app.screen.query_one(StatusLine).text == "Not now."


async def test_top_line_gives_up_parts_where_it_is_narrow(shown) -> None:
    line = TopLine(
        "Government service window",
        "Window 3",
        "王芳(1003)",
        "Signed in 08:21",
        datetime(2026, 11, 20, 9, 42),  # noqa: DTZ001 - local time, as it is shown
    )
    for width, words in ((120, "Fri"), (80, "Signed in"), (50, "王芳"), (36, "Government"), (10, "Gov")):
        bar = TopBar(lambda: line)
        async with shown(bar, size=(width, 24)) as pilot:
            text = bar.render_line(0).text
            assert cell_len(text) == width
            assert words in text
            assert width < 36 or "09:42" in text
            await pilot.pause()


async def test_status_has_a_sign_beside_the_colour(shown) -> None:
    status = StatusLine()
    async with shown(status):
        status.rest(Message("resting"))
        assert status.text == "resting"
        status.tell(Message("Wrong."), "error")
        assert status.render_line(0).text.startswith("!! Wrong.")
        status.tell("[/] done")
        assert status.render_line(0).text.startswith("[/] done")
        status.clear()
        assert status.text == "resting"
