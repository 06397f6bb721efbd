from __future__ import annotations

import json
from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import pytest
from chinese_calendar import constants
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import deadlines
from hallclient.rules.message import Message
from hallclient.rules.workdays import UnknownYear, WorkCalendar

CALENDAR = WorkCalendar(
    frozenset(day.year for day in constants.holidays), frozenset(constants.holidays), frozenset(constants.workdays)
)
SENT_AND_BACK = ((date(2026, 9, 11), date(2026, 9, 21)),)


def day(text: str) -> date:
    return date.fromisoformat(text)


def said(found: deadlines.Due) -> list[str]:
    return [str(step) for step in found.steps]


@pytest.mark.parametrize(
    ("start", "term", "unit", "excluded", "expected"),
    [
        ("2026-02-12", 5, "workday", (), "2026-02-26"),
        ("2026-02-09", 20, "workday", (), "2026-03-13"),
        ("2026-09-18", 20, "workday", (), "2026-10-22"),
        ("2026-02-27", 1, "workday", (), "2026-02-28"),
        ("2026-10-04", 20, "workday", (), "2026-11-03"),
        ("2026-04-24", 10, "day", (), "2026-05-06"),
        ("2026-09-07", 20, "workday", SENT_AND_BACK, "2026-10-21"),
    ],
)
def test_the_table_of_the_law(start, term, unit, excluded, expected):
    found = deadlines.due(CALENDAR, day(start), term, unit, excluded, strict=True)
    assert found.day == day(expected)
    assert not found.provisional


def test_a_year_that_is_not_known_stops_the_calculator():
    with pytest.raises(UnknownYear) as caught:
        deadlines.due(CALENDAR, day("2026-12-16"), 20, strict=True)
    assert caught.value.year == 2027


def test_a_request_gets_a_provisional_date_instead():
    found = deadlines.due(CALENDAR, day("2026-12-16"), 20)
    assert (found.day, found.provisional) == (day("2027-01-13"), True)
    assert said(found)[-2] == "The holiday schedule of 2027 is not known: Monday to Friday count, provisionally."


def test_the_last_day_of_a_known_year_is_not_provisional():
    found = deadlines.due(CALENDAR, day("2026-12-30"), 1, strict=True)
    assert (found.day, found.provisional) == (day("2026-12-31"), False)


def test_calendar_days_need_only_the_year_in_which_they_end():
    calendar = WorkCalendar(frozenset({2026, 2028}), frozenset(), frozenset())
    assert deadlines.due(calendar, day("2026-12-01"), 400, "day", strict=True).day == day("2028-01-05")
    assert deadlines.due(calendar, day("2026-12-20"), 20, "day").provisional


def test_steps_explain_the_count_in_the_order_of_the_days():
    assert said(deadlines.due(CALENDAR, day("2026-09-07"), 20, "workday", SENT_AND_BACK)) == [
        "2026-09-07 itself is not counted (Civil Code, article 201).",
        "Working days counted: 20; Saturdays and Sundays are left out.",
        "2026-09-11 to 2026-09-21 is excluded time; working days left out: 8.",
        "2026-09-25 to 2026-09-27 are holidays and not counted.",
        "2026-10-01 to 2026-10-07 are holidays and not counted.",
        "2026-10-10 is a make-up working day and counted.",
        "Due on 2026-10-21.",
    ]


def test_a_single_excluded_day_is_named_once():
    found = deadlines.due(CALENDAR, day("2026-09-07"), 5, "workday", [(day("2026-09-09"), day("2026-09-09"))])
    assert "2026-09-09 is excluded time and not counted." in said(found)


def test_steps_explain_the_move_to_a_working_day():
    assert said(deadlines.due(CALENDAR, day("2026-04-24"), 10, "day")) == [
        "2026-04-24 itself is not counted (Civil Code, article 201).",
        "Calendar days counted: 10.",
        "2026-05-04 is not a working day: the term ends on the next one (Civil Code, article 203).",
        "Due on 2026-05-06.",
    ]


def test_a_holiday_of_one_day_is_said_as_one_day():
    calendar = WorkCalendar(frozenset({2026}), frozenset({day("2026-07-01")}), frozenset())
    assert "2026-07-01 is a holiday and not counted." in said(deadlines.due(calendar, day("2026-06-29"), 5))


def test_steps_can_be_stored_and_read_back():
    steps = deadlines.due(CALENDAR, day("2026-09-07"), 80, "workday", SENT_AND_BACK).steps
    stored = json.loads(json.dumps([[step.text, step.values] for step in steps]))
    assert tuple(Message(text, **values) for text, values in stored) == steps


def test_excluded_days_count_once_where_periods_overlap():
    twice = (*SENT_AND_BACK, (day("2026-09-11"), day("2026-09-21")), (day("2026-09-14"), day("2026-09-16")))
    assert deadlines.due(CALENDAR, day("2026-09-07"), 20, excluded=twice).day == day("2026-10-21")


@pytest.mark.parametrize("period", [("2026-10-01", "2026-10-07"), ("2026-08-01", "2026-09-18"), ("2027-01-01",) * 2])
def test_excluded_days_that_would_not_count_anyway_cost_nothing(period):
    first, last = map(day, period)
    found = deadlines.due(CALENDAR, day("2026-09-18"), 20, excluded=((first, last),), strict=True)
    assert found.day == day("2026-10-22")


