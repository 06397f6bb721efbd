"""Our requests against the province's list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules.reconciliation import STAGES, WORDS, Ours, Theirs, differences
from hallclient.rules.terms import STATES


def kinds(ours, theirs, **options):
    return [(one.kind, one.number, one.province_number) for one in differences(ours, theirs, **options)]


def test_every_state_has_a_stage_that_the_province_can_name():
    assert set(STAGES) == set(STATES)
    assert set(STAGES.values()) == set(WORDS.values())


def test_each_kind_of_difference():
    ours = [
        Ours("n1", "P1", "accepted"),
        Ours("n2", "P2", "delivered"),
        Ours("n3", "", "registered"),
        Ours("n4", "", "registered"),
    ]
    theirs = [
        Theirs(2, "P1", "", "办理中", "handling"),
        Theirs(3, "P2", "", "办理中", "handling"),
        Theirs(4, "P3", "n3", "收件", "received"),
        Theirs(5, "P9", "", "", ""),
    ]
    found = [("state", "n2", "P2"), ("number", "n3", "P3"), ("missing_here", "", "P9")]
    assert kinds(ours, theirs) == [*found, ("missing_there", "n4", "")]
    assert kinds(ours, theirs, whole=False) == found


def test_a_word_that_nobody_understands_is_a_difference():
    assert kinds([Ours("n1", "P1", "accepted")], [Theirs(2, "P1", "", "特别程序", "")]) == [("state", "n1", "P1")]


@given(st.lists(st.sampled_from(sorted(STAGES)), max_size=20))
def test_a_true_copy_has_no_difference(states):
    ours = [Ours(f"n{n}", f"P{n}", state) for n, state in enumerate(states)]
    theirs = [Theirs(n + 2, one.province_number, one.number, "x", STAGES[one.state]) for n, one in enumerate(ours)]
    assert differences(ours, theirs) == []
