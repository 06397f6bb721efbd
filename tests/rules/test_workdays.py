from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from chinese_calendar import constants

from hallclient.rules.workdays import UnknownYear, WorkCalendar

CALENDAR = WorkCalendar(
    frozenset(day.year for day in constants.holidays), frozenset(constants.holidays), frozenset(constants.workdays)
)


def test_every_day_agrees_with_the_published_schedules():
    day, last = date(2025, 1, 1), date(2026, 12, 31)
    while day <= last:
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_holidays_may_be_weekdays_alone():
    calendar = WorkCalendar(frozenset({2026}), frozenset({date(2026, 6, 19)}), frozenset())
    days = [date(2026, 6, 18) + timedelta(days=n) for n in range(5)]
    assert [calendar.is_workday(day) for day in days] == [True, False, False, False, True]


def test_an_unknown_year_is_never_guessed_in_silence():
    assert not CALENDAR.knows(2027)
    with pytest.raises(UnknownYear) as caught:
        CALENDAR.is_workday(date(2027, 1, 1))
    assert caught.value.year == 2027
    assert caught.value.message.values == {"year": 2027}
    with pytest.raises(UnknownYear):
        CALENDAR.next_workday(date(2026, 12, 31))
    with pytest.raises(UnknownYear):
        CALENDAR.workdays_between(date(2026, 12, 30), date(2027, 1, 4))


def test_a_guess_takes_weekdays_only_where_the_year_is_unknown():
    assert CALENDAR.is_workday_guess(date(2027, 1, 1))
    assert not CALENDAR.is_workday_guess(date(2027, 1, 2))
    assert not CALENDAR.is_workday_guess(date(2026, 10, 1))
    assert CALENDAR.is_workday_guess(date(2026, 10, 10))
    assert CALENDAR.next_workday(date(2026, 12, 31), guess=True) == date(2027, 1, 1)
    assert CALENDAR.workdays_between(date(2026, 12, 30), date(2027, 1, 4), guess=True) == 3


def test_next_working_day_passes_holidays_and_takes_make_up_days():
    assert CALENDAR.next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
    assert CALENDAR.next_workday(date(2026, 10, 9)) == date(2026, 10, 10)
    assert CALENDAR.next_workday(date(2026, 2, 14)) == date(2026, 2, 24)


def test_working_days_between_count_the_last_day_and_not_the_first():
    assert CALENDAR.workdays_between(date(2026, 9, 30), date(2026, 10, 8)) == 1
    assert CALENDAR.workdays_between(date(2026, 10, 8), date(2026, 9, 30)) == -1
    assert CALENDAR.workdays_between(date(2026, 10, 8), date(2026, 10, 8)) == 0
