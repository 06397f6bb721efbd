"""Which half-days are judged, of whom, at which window: roster, rest days, timetables, two terminals."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from support.hall import NOW, ZONE

from db.queries import attendance as queries
from db.queries import staff as staff_queries
from hallclient.rules.plan import Assignment
from hallclient.services import attendance, punctuality, rosters
from hallclient.services.founding import default_timetable

FRIDAY = date(2026, 11, 20)
SATURDAY = date(2026, 11, 21)


@pytest.fixture
def punch(hall, people, clock):
    """Punches of 王芳 unless another actor is named: ``punch("8:20 in", "11:30 out")``."""

    def press(*words, day=FRIDAY, actor=None, where=None):
        for word in words:
            time, kind = word.split()
            hour, minute = map(int, time.split(":"))
            clock.set(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE))
            attendance.punch(where or hall, actor or people.clerk, kind)

    return press


@pytest.fixture
def roster(hall):
    def plan(day, staff, *rows):
        values = [{"day": day, "staff": staff, "window": window, "half": half} for half, window in rows]
        with hall.write():
            queries.put_roster(hall.db, [(day, staff)], values)

    return plan


def judged(hall, first=FRIDAY, last=None, **narrowed):
    rows = punctuality.rows(hall, first, last or first, **narrowed)
    return [(row.staff, row.window, row.half_day.half, row.half_day.verdicts) for row in rows]


def evening(clock, day=FRIDAY):
    clock.set(datetime(day.year, day.month, day.day, 20, 0, tzinfo=ZONE))


def test_four_punches_on_time(hall, punch, clock):
    punch("8:25 in", "11:30 out", "13:25 in", "17:00 out")
    assert judged(hall, staff="1003") == [("1003", 3, "am", ("on_time",)), ("1003", 3, "pm", ("on_time",))]


def test_everybody_with_a_window_is_expected_on_a_working_day(hall, clock):
    evening(clock)
    assert judged(hall) == [
        (code, window, half, ("absent",))
        for code, window in (("1001", 1), ("1002", 2), ("1003", 3), ("1004", 3))
        for half in ("am", "pm")
    ]


def test_people_without_a_window_are_judged_when_they_punch(hall, people, punch):
    punch("8:25 in", "11:31 out", actor=people.supervisor)
    assert judged(hall, staff="1005") == [("1005", 3, "am", ("rest_day",))]


def test_nobody_is_expected_on_a_rest_day_and_a_punch_is_kept(hall, punch, clock):
    evening(clock, SATURDAY)
    assert judged(hall, SATURDAY) == []
    punch("9:00 in", day=SATURDAY)
    assert judged(hall, SATURDAY) == [("1003", 3, "am", ("rest_day",))]


def test_a_make_up_workday_is_a_working_day(hall, clock):
    saturday = date(2026, 2, 28)
    evening(clock)
    assert ("1003", 3, "am", ("absent",)) in judged(hall, saturday)
    assert judged(hall, date(2026, 2, 17)) == [], "the spring festival"


def test_days_that_have_not_come_are_left_out(hall):
    rows = punctuality.rows(hall, FRIDAY, FRIDAY + timedelta(days=30))
    assert {row.half_day.day for row in rows} == {FRIDAY}
    assert {row.half_day.verdicts for row in rows} == {("pending",)}


def test_who_left_is_not_judged(hall, clock):
    with hall.write():
        staff_queries.update(hall.db, "1004", {"active": False})
    evening(clock)
    assert {row[0] for row in judged(hall)} == {"1001", "1002", "1003"}


# --- the roster


def test_a_roster_takes_the_place_of_the_default(hall, roster, clock):
    roster(FRIDAY, "1003", ("am", 5))
    roster(FRIDAY, "1004", ("off", None))
    roster(FRIDAY, "1005", ("pm", 6))
    evening(clock)
    found = [row[:3] for row in judged(hall) if row[0] in ("1003", "1004", "1005")]
    assert found == [("1003", 5, "am"), ("1005", 6, "pm")]


def test_both_halves_may_be_at_different_windows(hall, roster, clock):
    roster(FRIDAY, "1003", ("am", 5), ("pm", 6))
    evening(clock)
    assert judged(hall, staff="1003") == [("1003", 5, "am", ("absent",)), ("1003", 6, "pm", ("absent",))]
    assert judged(hall, window=6) == [("1003", 6, "pm", ("absent",))]


def test_a_roster_can_expect_somebody_on_a_rest_day(hall, roster, punch, clock):
    roster(SATURDAY, "1003", ("day", None))
    punch("8:40 in", "11:30 out", day=SATURDAY)
    evening(clock, SATURDAY)
    assert judged(hall, SATURDAY) == [("1003", 3, "am", ("late",)), ("1003", 3, "pm", ("absent",))]


def test_a_punch_on_a_day_off_is_kept(hall, roster, punch):
    roster(FRIDAY, "1003", ("off", None))
    punch("8:25 in", "11:30 out")
    assert judged(hall, staff="1003") == [("1003", 3, "am", ("rest_day",))]


# --- timetables


def test_a_later_timetable_holds_for_its_dates(hall, punch, clock):
    winter = {**default_timetable(), "name": "冬季", "from_day": FRIDAY, "to_day": FRIDAY, "am_start": "09:00"}
    with hall.write():
        queries.save_timetable(hall.db, winter)
    punch("8:59 in", "11:30 out", day=date(2026, 11, 19))
    punch("8:59 in", "11:30 out")
    evening(clock)
    rows = punctuality.rows(hall, date(2026, 11, 19), FRIDAY, staff="1003")
    assert [(r.half_day.verdicts, r.half_day.late_minutes) for r in rows if r.half_day.half == "am"] == [
        (("late",), 29),
        (("on_time",), 0),
    ]


def test_the_same_timetable_again_takes_its_own_place(hall):
    with hall.write():
        queries.save_timetable(hall.db, default_timetable())
    assert len(punctuality.timetables(hall)) == 1


def test_grace_and_two_punches_are_settings(hall, punch, clock):
    two = {**default_timetable(), "name": "两次", "from_day": FRIDAY, "punches": 2, "late_grace": 10}
    with hall.write():
        queries.save_timetable(hall.db, two)
    punch("8:40 in", "17:05 out")
    assert [row[3] for row in judged(hall, staff="1003")] == [("on_time",), ("on_time",)]


# --- windows and terminals


def test_lists_are_narrowed_to_a_person_or_window(hall, clock):
    evening(clock)
    assert {row[0] for row in judged(hall, window=3)} == {"1003", "1004"}
    assert {row[0] for row in judged(hall, staff="1001")} == {"1001"}


def test_two_terminals_of_one_database_make_one_day(hall, reopen, punch):
    other = reopen(window=5, installation="bbbbbbbb")
    punch("8:25 in")
    punch("11:30 out", "13:25 in", where=other)
    punch("17:00 out")
    rows = punctuality.rows(other, FRIDAY, FRIDAY, staff="1003")
    assert [r.half_day.verdicts for r in rows] == [("on_time",), ("on_time",)]
    assert not any(r.half_day.clock_suspect for r in rows)
    assert [p.window for p in attendance.punches(hall, FRIDAY, FRIDAY)] == [3, 5, 5, 3]


def test_work_past_midnight_closes_the_day_before(hall, punch, clock):
    punch("8:25 in", "11:30 out", "13:25 in")
    punch("0:30 out", day=SATURDAY)
    rows = {r.half_day.half: r.half_day for r in punctuality.rows(hall, FRIDAY, FRIDAY, staff="1003")}
    assert rows["pm"].verdicts == ("on_time",)
    assert rows["pm"].last_out.date() == SATURDAY


def test_the_zone_of_the_hall_decides_the_day(reopen, people, clock):
    """16:10 UTC is the next day in the hall."""
    hall = reopen()
    clock.set(datetime.fromisoformat("2026-11-20T16:10:00+00:00"))
    record = attendance.punch(hall, people.clerk, "in").record
    assert record.at.date() == SATURDAY
    assert attendance.punches(hall, SATURDAY, SATURDAY) == [record]


def test_lateness_over_a_month_costs_one_pass(hall, clock):
    evening(clock)
    rows = punctuality.rows(hall, date(2026, 10, 1), FRIDAY)
    days = {row.half_day.day for row in rows}
    assert len(days) == 33, "working days from 1 October, holidays and the make-up Saturday counted"
    assert len(rows) == 33 * 8


def test_noon_is_where_the_afternoon_starts(hall):
    assert punctuality.noon(hall, FRIDAY) == datetime(2026, 11, 20, 13, 30)  # noqa: DTZ001 - local times of day
    assert NOW.date() == FRIDAY


def test_who_is_rostered_on_saturday_or_booked_is_judged_then_and_nobody_else(hall, punch, clock, people):
    shifts = [
        {"name": name, "from_day": FRIDAY, "to_day": None, "spans": spans, "kind": kind}
        for name, spans, kind in (("周六延时", "09:00-12:00", "extended"), ("预约", "14:00-15:00", "booked"))
    ]
    plan = {
        (SATURDAY, "1003"): {"extended": Assignment("extended", 3, "周六延时")},
        (SATURDAY, "1004"): {"booked": Assignment("booked", 3, "预约")},
        (FRIDAY, "1003"): {"noon": Assignment("noon", 3)},
    }
    with hall.write():
        rosters.save_shifts(hall, shifts)
        rosters.save_roster(hall, people.admin, plan)
    punch("8:25 in", "17:00 out")
    punch("14:10 in", "15:30 out", day=SATURDAY, actor=people.other_clerk)
    evening(clock, SATURDAY)
    assert judged(hall, FRIDAY, staff="1003") == [
        ("1003", 3, "am", ("on_time",)),
        ("1003", 3, "pm", ("on_time",)),
    ], "over lunch nobody has to punch"
    assert judged(hall, SATURDAY) == [("1003", 3, "am", ("absent",)), ("1004", 3, "pm", ("late",))]
