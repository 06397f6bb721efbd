"""Widths in cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules.message import Message
from hallclient.widgets.cells import cell_len, fit
from hallclient.widgets.columns import Column, widths

T = Message("t")


@given(st.text(max_size=60), st.integers(0, 40), st.booleans())
def test_fit_gives_exactly_the_cells_asked_for(text: str, width: int, right: bool) -> None:
    fitted = fit(text, width, right)
    assert cell_len(fitted) == width
    assert "\x1b" not in fitted


def test_fit_cuts_between_wide_characters() -> None:
    assert fit("最低生活保障", 12) == "最低生活保障"
    assert fit("最低生活保障", 11) == "最低生活保~"
    assert fit("最低生活保障", 10) == "最低生活~ "
    assert fit("12", 5, right=True) == "   12"


def test_what_is_left_is_shared() -> None:
    columns = (Column(T, 8), Column(T), Column(T, share=2))
    assert widths(columns, 40) == [8, 10, 20]


def test_a_title_widens_its_column_only_where_there_is_room() -> None:
    columns = [Column(Message("A"), 5), Column(Message("B"), 4), Column(Message("C"), least=8)]
    assert widths(columns, 30, [9, 4, 1]) == [9, 4, 15]
    assert widths(columns, 21, [9, 4, 1]) == [7, 4, 8]
    assert widths(columns, 12, [9, 4, 1]) == widths(columns, 12)


def test_optional_columns_go_when_it_is_narrow() -> None:
    columns = (Column(T, 10), Column(T, least=10), Column(T, 10, optional=2), Column(T, 10, optional=1))
    assert widths(columns, 60) == [10, 27, 10, 10]
    assert widths(columns, 35) == [10, 13, 10, 0]
    assert widths(columns, 24) == [10, 13, 0, 0]


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=7),
    st.integers(60, 200),
)
def test_columns_fill_the_line_exactly(shapes: list[tuple[int, int, int]], total: int) -> None:
    columns = [Column(T, width, share, 5, optional) for width, share, optional in shapes]
    found = widths(columns, total)
    shown = [width for width in found if width]
    if any(not c.width and w for c, w in zip(columns, found, strict=True)) and all(not c.optional for c in columns):
        needed = sum(c.width or 5 for c in columns) + len(columns) - 1
        if needed <= total:
            assert sum(shown) + len(shown) - 1 == total
