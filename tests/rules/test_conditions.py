"""Conditions that imply and exclude one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import conditions

NAMES = (("a", "甲"), ("b", "乙"), ("c", "丙"), ("d", "丁"))
CODES = [code for code, _ in NAMES]
RULES = (("a", "implies", "b"), ("b", "implies", "c"), ("c", "excludes", "d"))


def test_ticking_one_ticks_what_it_implies_and_unticks_what_that_excludes():
    assert conditions.closed({"a"}, RULES) == {"a", "b", "c"}
    assert conditions.after_tick({"d"}, "a", RULES) == {"a", "b", "c"}
    assert conditions.after_tick({"a", "b", "c"}, "d", RULES) == {"d"}
    assert conditions.after_untick({"a", "b", "c"}, "b", RULES) == {"c"}
    assert conditions.conflict({"a", "d"}, RULES) == ("c", "d")
    assert conditions.conflict({"a"}, RULES) is None


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ((("a", "implies", "x"),), "not one of the item"),
        ((("a", "needs", "b"),), "neither"),
        ((("a", "excludes", "a"),), "itself"),
        ((("a", "implies", "b"), ("b", "implies", "c"), ("c", "implies", "a")), "甲 → 乙 → 丙 → 甲"),
        ((("a", "implies", "b"), ("a", "implies", "c"), ("b", "excludes", "c")), "exclude each other"),
    ],
)
def test_rules_that_do_not_hold(rules, words):
    assert words in str(conditions.refuse_rules(NAMES, rules))


def test_rules_that_hold():
    assert conditions.refuse_rules(NAMES, RULES) is None
    assert conditions.refuse_rules(NAMES, ()) is None


RULE = st.tuples(st.sampled_from(CODES), st.sampled_from(["implies", "excludes"]), st.sampled_from(CODES))


@given(st.lists(RULE, max_size=6), st.lists(st.tuples(st.booleans(), st.sampled_from(CODES)), max_size=8))
def test_no_sequence_of_ticks_ends_in_a_contradiction(rules, keys):
    if conditions.refuse_rules(NAMES, rules) is not None:
        return
    ticked: frozenset[str] = frozenset()
    for on, code in keys:
        ticked = (conditions.after_tick if on else conditions.after_untick)(ticked, code, rules)
        assert (code in ticked) is on
        assert conditions.closed(ticked, rules) == ticked
        assert conditions.conflict(ticked, rules) is None


@given(st.lists(RULE, max_size=8))
def test_a_circle_is_found_exactly_where_something_leads_back_to_itself(rules):
    """An independent oracle: the closure of the pairs by repeated composition."""
    pairs = {(a, b) for a, relation, b in rules if relation == "implies"}
    for _ in CODES:
        pairs |= {(a, d) for a, b in pairs for c, d in pairs if b == c}
    found = str(conditions.refuse_rules(NAMES, rules))
    if any(a == b for a, _, b in rules):
        assert "itself" in found
    else:
        assert ("circle" in found) is any(a == b for a, b in pairs)
