"""The period that a supervisor looks at: typed, named, moved by its own length."""

from __future__ import annotations

from datetime import date

import pytest

from hallclient.screens.supervise.period import Period, around, problem, read

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "kind", "first", "last"),
    [
        ("2026-11-20", "day", DAY, DAY),
        ("20261120", "day", DAY, DAY),
        ("2026-11", "month", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026年", "year", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-11-01..2026-11-20", "span", date(2026, 11, 1), DAY),
        ("2026-11-01 2026-11-20", "span", date(2026, 11, 1), DAY),
        ("2026-11-01 至 2026-11-20", "span", date(2026, 11, 1), DAY),
        ("11-01 11-20", "span", date(2026, 11, 1), DAY),
        ("1120", "day", DAY, DAY),
        ("昨天", "day", date(2026, 11, 19), date(2026, 11, 19)),
        ("2026-10..2026-11", "span", date(2026, 10, 1), date(2026, 11, 30)),
    ],
)
def test_as_it_is_typed(typed, kind, first, last):
    assert read(typed, DAY) == Period(kind, first, last)
    assert read(read(typed, DAY).text, DAY) == Period(kind, first, last)


@pytest.mark.parametrize("typed", ["", "whenever", "2026-11-20..2026-11-01", "2026-13", "2026-11..", "1 2 3"])
def test_what_is_none(typed):
    assert read(typed, DAY) is None
    assert problem(typed, DAY) is not None


def test_what_has_not_come_or_is_too_long():
    assert "not come" in str(problem("2026-12", DAY))
    assert "366" in str(problem("2024..2026", DAY))
    assert problem("2024", DAY) is None


def test_moved_by_its_own_length():
    assert around("week", DAY) == Period("week", date(2026, 11, 16), date(2026, 11, 22))
    assert around("week", DAY).shift(-1).first == date(2026, 11, 9)
    assert around("month", date(2026, 1, 31)).shift(1) == around("month", date(2026, 2, 1))
    assert around("year", date(2024, 2, 29)).shift(-1) == around("year", date(2023, 6, 1))
    assert around("year", date(2026, 1, 1)).shift(1) == around("year", date(2027, 6, 1))
    assert read("2026-11-01..2026-11-10", DAY).shift(1) == Period("span", date(2026, 11, 11), date(2026, 11, 20))
