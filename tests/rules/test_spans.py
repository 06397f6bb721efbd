"""Stretches of time against sets of whole minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules.spans import Span, cut, joined, total, without

ORIGIN = datetime(2026, 11, 20)  # noqa: DTZ001
MINUTE = timedelta(minutes=1)
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda p: p[0] < p[1]), max_size=5)


def spans(pairs: list[tuple[int, int]]) -> list[Span]:
    return [(ORIGIN + a * MINUTE, ORIGIN + b * MINUTE) for a, b in pairs]


def minutes(of: list[Span] | tuple[Span, ...]) -> set[int]:
    return {m for start, end in of for m in range((start - ORIGIN) // MINUTE, (end - ORIGIN) // MINUTE)}


@given(SPANS, SPANS)
def test_spans_are_sets_of_minutes(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    one, two = spans(first), spans(second)
    for result, expected in ((joined(one), minutes(one)), (without(one, two), minutes(one) - minutes(two))):
        assert minutes(result) == expected
        assert total(result) == len(expected) * MINUTE
        assert all(a[1] < b[0] for a, b in pairwise(result))
    frame = spans([(5, 20)])[0]
    assert minutes([part for span in one if (part := cut(span, frame))]) == minutes(one) & set(range(5, 20))
