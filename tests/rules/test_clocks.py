"""The clocks of a request against a day-by-day count that knows nothing of how the program counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from chinese_calendar import constants
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import clocks
from hallclient.rules.clocks import Excluded, Extension, Facts
from hallclient.rules.message import Message
from hallclient.rules.workdays import WorkCalendar

CALENDAR = WorkCalendar(
    frozenset(day.year for day in constants.holidays), frozenset(constants.holidays), frozenset(constants.workdays)
)
TODAY = date(2026, 12, 1)
SENT, BACK = date(2026, 9, 10), date(2026, 9, 21)


@dataclass(frozen=True)
class Limits:
    statutory_days: int | None = 20
    promised_days: int | None = 10
    unit: str = "workday"


def said(found: clocks.Clocks) -> list[str]:
    return [str(step) for step in found.explanation]


def works(day: date) -> bool:
    if day in constants.workdays:
        return True
    return day.weekday() < 5 and day not in constants.holidays


def oracle(start: date, term: int, lost: set[date]) -> date:
    """Strike off one day after the other."""
    day = start
    while term:
        day += timedelta(days=1)
        if day not in lost and works(day):
            term -= 1
    while not works(day) or (day != start and day in lost):
        day += timedelta(days=1)
    return day


PERIOD = st.tuples(st.integers(0, 60), st.integers(0, 25), st.booleans())


@given(
    start=st.dates(date(2020, 1, 1), date(2025, 6, 30)),
    promised=st.integers(0, 20),
    more=st.integers(0, 20),
    periods=st.lists(PERIOD, max_size=5),
    extension=st.integers(0, 15),
    later=st.integers(0, 90),
)
def test_working_days_with_several_exclusions_and_an_extension(start, promised, more, periods, extension, later):
    today = start + timedelta(days=later)
    lost: set[date] = set()
    excluded = []
    for number, (after, length, is_open) in enumerate(periods):
        sent = min(start + timedelta(days=after), today)
        result = None if is_open else min(sent + timedelta(days=length), today)
        excluded.append(Excluded("hearing", f"告{number}", sent, result, ident=number))
        day = sent + timedelta(days=1)
        while day <= (result or today):
            lost.add(day)
            day += timedelta(days=1)
    extended = Extension(extension, "局长", start, "延1号") if extension else None
    found = clocks.run(
        CALENDAR,
        Limits(promised + more, promised),
        Facts(start, excluded=tuple(excluded), extension=extended),
        today,
    )
    assert found.promised_due == oracle(start, promised + extension, lost)
    assert found.statutory_due == oracle(start, promised + more + extension, lost)
    assert found.paused_since == min((one.sent_on for one in excluded if one.result_on is None), default=None)
    assert found.promised_due <= found.statutory_due
    assert not found.provisional


@given(start=st.dates(date(2020, 1, 1), date(2025, 9, 1)), periods=st.lists(PERIOD, min_size=1, max_size=4))
def test_the_order_of_recording_and_a_second_time_change_nothing(start, periods):
    excluded = tuple(
        Excluded("testing", "告", start + timedelta(days=a), start + timedelta(days=a + n)) for a, n, _ in periods
    )
    once = clocks.run(CALENDAR, Limits(), Facts(start, excluded=excluded), TODAY)
    twice = clocks.run(CALENDAR, Limits(), Facts(start, excluded=(*reversed(excluded), *excluded)), TODAY)
    assert (once.promised_due, once.statutory_due) == (twice.promised_due, twice.statutory_due)


def test_eight_excluded_days_of_the_table():
    away = (Excluded("inspection", "检〔2026〕7号", SENT, BACK),)
    found = clocks.run(CALENDAR, Limits(), Facts(date(2026, 9, 7), excluded=away), TODAY)
    assert found.statutory_due == date(2026, 10, 21)
    assert said(found)[0].startswith("Inspection, letter 检〔2026〕7号 of 2026-09-10, result of 2026-09-21")
    assert "2026-09-11 to 2026-09-21 is excluded time; working days left out: 8." in said(found)


def test_while_a_result_is_awaited_the_dates_are_the_earliest():
    away = (Excluded("hearing", "听1号", SENT),)
    found = clocks.run(CALENDAR, Limits(), Facts(date(2026, 9, 7), excluded=away), date(2026, 9, 14))
    assert found.paused_since == SENT
    assert found.statutory_due == date(2026, 10, 13), "the 11th and the 14th are lost for certain"
    assert "the clock stands still" in said(found)[0]


def test_a_result_on_the_day_of_the_letter_costs_nothing():
    away = (Excluded("hearing", "听1号", SENT, SENT),)
    plain = clocks.run(CALENDAR, Limits(), Facts(date(2026, 9, 7)), TODAY)
    found = clocks.run(CALENDAR, Limits(), Facts(date(2026, 9, 7), excluded=away), TODAY)
    assert (found.promised_due, found.statutory_due) == (plain.promised_due, plain.statutory_due)


def test_an_extension_moves_both_limits_and_says_who_approved_it():
    extension = Extension(10, "局长李某", date(2026, 10, 9), "延〔2026〕1号")
    found = clocks.run(CALENDAR, Limits(), Facts(date(2026, 9, 18), extension=extension), TODAY)
    assert (found.promised_due, found.statutory_due) == (date(2026, 10, 22), date(2026, 11, 5))
    assert said(found).count("Extended by 10 days: approved by 局长李某 on 2026-10-09, document 延〔2026〕1号.") == 2


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-09-18T17:00", None),
        ("2026-09-18T17:00:01", date(2026, 9, 20)),  # a Sunday that is worked
        ("2026-09-18T07:00", None),
        ("2026-10-04T10:00", date(2026, 10, 8)),
        ("2026-09-30T18:00", date(2026, 10, 8)),
    ],
)  # fmt: skip
def test_after_hours_counts_from_the_next_working_day(at, expected):
    assert clocks.counted_from(CALENDAR, datetime.fromisoformat(at), time(17)) == expected


def test_after_hours_the_limit_begins_a_day_later():
    facts = Facts(date(2026, 9, 18), counted_from=date(2026, 9, 20), received_on=date(2026, 9, 18))
    found = clocks.run(CALENDAR, Limits(), facts, TODAY)
    assert found.statutory_due == date(2026, 10, 23)
    assert said(found)[0] == (
        "Received on 2026-09-18 after hours or on a rest day: counts as received on 2026-09-20."
    )


def test_what_moved_is_said_and_kept():
    cause = Message("End excluded time")
    days = [date(2026, 10, d) for d in (9, 21, 12, 21)]
    told = clocks.moved(TODAY, cause, (days[0], days[1]), (days[2], days[3]))
    assert [str(one) for one in told] == [
        "2026-12-01, End excluded time: the promised due date moved from 2026-10-09 to 2026-10-12."
    ]
    assert [str(one) for one in clocks.moved(TODAY, cause, (None, days[1]), (None, days[1]))] == [
        "2026-12-01, End excluded time: the due dates stay."
    ]
    assert clocks.history((Message("Due on {due}.", due="x"), *told)) == told
