"""Which timetable a day has, and when a window opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from hallclient.rules.punctuality import DEFAULT, Punch, late_opening_minutes, opening_time, timetable_for

DAY = date(2026, 11, 20)


def at(text: str, day: date = DAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(text))


def test_the_last_imported_timetable_of_a_day_wins() -> None:
    summer = replace(DEFAULT, name="夏季", from_day=date(2026, 5, 1), to_day=date(2026, 9, 30))
    single = replace(DEFAULT, name="一日", from_day=date(2026, 6, 1), to_day=date(2026, 6, 1))
    assert timetable_for(date(2026, 4, 30), [summer, single]) is DEFAULT
    assert timetable_for(date(2026, 5, 1), [summer, single]) is summer
    assert timetable_for(date(2026, 9, 30), [summer, single]) is summer
    assert timetable_for(date(2026, 6, 1), [summer, single]) is single
    assert timetable_for(date(2026, 6, 1), [single, summer]) is summer
    assert timetable_for(date(2030, 1, 1), [replace(summer, to_day=None)]).name == "夏季"


def test_opening_time_of_a_window() -> None:
    assert opening_time([Punch(at(m), k) for k, m in (("out", "08:00"), ("in", "08:40"), ("in", "08:31"))]) == at(
        "08:31"
    )
    assert opening_time([Punch(at("08:00"), "out")]) is None


@pytest.mark.parametrize(
    ("first_in", "half", "minutes"),
    [("08:30", "am", 0), ("08:30:01", "am", 1), ("08:20", "am", 0), ("09:45", "am", 75), ("13:35", "pm", 5)],
)
def test_late_opening_has_no_grace(first_in: str, half: str, minutes: int) -> None:
    assert late_opening_minutes(replace(DEFAULT, late_grace=10), at(first_in), half) == minutes


def test_a_window_that_did_not_open_has_no_minutes() -> None:
    assert late_opening_minutes(DEFAULT, None) == 0
