"""Lines measured in terminal cells: nothing too wide, nothing lost, signs where they belong."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from hallclient.printing.text import wrap
from hallclient.rules.text import clean

words = st.text(st.one_of(st.sampled_from("中文，。（）《》 a1-𠮷e\u0301"), st.characters()), max_size=60)


@given(words, st.integers(8, 40), st.integers(0, 6))
@example("（" * 30 + "，" * 30, 8, 0)
@example("a" * 39 + "，" * 3, 40, 0)
@example("中" * 3 + "（" + "a" * 7 + "，", 8, 6)
def test_no_line_is_too_wide_and_nothing_is_lost(text, width, first):
    lines = wrap(text, width, first)
    assert cell_len(lines[0]) <= width - first
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("甲乙丙丁，戊", ["甲乙丙", "丁，戊"]),
        ("甲乙丙（丁", ["甲乙丙", "（丁"]),
        ("甲乙abcd丙", ["甲乙abcd", "丙"]),
        ("甲乙丙abcd", ["甲乙丙", "abcd"]),
        ("abcdefghij", ["abcdefgh", "ij"]),
        ("甲乙 丙丁 戊", ["甲乙 丙", "丁 戊"]),
        ("", [""]),
        ("𠮷𠮷𠮷𠮷𠮷", ["𠮷𠮷𠮷𠮷", "𠮷"]),
    ],
)
def test_lines_break_the_chinese_way(text, lines):
    assert wrap(text, 8) == lines
