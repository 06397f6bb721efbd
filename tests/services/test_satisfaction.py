"""Satisfaction by group and year on year."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hall import ZONE

from hallclient.rules.satisfaction import Satisfaction, change, year_before
from hallclient.services import reviews, satisfaction
from hallclient.services.request_actions import act

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def rated(hall, people, receive, clock):
    """Rates one consultation at a moment."""

    def rate(rating: str, day: str = "2026-11-20", item: str = "ZX001") -> str:
        clock.set(datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=ZONE))
        number = receive(item, matter="问").number
        act(hall, people.clerk, number, "answer", {"words": "答"})
        act(hall, people.clerk, number, "rate", {"rating": rating})
        return number

    return rate


@given(st.dictionaries(st.sampled_from(("5", "4", "3", "2", "1", "declined")), st.integers(0, 400)))
def test_the_rate_against_whole_numbers(counts):
    found = Satisfaction(counts)
    rated = sum(number for code, number in counts.items() if code != "declined")
    good = sum(counts.get(code, 0) for code in "543")
    assert found.rated == rated
    if rated:
        # Hundredths of a percent, halves up, in integers.
        assert int(found.rate * 100) == (2 * good * 10_000 + rated) // (2 * rated)
        assert found.rate.as_tuple().exponent == -2
    else:
        assert found.rate is None


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("2026-11-01", "2026-11-30", ("2025-11-01", "2025-11-30")),
        ("2025-02-01", "2025-02-28", ("2024-02-01", "2024-02-29")),
        ("2024-02-29", "2024-02-29", ("2023-02-28", "2023-02-28")),
        ("2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31")),
        ("2026-11-20", "2026-11-20", ("2025-11-20", "2025-11-20")),
    ],
)
def test_the_same_days_a_year_before(first, last, wanted):
    found = year_before(date.fromisoformat(first), date.fromisoformat(last))
    assert tuple(day.isoformat() for day in found) == wanted


def test_points_gained():
    assert change(Satisfaction({"5": 3, "1": 1}), Satisfaction({"5": 1, "1": 1})) == Decimal("25.00")
    assert change(Satisfaction({"5": 3}), Satisfaction({"declined": 3})) is None


def test_a_period_with_nothing_is_zeros(hall):
    found = satisfaction.whole(hall, date(2020, 1, 1), date(2020, 12, 31))
    assert (found.now.rated, found.now.rate, found.now.excluded) == (0, None, 0)
    assert satisfaction.by(hall, date(2020, 1, 1), date(2020, 12, 31), "window") == []
    assert satisfaction.whole(hall, date(1, 1, 1), date(1, 12, 31)).before.rated == 0


def test_groups_and_the_year_before(hall, people, rated):
    rated("4", "2025-11-20")
    rated("1", "2025-11-21")
    rated("5", "2025-12-01")
    for rating in ("5", "3", "declined"):
        rated(rating)
    excluded = rated("1", item="TS001")
    reviews.follow_up(hall, people.supervisor, excluded, "exclude", "误点")
    whole = satisfaction.whole(hall, *NOVEMBER)
    assert (whole.now.rated, whole.now.count("declined"), whole.now.excluded) == (2, 1, 1)
    assert (whole.now.rate, whole.before.rate) == (Decimal("100.00"), Decimal("50.00"))
    (window,) = satisfaction.by(hall, *NOVEMBER, "window")
    assert (window.key, window.now, window.before) == (3, whole.now, whole.before)
    (month,) = satisfaction.by(hall, *NOVEMBER, "month")
    assert (month.key, month.before.rated) == ("2026-11", 2)
    items = {row.key: row for row in satisfaction.by(hall, *NOVEMBER, "item")}
    assert (items["TS001"].now.excluded, items["TS001"].now.rated) == (1, 0)
    assert [row.key for row in satisfaction.by(hall, *NOVEMBER, "staff")] == ["1003"]
    year = satisfaction.by(hall, date(2026, 1, 1), date(2026, 12, 31), "month")
    assert [(row.key, row.before.rated) for row in year] == [("2026-11", 2), ("2026-12", 1)]
