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
    assert conditions.after_tick({"d"}, "a", RULES) == {"a"}
    assert conditions.after_tick({"a"}, "d", RULES) == {"d"}, "what a alone implied goes with it"
    assert conditions.after_untick({"a"}, "b", RULES) == frozenset()
    assert conditions.after_untick({"a", "c"}, "b", RULES) == {"c"}, "c was ticked by itself as well"
    assert conditions.after_untick({"a", "b"}, "a", RULES) == {"b"}
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
    chosen: frozenset[str] = frozenset()
    for on, code in keys:
        chosen = (conditions.after_tick if on else conditions.after_untick)(chosen, code, rules)
        assert (code in conditions.closed(chosen, rules)) is on
        assert conditions.conflict(chosen, rules) is None


@given(st.lists(RULE, max_size=6), st.lists(st.tuples(st.booleans(), st.sampled_from(CODES)), max_size=8))
def test_an_implied_one_follows_its_source_and_a_ticked_one_stays(rules, keys):
    """Pairs (condition, implied) are composed here, so that the closure of the rules is no oracle of itself."""
    if conditions.refuse_rules(NAMES, rules) is not None:
        return
    leads = {(a, b) for a, relation, b in rules if relation == "implies"}
    for _ in CODES:
        leads |= {(a, d) for a, b in leads for c, d in leads if b == c}
    bars = {frozenset((a, b)) for a, relation, b in rules if relation == "excludes"}
    pressed: set[str] = set()
    chosen: frozenset[str] = frozenset()
    for on, code in keys:
        chosen = (conditions.after_tick if on else conditions.after_untick)(chosen, code, rules)
        brought = {code} | {b for a, b in leads if a == code}
        lost = {c for c in CODES if any(frozenset((c, b)) in bars for b in brought)} if on else {code}
        pressed -= lost | {a for a, b in leads if b in lost}
        pressed |= {code} if on else set()
        assert conditions.closed(chosen, rules) == pressed | {b for a, b in leads if a in pressed}


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
