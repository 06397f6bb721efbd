"""Periods as people type them."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import period

D = date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11-20", D(2026, 11, 20), D(2026, 11, 20)),
        ("2026/11/20", D(2026, 11, 20), D(2026, 11, 20)),
        ("20261120", D(2026, 11, 20), D(2026, 11, 20)),
        ("2026年11月20日", D(2026, 11, 20), D(2026, 11, 20)),
        ("2026-02", D(2026, 2, 1), D(2026, 2, 28)),
        ("2024年2月", D(2024, 2, 1), D(2024, 2, 29)),
        ("2026", D(2026, 1, 1), D(2026, 12, 31)),
        ("２０２６年", D(2026, 1, 1), D(2026, 12, 31)),
        ("2026-11-01..2026-11-20", D(2026, 11, 1), D(2026, 11, 20)),
        ("2026-10 至 2026-11", D(2026, 10, 1), D(2026, 11, 30)),
        ("2026-11-01..", D(2026, 11, 1), None),
        ("..2025", None, D(2025, 12, 31)),
    ],
)
def test_what_means_what(text, first, last):
    assert period.parse(text) == (first, last)


@pytest.mark.parametrize("text", ["", "..", "x", "2026-13", "2026-02-30", "2026-11..2026-10", "1..2..3", "26"])
def test_what_is_none(text):
    assert period.parse(text) is None


TODAY = D(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("11-20", D(2026, 11, 20), D(2026, 11, 20)),
        ("1120", D(2026, 11, 20), D(2026, 11, 20)),
        ("11.20", D(2026, 11, 20), D(2026, 11, 20)),
        ("11月20日", D(2026, 11, 20), D(2026, 11, 20)),
        ("20", D(2026, 11, 20), D(2026, 11, 20)),
        ("9", D(2026, 11, 9), D(2026, 11, 9)),
        ("21", D(2026, 10, 21), D(2026, 10, 21)),
        ("31", D(2026, 10, 31), D(2026, 10, 31)),
        ("11-21", D(2025, 11, 21), D(2025, 11, 21)),
        ("0229", D(2024, 2, 29), D(2024, 2, 29)),
        ("11月", D(2026, 11, 1), D(2026, 11, 30)),
        ("12月份", D(2025, 12, 1), D(2025, 12, 31)),
        ("昨天", D(2026, 11, 19), D(2026, 11, 19)),
        ("前天至今天", D(2026, 11, 18), D(2026, 11, 20)),
        ("11-01..11-20", D(2026, 11, 1), D(2026, 11, 20)),
        ("1101..20", D(2026, 11, 1), D(2026, 11, 20)),
        ("11-01..11-30", D(2026, 11, 1), D(2026, 11, 30)),
        ("12-20..01-10", D(2025, 12, 20), D(2026, 1, 10)),
        ("9月~10月", D(2026, 9, 1), D(2026, 10, 31)),
        ("2025-12-20..0110", D(2025, 12, 20), D(2026, 1, 10)),
        ("..11-20", None, D(2026, 11, 20)),
        ("11-01..", D(2026, 11, 1), None),
        ("2026", D(2026, 1, 1), D(2026, 12, 31)),
    ],
)
def test_short_forms_mean_the_last_such_day(text, first, last):
    assert period.parse(text, TODAY) == (first, last)


@pytest.mark.parametrize(
    "text", ["13-01", "1340", "32", "0", "1131", "0230", "113", "11-", "11-20-1", "13月", "明天"]
)
def test_short_forms_that_are_none(text):
    assert period.parse(text, TODAY) is None


@given(st.text(alphabet="0123456789-/.年月日至今天~ ", max_size=24), st.dates())
def test_no_text_raises(text, today):
    period.parse(text)
    period.parse(text, today)


@given(st.dates(D(2001, 1, 1), D(2098, 12, 31)), st.dates(D(2001, 1, 1), D(2098, 12, 31)))
def test_a_day_without_its_year_is_the_nearest_in_the_past(today, day):
    first, last = period.parse(f"{day:%m%d}", today)
    assert first == last <= today
    assert (first.month, first.day) == (day.month, day.day)
    nearer = (D(year, day.month, day.day) for year in range(first.year + 1, today.year + 1) if _is(year, day))
    assert all(one > today for one in nearer)


def _is(year, day):
    return (day.month, day.day) != (2, 29) or calendar.isleap(year)


@given(st.dates(D(1900, 1, 1), D(2999, 12, 31)), st.dates(D(1900, 1, 1), D(2999, 12, 31)))
def test_what_is_said_means_the_same(one, other):
    for found in ((min(one, other), max(one, other)), (one, one), (one, None), (None, one)):
        assert period.parse(period.said(found)) == found
