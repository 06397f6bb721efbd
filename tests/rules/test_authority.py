"""Authorisations: which one covers a decision on which day, and what is said where none does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules.authority import Authorisation, covering, why_not

CIVIL, MARKET = "县民政局", "县市场监督管理局"
DAY = date(2026, 11, 20)
LISTED = Authorisation(CIVIL)


def numbered(number="1号", items=(), valid_from=date(2026, 1, 1), expires=date(2026, 12, 31), department=CIVIL):
    return Authorisation(department, number, items, valid_from, expires)


@pytest.mark.parametrize(
    ("granted", "found"),
    [
        ((), None),
        ((LISTED,), ""),
        ((Authorisation(MARKET),), None),
        ((numbered(),), "1号"),
        ((LISTED, numbered()), "1号"),
        ((numbered(expires=DAY),), "1号"),
        ((numbered(valid_from=DAY),), "1号"),
        ((numbered(expires=date(2026, 11, 19)),), None),
        ((LISTED, numbered(expires=date(2026, 11, 19))), None),
        ((LISTED, numbered(department=MARKET, expires=date(2026, 11, 19))), ""),
        ((numbered(valid_from=date(2026, 11, 21)),), None),
        ((numbered(items=("MZ002",)),), None),
        ((numbered(items=("MZ002", "MZ001")),), "1号"),
        ((numbered(expires=date(2026, 11, 19)), numbered("2号")), "2号"),
        ((numbered(items=("MZ002",)), numbered("2号", ("MZ001",))), "2号"),
    ],
)
def test_the_one_that_covers(granted, found):
    one = covering(granted, CIVIL, "MZ001", DAY)
    assert (None if one is None else one.number) == found
    if one is None and any(a.department == CIVIL for a in granted):
        assert why_not(granted, CIVIL, "MZ001", DAY) is not None


def test_what_is_said():
    assert why_not((), CIVIL, "MZ001", DAY) is None
    ended = why_not((numbered(expires=date(2026, 11, 19)),), CIVIL, "MZ001", DAY)
    assert str(ended) == "The authorisation 1号 for 县民政局 ended on 2026-11-19."
    early = why_not((numbered(valid_from=date(2026, 11, 21)),), CIVIL, "MZ001", DAY)
    assert str(early) == "The authorisation 1号 for 县民政局 begins on 2026-11-21."
    other = why_not((numbered(items=("MZ002",)),), CIVIL, "MZ001", DAY)
    assert str(other) == "The authorisation 1号 for 县民政局 does not cover this item."


DAYS = st.dates(date(2026, 11, 1), date(2026, 11, 30))
GRANTED = st.lists(
    st.builds(
        Authorisation,
        st.sampled_from((CIVIL, MARKET)),
        st.sampled_from(("", "1号", "2号")),
        st.sampled_from(((), ("MZ001",), ("MZ002",))),
        st.one_of(st.none(), DAYS),
        st.one_of(st.none(), DAYS),
    ),
    max_size=5,
)


@given(GRANTED, st.sampled_from(("MZ001", "MZ002")), DAYS)
def test_it_agrees_with_the_words_of_the_rule(granted, item, on):
    """Those with a number hold instead of those without; of these any that begins, ends and covers rightly."""
    own = [one for one in granted if one.department == CIVIL]
    own = [one for one in own if one.number] or own
    able = {
        id(one)
        for one in own
        if not (one.valid_from and on < one.valid_from)
        and not (one.expires and one.expires < on)
        and (item in one.items or not one.items)
    }
    found = covering(granted, CIVIL, item, on)
    assert (found is None) is (not able)
    assert found is None or id(found) in able
