"""The pseudo-terminal of the tests shows what a real one would, also between two halves of an update."""

from __future__ import annotations

import pyte
import pytest
from support.terminal import _line_text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("姓名 张三", "姓名 张三"),
        ("姓名\rx", "x 名"),
        ("姓名\r\x1b[Cx", " x名"),
        ("姓名\r\x1b[2Cx", "姓x"),
    ],
)
def test_halves_of_wide_characters_are_blanks(written: str, shown: str) -> None:
    screen = pyte.Screen(20, 1)
    pyte.Stream(screen).feed(written)
    assert _line_text(screen.buffer[0], 20) == shown
