"""Counts and points of a month."""

from __future__ import annotations

from datetime import date

import pytest

from hallclient.rules.month_score import MonthCounts, ScoreTable, flagged, month_counts, score
from hallclient.rules.punctuality import HalfDay


def row(*verdicts: str, late: int = 0, early: int = 0, off_post: int = 0) -> HalfDay:
    return HalfDay(date(2026, 11, 20), "am", None, None, verdicts, late, early, off_post=off_post)


MONTH = [
    row("on_time"),
    row("late", late=10),
    row("late", "early_leave", late=11, early=3),
    row("late", "missing_out", late=30),
    row("missing_in"),
    row("absent", late=45),
    row("on_time", off_post=2),
    row("leave"),
    row("covered"),
    row("rest_day"),
    row("pending"),
    row("late", "pending", late=1),
]


def test_a_month_is_counted() -> None:
    counts = month_counts(MONTH)
    assert counts.late_by == (10, 11, 30, 1)
    assert counts.early_by == (3,)
    assert (counts.late, counts.early, counts.late_or_early) == (4, 1, 5)
    assert (counts.missing, counts.absent, counts.off_post) == (2, 1, 2)
    assert (counts.on_time, counts.excused, counts.half_days) == (2, 2, 10)


def test_the_month_is_scored_by_the_table() -> None:
    counts = month_counts(MONTH)
    assert score(counts) == -3 - 4 - 4 - 5 - 6
    assert score(counts, ScoreTable(short_minutes=60, off_post=0)) == -5 - 4 - 5


@pytest.mark.parametrize(
    ("counts", "points"),
    [
        (MonthCounts(late_by=(10,)), -1),
        (MonthCounts(late_by=(11,)), -2),
        (MonthCounts(early_by=(11,)), -2),
        (MonthCounts(missing=1), -2),
        (MonthCounts(absent=1), -5),
        (MonthCounts(off_post=1), -3),
    ],
)
def test_each_event_costs_its_points(counts: MonthCounts, points: int) -> None:
    assert score(counts) == points


def test_more_than_five_late_or_early_are_flagged() -> None:
    five = MonthCounts(late_by=(1, 1, 1), early_by=(1, 1))
    six = MonthCounts(late_by=(1, 1, 1, 1), early_by=(1, 1))
    assert not flagged(five)
    assert flagged(six)
    assert not flagged(six, ScoreTable(flag_above=6))


def test_a_month_with_nothing_is_zeros() -> None:
    assert month_counts([]) == MonthCounts()
    assert score(MonthCounts()) == 0
    assert not flagged(MonthCounts())
