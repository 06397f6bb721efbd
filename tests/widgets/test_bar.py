"""Bars: exactly as many cells as asked for, longer for more, something for anything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hallclient.widgets.bar import Bar, progress
from hallclient.widgets.cells import cell_len

COUNTS = st.integers(0, 300_000)


def filled(bar: Bar, width: int) -> str:
    return "".join(text for text, style in bar.pieces(width) if style)


@given(COUNTS, COUNTS, COUNTS, st.integers(0, 70))
def test_a_bar_has_its_width_in_cells(done, rest, more, width):
    pieces = Bar(done, rest, done + rest + more).pieces(width)
    assert sum(cell_len(text) for text, _ in pieces) == width


@given(COUNTS, COUNTS, st.integers(1, 300_000), st.integers(1, 70))
def test_more_is_never_shorter(done, fewer, most, width):
    small, large = sorted((min(done, most), min(fewer, most)))
    assert _eighths(filled(Bar(small, 0, most), width)) <= _eighths(filled(Bar(large, 0, most), width))


@given(st.integers(1, 300_000), COUNTS, COUNTS, st.integers(1, 70))
def test_whatever_there_is_shows(done, rest, more, width):
    text = filled(Bar(done, rest, done + rest + more), width)
    assert text
    assert "▒" in text or not rest
    assert rest or "▒" not in text
    if width > 1 and len(text) > 1:
        assert text[0] == "█" or not rest


def test_the_longest_fills_the_width_and_nothing_is_blank():
    assert filled(Bar(7, 0, 7), 10) == "█" * 10
    assert filled(Bar(5, 5, 10), 10) == "█" * 5 + "▒" * 5
    assert filled(Bar(1, 0, 16), 2) == "▏"
    assert filled(Bar(0, 0, 7), 10) == ""
    assert Bar(0, 0, 0).pieces(3) == [("   ", "")]
    assert Bar(9, 0, 7).pieces(2)[0] == ("██", "good")


def _eighths(text: str) -> int:
    return sum({"█": 8}.get(cell, " ▏▎▍▌▋▊▉".find(cell)) for cell in text)


@given(COUNTS, COUNTS, st.integers(0, 70))
def test_a_bar_of_progress_has_its_width_and_is_full_at_the_end(done, whole, width):
    bar = progress(done, whole, width)
    assert cell_len(bar) == width
    assert bar.count("█") == (width if 0 < whole <= done else min(done, whole) * width // max(1, whole))
