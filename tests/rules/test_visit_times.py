"""Waiting and serving times against a way of counting that shares nothing with them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import visit_times
from hallclient.rules.visit_times import Stretch, Times


@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=60))
def test_the_90th_percentile_is_the_nearest_rank(seconds):
    """The smallest value such that at least nine in ten are not above it."""
    enough = [v for v in seconds if sum(other <= v for other in seconds) * 10 >= 9 * len(seconds)]
    assert visit_times.times(Counter(seconds)).p90 == min(enough)
    assert visit_times.times(Counter(seconds)).p90 == sorted(seconds)[ceil(Fraction(9 * len(seconds), 10)) - 1]


@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=60))
def test_the_mean_is_rounded_half_up(seconds):
    assert visit_times.times(Counter(seconds)).mean == int(Fraction(sum(seconds), len(seconds)) + Fraction(1, 2))


def test_nothing_has_no_times():
    assert visit_times.times({}) == Times(0, None, None)


@pytest.mark.parametrize(("count", "rank"), [(1, 1), (5, 5), (9, 9), (10, 9), (11, 10), (20, 18)])
def test_ranks(count, rank):
    assert visit_times.times(Counter(range(1, count + 1))).p90 == rank


# --- visits


def stretch(kind: str, start: int, end: int, visit: int = 1, window: int = 3, staff: str = "1003") -> Stretch:
    """Minutes after nine."""
    about = ("县民政局", "县医保局")
    return Stretch(visit, kind, window, staff, start * 60, end * 60, 9 + start // 60, about)


def test_a_visit_called_twice_by_mistake_has_waited_once():
    visit = [
        stretch("waiting", 0, 10, window=0, staff=""), stretch("called", 10, 11), stretch("waiting", 11, 15),
        stretch("serving", 15, 20), stretch("parked", 20, 50), stretch("serving", 50, 75, window=4, staff="1004"),
    ]  # fmt: skip
    found = visit_times.visit_times(reversed(visit))
    whole = (Times(1, 900, 900), Times(1, 1800, 1800))
    assert found["hall"] == {"": whole}
    assert found["hour"] == {9: whole}
    assert found["department"] == {"县民政局": whole, "县医保局": whole}
    assert found["window"] == {
        3: (Times(1, 900, 900), Times(1, 300, 300)),
        4: (Times(), Times(1, 1500, 1500)),
    }
    assert found["staff"]["1004"] == (Times(), Times(1, 1500, 1500))


def test_a_visitor_who_left_unserved_has_waited_where_he_waited():
    found = visit_times.visit_times([stretch("waiting", 0, 8)])
    assert found["window"] == {3: (Times(1, 480, 480), Times())}


def test_a_clock_that_was_put_back_takes_no_time_away():
    assert stretch("waiting", 5, 0).seconds == 0


def test_no_visits_no_times():
    assert visit_times.visit_times([]) == {by: {} for by in ("hall", *visit_times.GROUPS)}


KINDS = st.sampled_from(("waiting", "called", "serving", "parked"))


@given(st.lists(st.tuples(KINDS, st.integers(0, 60), st.integers(0, 30), st.integers(1, 4), st.integers(1, 3))))
def test_no_minute_of_a_visit_is_lost_or_counted_twice(rows):
    stretches = [stretch(kind, start, start + length, visit, window) for kind, start, length, visit, window in rows]
    found = visit_times.visit_times(sorted(stretches, key=lambda one: one.visit))
    times = found["window"]
    served = {(s.visit, s.window) for s in stretches if s.kind == "serving"}
    assert sum(serving.count for _, serving in times.values()) == len(served)
    waited = {s.visit for s in stretches if s.kind in ("waiting", "called")}
    assert sum(waiting.count for waiting, _ in times.values()) == len(waited)
    if waited:
        in_all = sum(s.seconds for s in stretches if s.kind in ("waiting", "called"))
        assert found["hall"][""][0].mean == int(Fraction(in_all, len(waited)) + Fraction(1, 2))
