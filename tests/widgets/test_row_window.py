"""The rows that a list holds, against a plain list that holds all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from hypothesis import given, settings
from hypothesis import strategies as st

from hallclient.widgets.row_window import KEEP, PAGE, RowWindow


class Numbers:
    """A source over sorted numbers that counts how many rows it was asked for."""

    def __init__(self, numbers: list[int], counted: bool = True) -> None:
        self.numbers = numbers
        self.counted = counted
        self.asked = 0

    def fetch(
        self, *, after: int | None = None, before: int | None = None, last: bool = False, limit: int
    ) -> list[int]:
        self.asked += limit
        if last:
            return self.numbers[-limit:]
        if after is not None:
            place = bisect_right(self.numbers, after)
            return self.numbers[place : place + limit]
        if before is not None:
            place = bisect_left(self.numbers, before)
            return self.numbers[max(0, place - limit) : place]
        return self.numbers[:limit]

    def key(self, row: int) -> int:
        return row

    def count(self) -> int | None:
        return len(self.numbers) if self.counted else None


def held(window: RowWindow[int], source: Numbers, height: int) -> None:
    """What must always be true."""
    numbers = source.numbers
    if not numbers:
        assert window.row is None
        return
    assert window.top <= window.cursor < window.top + height
    start = numbers.index(window.rows[0])
    assert window.rows == numbers[start : start + len(window.rows)]
    assert window.start in (None, start)
    shown = len(window.rows) - window.top
    assert shown >= min(height, len(numbers)), "no empty lines while there are rows"


MOVES = st.lists(
    st.one_of(
        st.integers(-150, 150), st.integers(-2000, 2000), st.sampled_from(["first", "last", "reload", "resize"])
    ),
    max_size=25,
)


@settings(deadline=None)
@given(st.integers(0, 1500), st.integers(1, 40), st.booleans(), MOVES)
def test_moves_like_a_plain_list(size: int, height: int, counted: bool, moves: list[int | str]) -> None:
    source = Numbers([3 * n for n in range(size)], counted)
    window: RowWindow[int] = RowWindow(source)
    window.resize(height)
    window.reload()
    place = 0
    for move in moves:
        if move == "first":
            window.first()
            place = 0
        elif move == "last":
            window.last()
            place = size - 1
        elif move == "reload":
            window.reload()
        elif move == "resize":
            height = height % 40 + 1
            window.resize(height)
        else:
            window.move(move)
            place += move
        place = max(0, min(place, size - 1))
        held(window, source, height)
        if size:
            assert window.row == 3 * place


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 3000), unique=True, max_size=600),
    st.lists(st.tuples(st.booleans(), st.integers(0, 3000), st.integers(-90, 90)), max_size=20),
)
def test_reload_keeps_the_row_though_others_come_and_go(
    numbers: list[int], steps: list[tuple[bool, int, int]]
) -> None:
    source = Numbers(sorted(numbers))
    window: RowWindow[int] = RowWindow(source)
    window.resize(10)
    window.reload()
    for add, number, move in steps:
        window.move(move)
        at = window.row
        if add and number not in source.numbers:
            insort(source.numbers, number)
        elif not add and number in source.numbers:
            source.numbers.remove(number)
        window.reload()
        if at is not None and at in source.numbers:
            assert window.row == at
        elif at is not None and source.numbers:
            later = [n for n in source.numbers if n > at]
            assert window.row == (later[0] if later else source.numbers[-1])
        if source.numbers:
            assert window.top <= window.cursor < window.top + 10
            assert len(window.rows) - window.top >= min(10, len(source.numbers))


def test_a_million_rows_cost_what_pages_cost() -> None:
    source = Numbers(list(range(1_000_000)))
    window: RowWindow[int] = RowWindow(source)
    window.resize(30)
    window.reload()
    window.last()
    for _ in range(50):
        window.move(-29)
    assert window.row == 999_999 - 50 * 29
    assert window.index == window.row
    assert source.asked < 3_000


def test_rows_far_from_the_screen_are_forgotten() -> None:
    window: RowWindow[int] = RowWindow(Numbers(list(range(20_000))))
    window.resize(30)
    window.reload()
    for step in (29, -29):
        for _ in range(300):
            window.move(step)
            assert len(window.rows) <= KEEP + 2 * PAGE
            assert window.index == window.row
    assert window.row == 0


def test_scrolling_tells_from_moving_in_view() -> None:
    window: RowWindow[int] = RowWindow(Numbers(list(range(50))))
    window.resize(10)
    window.reload()
    assert window.move(3) == (0, 3)
    assert window.move(7) == (None, None)
    assert window.move(0) == (9, 9)


def test_after_the_end_of_an_uncounted_list_the_place_is_not_claimed() -> None:
    window: RowWindow[int] = RowWindow(Numbers(list(range(500)), counted=False))
    window.resize(10)
    window.reload()
    assert window.index == 0
    window.last()
    assert window.index is None
    window.first()
    window.move(7)
    assert window.index == 7
