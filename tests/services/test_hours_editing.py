"""Timetables, shifts, weeks, holidays and the roster changed by hand: from a day on, journaled, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from support.hall import ZONE

from db.queries import journal as journal_queries
from hallclient.errors import BadInput, CalendarMissing, Conflict, NotAllowed
from hallclient.rules.effective import changed, ended
from hallclient.rules.plan import Assignment, OwnHours, Shift
from hallclient.services import attendance, holidays, hours, plans, punctuality, roster_editing, settling
from hallclient.services.verification import verify

THURSDAY, FRIDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)
NEXT = datetime(2026, 11, 27, 18, 0, tzinfo=ZONE)


@pytest.fixture
def week(hall, people, clock):
    """王芳 came at 8:41 on Thursday and on the Monday after it; it is Friday, and no day is settled."""
    for day in (THURSDAY, MONDAY):
        for hour, minute, kind in ((8, 41, "in"), (11, 30, "out"), (13, 20, "in"), (17, 0, "out")):
            clock.set(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE))
            attendance.punch(hall, people.clerk, kind)
    clock.set(NEXT)
    return hall


def entries(hall, kind):
    return [row for row in journal_queries.entries(hall.db) if row.kind == kind]


def late(hall, day):
    return punctuality.rows(hall, day, day, staff="1003")[0].half_day.verdicts


def test_other_hours_from_a_day_change_verdicts_only_when_they_are_judged_anew(week, people):
    before = plans.timetables(week)
    (old,) = before
    after = changed(before, old, replace(old, am_start=time(8, 45), from_day=FRIDAY))
    saved = hours.save(week, people.admin, hours.TIMETABLES, before, after)
    assert (saved.since, saved.settled) == (FRIDAY, 7)
    assert late(week, MONDAY) == late(week, THURSDAY) == ("late",), "editing changes no verdict"
    settling.recount(week, people.admin, date(2026, 11, 1), NEXT.date())
    assert (late(week, THURSDAY), late(week, MONDAY)) == (("late",), ("on_time",)), "nothing before its day"
    (entry,) = entries(week, "timetable")
    assert (entry.staff, entry.action, entry.subject) == ("1009", "edit", "2026-11-20")
    assert verify(week).problems == ()


def test_an_edit_is_refused_whole(week, people):
    before = plans.timetables(week)
    after = changed(before, before[0], replace(before[0], from_day=FRIDAY))
    with pytest.raises(NotAllowed):
        hours.save(week, people.supervisor, hours.TIMETABLES, before, after)
    with pytest.raises(BadInput, match="same name and first day"):
        hours.save(week, people.admin, hours.TIMETABLES, before, [*before, before[0]])
    hours.save(week, people.admin, hours.TIMETABLES, before, after)
    with pytest.raises(Conflict):
        hours.save(week, people.admin, hours.TIMETABLES, before, ended(before, before[0], FRIDAY))
    assert plans.timetables(week) == list(after)


def test_shifts_and_weeks_keep_their_order_and_say_who_uses_them(week, people):
    nursing = Shift("哺乳", THURSDAY, None, ((time(9, 30), time(11, 30)), (time(13, 30), time(17))))
    hours.save(week, people.admin, hours.SHIFTS, [], [nursing])
    mine = OwnHours("1003", MONDAY, None, frozenset({1, 2, 3, 4, 5}), "哺乳", "哺乳假")
    hours.save(week, people.admin, hours.WEEKS, [], [mine])
    assert (plans.shifts(week), plans.own_hours(week)) == ([nursing], [mine])
    rows = {(MONDAY, "1004"): (Assignment("day", 3, "哺乳"),)}
    roster_editing.save(week, people.admin, {}, rows)
    assert hours.users(week, "哺乳", THURSDAY) == (1, ["1003"])
    assert hours.users(week, "哺乳", date(2026, 12, 1)) == (0, ["1003"])
    (entry,) = entries(week, "hours")
    assert "哺乳假" not in entry.body, "a reason is personal"


def test_a_roster_is_saved_whole_and_makes_verdicts_anew(week, people):
    rows = {(MONDAY, "1003"): (Assignment("off"),), (THURSDAY, "1004"): (Assignment("am", 3), Assignment("noon"))}
    saved = roster_editing.save(week, people.admin, {}, rows)
    assert (saved.cells, saved.verdicts) == (2, 3)
    assert roster_editing.cells(week, THURSDAY, MONDAY) == rows
    assert punctuality.rows(week, MONDAY, MONDAY, staff="1003") != []
    assert roster_editing.save(week, people.admin, rows, rows).cells == 0
    with pytest.raises(Conflict):
        roster_editing.save(week, people.admin, {}, {(MONDAY, "1003"): (Assignment("am"),)})
    assert roster_editing.save(week, people.admin, rows, {(MONDAY, "1003"): ()}).cells == 1
    (first, _) = entries(week, "roster")
    assert (first.action, first.subject) == ("edit", "2026-11-19..2026-11-23")


@pytest.mark.parametrize(
    ("code", "row", "words"),
    [
        ("1003", Assignment("am", 88), "Window 88 is not known"),
        ("7777", Assignment("am"), "Nobody with the code 7777"),
        ("1003", Assignment("booked"), "needs the name of a shift"),
        ("1003", Assignment("night", None, "夜班"), "There is no shift"),
        ("1003", Assignment("am", None, "", "1003"), "Nobody stands in for themselves"),
    ],
)
def test_a_roster_that_does_not_hold_is_refused(hall, people, code, row, words):
    with pytest.raises(BadInput, match=words):
        roster_editing.save(hall, people.admin, {}, {(MONDAY, code): (row,), (MONDAY, "1001"): (Assignment("am"),)})
    assert roster_editing.cells(hall, MONDAY, MONDAY) == {}


def test_a_day_is_made_up_or_off_and_verdicts_follow(week, people):
    saturday = date(2026, 11, 21)
    assert punctuality.rows(week, saturday, saturday) == []
    holidays.set_day(week, people.admin, saturday, True, "调休")
    assert {row.half_day.verdicts for row in punctuality.rows(week, saturday, saturday)} == {("absent",)}
    holidays.set_day(week, people.admin, saturday, None, "")
    assert punctuality.rows(week, saturday, saturday) == []
    with pytest.raises(BadInput):
        holidays.set_day(week, people.admin, MONDAY, True, "")
    with pytest.raises(CalendarMissing):
        holidays.set_day(week, people.admin, date(2031, 1, 1), False, "元旦")
    with pytest.raises(NotAllowed):
        holidays.set_day(week, people.supervisor, saturday, True, "")


def test_a_make_up_day_with_times_of_its_own_keeps_them(reopen, people):
    hall = reopen(makeup_hours="replaced")
    made_up, replaced = date(2026, 10, 10), date(2026, 10, 7)
    before = plans.timetables(hall)
    autumn = replace(before[0], name="秋", from_day=replaced, to_day=date(2026, 10, 8), am_start=time(9))
    own = replace(before[0], name="停电", from_day=made_up, to_day=made_up, am_start=time(10))
    for rows, begins in (([*before, autumn], 9), ([*before, autumn, own], 10)):
        hours.save(hall, people.admin, hours.TIMETABLES, plans.timetables(hall), rows)
        assert plans.Plans(hall, made_up, made_up).timetable(made_up).am_start == time(begins)