def test_a_moved_last_day_does_not_fall_into_excluded_time():
    # Ten days end on Saturday 06-06; Monday to Wednesday are excluded, so Thursday is the next day that counts.
    away = ((day("2026-06-08"), day("2026-06-10")),)
    assert deadlines.due(CALENDAR, day("2026-05-27"), 10, "day", away).day == day("2026-06-11")


def test_a_term_of_nothing_ends_on_its_start_or_the_next_working_day():
    assert deadlines.due(CALENDAR, day("2026-11-20"), 0).day == day("2026-11-20")
    assert deadlines.due(CALENDAR, day("2026-11-21"), 0).day == day("2026-11-23")


@pytest.mark.parametrize(
    "wrong",
    [{"term": -1}, {"term": 1, "unit": "week"}, {"term": 1, "excluded": ((day("2026-03-02"), day("2026-03-01")),)}],
)
def test_what_is_no_term_is_refused(wrong):
    with pytest.raises(ValueError):
        deadlines.due(CALENDAR, day("2026-03-01"), **wrong)


def test_a_date_that_no_calendar_reaches_is_an_unknown_year():
    with pytest.raises(UnknownYear):
        deadlines.due(CALENDAR, date(9999, 12, 1), 60)
    with pytest.raises(UnknownYear):
        deadlines.due(CALENDAR, date(9999, 12, 1), 60, "day")


def test_the_notice_is_due_on_the_fifth_working_day():
    received = day("2026-02-12")
    due = deadlines.notice_due(CALENDAR, received).day
    assert due == day("2026-02-26")
    left = [deadlines.days_left(CALENDAR, received + timedelta(days=n), due) for n in (0, 1, 13, 14, 15)]
    assert left == [5, 4, 1, 0, -1]


def test_acceptance_by_law_begins_after_the_end_of_the_fifth_day():
    received = day("2026-02-12")
    assert not deadlines.deemed_accepted(CALENDAR, received, received)
    assert not deadlines.deemed_accepted(CALENDAR, received, day("2026-02-26"))
    assert deadlines.deemed_accepted(CALENDAR, received, day("2026-02-27"))


def test_acceptance_by_law_is_not_recorded_on_a_guess():
    received = day("2026-12-28")
    assert not deadlines.deemed_accepted(CALENDAR, received, day("2027-03-01"))
    known = WorkCalendar(frozenset({2026, 2027}), frozenset({day("2027-01-01")}), frozenset())
    assert not deadlines.deemed_accepted(known, received, day("2027-01-05"))
    assert deadlines.deemed_accepted(known, received, day("2027-01-06"))


@pytest.mark.parametrize(
    ("today", "due_day", "unit", "expected"),
    [
        ("2026-11-20", "2026-11-20", "workday", 0),
        ("2026-11-20", "2026-11-23", "workday", 1),
        ("2026-09-30", "2026-10-08", "workday", 1),
        ("2026-11-23", "2026-11-20", "workday", -1),
        ("2026-11-21", "2026-11-20", "workday", -1),
        ("2026-11-24", "2026-11-20", "workday", -2),
        ("2026-12-31", "2027-01-04", "workday", 2),
        ("2026-11-20", "2026-11-23", "day", 3),
        ("2026-11-23", "2026-11-20", "day", -3),
    ],
)
def test_days_left(today, due_day, unit, expected):
    assert deadlines.days_left(CALENDAR, day(today), day(due_day), unit) == expected


# The oracle: lists of days made with the calendar package itself, cut and looked up, nothing counted down.


@cache
def listed(unit: str) -> list[date]:
    days = [date(2023, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2023, 1, 1)).days)]
    return [one for one in days if unit == "day" or chinese_calendar.is_workday(one)]


def slow_due(start: date, term: int, unit: str, excluded: list[tuple[date, date]]) -> date:
    gone = {first + timedelta(days=n) for first, last in excluded for n in range((last - first).days + 1)}
    candidates = [one for one in listed(unit) if one not in gone]
    working = set(listed("workday"))
    index = bisect_right(candidates, start) + term - 1
    return next(one for one in candidates[index:] if one in working)


periods = st.tuples(st.dates(date(2024, 1, 1), date(2025, 12, 31)), st.integers(0, 25)).map(
    lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
)


@given(
    st.dates(date(2024, 1, 1), date(2025, 9, 30)),
    st.integers(1, 70),
    st.sampled_from(["workday", "day"]),
    st.lists(periods, max_size=5),
)
def test_due_agrees_with_the_slow_oracle(start, term, unit, excluded):
    found = deadlines.due(CALENDAR, start, term, unit, excluded, strict=True)
    assert found.day == slow_due(start, term, unit, excluded)
    assert chinese_calendar.is_workday(found.day)
    assert not found.provisional


@given(st.dates(date(2025, 3, 1), date(2025, 10, 31)), st.integers(1, 40), st.lists(st.integers(1, 60), max_size=3))
def test_due_agrees_with_the_oracle_where_exclusions_are_near(start, term, offsets):
    excluded = [(start + timedelta(days=n), start + timedelta(days=n + 9)) for n in offsets]
    for unit in ("workday", "day"):
        assert deadlines.due(CALENDAR, start, term, unit, excluded).day == slow_due(start, term, unit, excluded)


@given(st.dates(date(2024, 1, 1), date(2026, 9, 30)), st.integers(1, 50))
def test_days_left_undoes_due(start, term):
    last = deadlines.due(CALENDAR, start, term).day
    assert deadlines.days_left(CALENDAR, start, last) == term
