"""Periods as people type them."""

from __future__ import annotations

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


@given(st.text(alphabet="0123456789-/.年月日至~ ", max_size=24))
def test_no_text_raises(text):
    period.parse(text)


@given(st.dates(D(1900, 1, 1), D(2999, 12, 31)), st.dates(D(1900, 1, 1), D(2999, 12, 31)))
def test_what_is_said_means_the_same(one, other):
    for found in ((min(one, other), max(one, other)), (one, one), (one, None), (None, one)):
        assert period.parse(period.said(found)) == found
