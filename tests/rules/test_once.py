"""The once rule: grounds of a second notice, and the rate by whoever told first."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import once
from hallclient.rules.once import Score, Second, Told

GOOD = Second("oversight", "缺少户口簿首页", "首次核对时漏看了第二页")
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (None, "told once"),
        (Second("whim", "缺少户口簿", "首次核对漏看"), "neither"),
        (Second("oversight", "", "首次核对漏看"), "at least 4"),
        (Second("new_fact", "缺少户口簿", "   "), "at least 4"),
        (Second("new_fact", "缺" * 301, "首次核对漏看"), "301 characters"),
    ],
)
def test_grounds_that_do_not_do(second, words):
    assert words in str(once.refuse_second(second))


def test_grounds_that_do():
    assert once.refuse_second(GOOD) is None
    assert once.refuse_second(Second("new_fact", GOOD.what, GOOD.why)) is None


def told(request, cause="", clerk="1003", window=3, item="A", day=DAY):
    return Told(request, "t", window, clerk, item, "事项", day, cause)


def test_an_oversight_counts_at_the_first_clerk_and_a_new_fact_does_not():
    notices = [
        told("1"),
        told("2"),
        told("2", "oversight", clerk="1004", window=5, day=date(2026, 12, 1)),
        told("3"),
        told("3", "new_fact"),
        told("4", clerk="1004"),
    ]
    by_clerk = once.scores(notices, lambda one: one.clerk)
    assert by_clerk == {"1003": Score(3, 2, 1, 1), "1004": Score(1, 1, 0, 0)}
    assert by_clerk["1003"].rate == Decimal("66.67")
    assert once.scores(notices, lambda one: one.issued_on.month) == {11: Score(4, 3, 1, 1)}


def test_two_oversights_of_one_request_spoil_it_once():
    notices = [told("1"), told("1", "oversight"), told("1", "oversight"), told("1", "new_fact")]
    assert once.scores(notices, lambda one: 0) == {0: Score(1, 0, 2, 1)}


def test_nobody_told_has_no_rate():
    assert Score().rate is None
    assert once.scores([], lambda one: 0) == {}
    assert once.scores([told("1", "oversight")], lambda one: 0) == {}, "its first notice lies outside"


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["oversight", "new_fact"])), max_size=20), st.integers(0, 6)
)
def test_the_score_against_a_count_by_hand(later, firsts):
    notices = [told(str(n)) for n in range(firsts)] + [told(str(n), cause) for n, cause in later]
    score = once.scores(notices, lambda one: 0).get(0, Score())
    counted = Counter(cause for n, cause in later if n < firsts)
    spoilt = {n for n, cause in later if cause == "oversight" and n < firsts}
    assert score == Score(firsts, firsts - len(spoilt), counted["oversight"], counted["new_fact"])
    if firsts:
        assert score.rate is not None and abs(score.rate - Decimal(100) * (firsts - len(spoilt)) / firsts) <= Decimal(
            "0.005"
        )
