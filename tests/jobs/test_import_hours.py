"""Timetables, rosters and the calendar: what the verdicts and due dates of the hall rest on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from types import SimpleNamespace

import pytest

from hallclient.clock import FixedClock
from hallclient.errors import BadInput
from hallclient.jobs.imports.outcome import Outcome
from hallclient.jobs.imports.run import import_file
from hallclient.language import say
from hallclient.rules.plan import Assignment
from hallclient.rules.timetable import timetable_for
from hallclient.services import attendance, calendar, punctuality, rosters, settling, summary
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

TIMETABLE = "名称,起,止,上午上班,上午下班,下午上班,下午下班,打卡次数,迟到宽限,早退宽限,旷工界限"
ROSTER = "日期,工号,窗口,班次"
TakeIn = Callable[..., Outcome]


def _counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.read, outcome.added, outcome.changed, outcome.same


def test_a_timetable_takes_its_place_for_its_dates(hall: Hall, take_in: TakeIn) -> None:
    summer = "夏季,2026-06-01,2026-09-30,8:00,12:00,14:30,18:00,4,5,0,30"
    assert _counts(take_in("timetable", TIMETABLE, summer, "一天,2026/7/1,2026/7/1,9:00,12:00,12:00,15:00,2,,,")) == (
        2, 2, 0, 0,
    )  # fmt: skip
    tables = punctuality.timetables(hall)
    july, day = timetable_for(date(2026, 7, 2), tables), timetable_for(date(2026, 7, 1), tables)
    assert (july.name, july.pm_start, july.late_grace) == ("夏季", time(14, 30), 5)
    assert (day.name, day.punches, day.absent_minutes) == ("一天", 2, 30)
    assert timetable_for(date(2026, 10, 1), tables).name == "默认"
    assert _counts(take_in("timetable", TIMETABLE, summer)) == (1, 0, 0, 1)
    assert _counts(take_in("timetable", TIMETABLE, summer.replace("8:00,", "8:15,", 1))) == (1, 0, 1, 0)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (",2026-06-01,,8:00,12:00,14:30,18:00,4,0,0,30", "name"),
        ("夏季,,,8:00,12:00,14:30,18:00,4,0,0,30", "from"),
        ("夏季,2026-06-31,,8:00,12:00,14:30,18:00,4,0,0,30", "from"),
        ("夏季,2026-06-01,2026-05-01,8:00,12:00,14:30,18:00,4,0,0,30", "to"),
        ("夏季,2026-06-01,,8:00,,14:30,18:00,4,0,0,30", "am_end"),
        ("夏季,2026-06-01,,8:00,12:00,11:30,18:00,4,0,0,30", "pm_start"),
        ("夏季,2026-06-01,,8:00,12:00,14:30,18:00,3,0,0,30", "punches"),
        ("夏季,2026-06-01,,8:00,12:00,14:30,18:00,4,-1,0,30", "late_grace"),
    ],
)
def test_bad_timetables(take_in: TakeIn, row: str, field: str) -> None:
    outcome = take_in("timetable", TIMETABLE, row)
    assert [(problem.row, problem.field) for problem in outcome.problems] == [(2, field)]


def test_new_hours_are_published_anew(hall: Hall, take_in: TakeIn) -> None:
    with hall.write():
        summary.touch(hall, date(2026, 11, 19), "staff_half_day", "1003/am")
        summary.touch(hall, date(2026, 10, 19), "staff_half_day", "1003/am")
    summary.mark_published(hall, [(row.id, row.revision) for row in summary.unpublished(hall)])
    take_in("timetable", TIMETABLE, "冬季,2026-11-01,,9:00,12:00,13:00,17:00,4,0,0,30")
    days = {row.day for row in summary.unpublished(hall) if row.kind == "staff_half_day"}
    assert days == {date(2026, 11, 19)}


THURSDAY = date(2026, 11, 19)
_HOURS = {
    "timetable": (TIMETABLE, "早,2026-11-01,,8:00,12:00,13:30,17:00,4,0,0,30"),
    "shifts": ("班次名称,起,止,时段", "早班,2026-11-01,,08:00-12:00"),
    "hours": ("工号,起,止,星期,班次名称", "1003,2026-11-01,,一至五,off"),
}


def _punch(hall: Hall, clerk: Actor, clock: FixedClock, day: date = THURSDAY) -> None:
    now = clock.now()
    clock.set(now.replace(day=day.day, hour=8, minute=10))
    attendance.punch(hall, clerk, "in")
    clock.set(now)


@pytest.mark.parametrize("kind", _HOURS)
def test_days_that_are_over_stay_as_judged_by_the_hours_until_now(
    hall: Hall, people: SimpleNamespace, clock: FixedClock, take_in: TakeIn, kind: str
) -> None:
    _punch(hall, people.clerk, clock)
    before = punctuality.rows(hall, THURSDAY, THURSDAY)
    dry = take_in(kind, *_HOURS[kind], dry_run=True)
    assert settling.settled_count(hall, THURSDAY, THURSDAY) == 0, "a dry run settles nothing"
    done = take_in(kind, *_HOURS[kind])
    assert [problem.message.text for problem in dry.remarks] == [problem.message.text for problem in done.remarks]
    (said,) = done.remarks
    assert (said.row, str(said.message)[:40]) == (2, "1 days are over and stay as judged; “hal")
    assert punctuality.rows(hall, THURSDAY, THURSDAY) == before
    assert take_in(kind, *_HOURS[kind]).remarks == (), "nothing new, nothing to say"


def test_a_hall_being_set_up_judges_punches_that_come_later_by_the_hours_it_took_in(
    hall: Hall, people: SimpleNamespace, clock: FixedClock, take_in: TakeIn
) -> None:
    with hall.write():
        rosters.save_roster(hall, people.admin, {(THURSDAY, "1003"): {"day": Assignment("day")}})
    (said,) = take_in("timetable", *_HOURS["timetable"]).remarks
    assert str(said.message) == "1 days in the past are judged by these hours from now on."
    assert settling.settled_count(hall, THURSDAY, THURSDAY) == 0
    take_in("punches", "工号,时间,类别", "1003,2026-11-19 08:10:00,in")
    assert punctuality.rows(hall, THURSDAY, THURSDAY, staff="1003")[0].half_day.late_minutes == 10
    take_in("timetable", TIMETABLE, "更早,2026-11-01,,7:45,12:00,13:30,17:00,4,0,0,30")
    assert settling.settled_count(hall, THURSDAY, THURSDAY) == 0, "punches taken over are no work of this hall yet"
    assert punctuality.rows(hall, THURSDAY, THURSDAY, staff="1003")[0].half_day.late_minutes == 25


def test_a_roster_replaces_person_and_day(hall: Hall, take_in: TakeIn) -> None:
    rows = ("2026-11-21,1003,3,am", "2026-11-21,1003,4,下午", "2026-11-21,1004,,休")
    assert _counts(take_in("roster", ROSTER, *rows)) == (3, 2, 0, 0)
    day = date(2026, 11, 21)
    assert _windows(hall, day) == {(day, "1003"): {"am": 3, "pm": 4}, (day, "1004"): {"off": None}}
    assert _counts(take_in("roster", ROSTER, *rows)) == (3, 0, 0, 2)
    assert _counts(take_in("roster", ROSTER, "2026-11-21,1003,3,day")) == (1, 0, 1, 0)
    assert _windows(hall, day)[day, "1003"] == {"day": 3}


def _windows(hall: Hall, day: date) -> dict[tuple[date, str], dict[str, int | None]]:
    found = rosters.roster(hall, day, day)
    return {key: {half: row.window for half, row in rows.items()} for key, rows in found.items()}


def test_bad_rosters(take_in: TakeIn) -> None:
    rows = ("2026-11-21,9999,3,am", "2026-13-21,1003,3,am", "2026-11-21,1003,3,midnight", "2026-11-21,1003,3,am")
    outcome = take_in("roster", ROSTER, *rows, "2026-11-21,1003,4,day", "2026-11-21,1003,4,am")
    found = [(problem.row, problem.field) for problem in outcome.problems]
    assert found == [(2, "code"), (3, "date"), (4, "half"), (6, "half"), (7, "half")]


_TOML = """
source = "通知"
[[year]]
year = 2027
holidays = [{ date = "2027-01-01..2027-01-03", name = "元旦" }, "2027-02-05", 2027-02-06]
workdays = ["2027-02-14"]
"""


def _toml(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_year_as_toml(hall: Hall, people: SimpleNamespace, tmp_path: Path) -> None:
    assert not calendar.work_calendar(hall).knows(2027)
    path = _toml(tmp_path, _TOML)
    assert _counts(import_file(hall, people.admin, "calendar", path)) == (6, 6, 0, 0)
    known = calendar.work_calendar(hall)
    assert known.knows(2027)
    assert not known.is_workday(date(2027, 1, 1))
    assert known.is_workday(date(2027, 2, 14))
    assert calendar.days_of(hall, 2027)[date(2027, 1, 2)] == (False, "元旦")
    assert _counts(import_file(hall, people.admin, "calendar", path)) == (6, 0, 0, 6)


def test_a_year_as_a_table(hall: Hall, take_in: TakeIn) -> None:
    rows = ("2027-01-01..2027-01-03,放假,元旦", "2027/2/14,上班,")
    assert _counts(take_in("calendar", "日期,类别,名称", *rows)) == (4, 4, 0, 0)
    assert _counts(take_in("calendar", "date,kind,name", "2027-01-01,holiday,New Year")) == (1, 0, 4, 0)
    assert calendar.days_of(hall, 2027) == {date(2027, 1, 1): (False, "New Year")}


def test_a_schedule_that_cannot_be_the_whole_year_s_is_taken_in_with_a_remark(hall: Hall, take_in: TakeIn) -> None:
    few = take_in("calendar", "日期,类别", "2027-01-01..2027-01-03,放假")
    assert [say(remark.message) for remark in few.remarks] == [
        "Only 3 days off for 2027: is that the schedule of the whole year?"
    ]
    assert calendar.work_calendar(hall).knows(2027), "the administrator may know better"
    whole = take_in("calendar", "日期,类别", "2027-01-01..2027-01-03,放假", "2027-02-05..2027-02-14,放假")
    assert whole.remarks == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("x = 1", "year"),
        ("[[year]]\nyear = 'soon'", "year"),
        ("[[year]]\nyear = 2027\nfeasts = []", "feasts"),
        ("[[year]]\nyear = 2027\nholidays = 'none'", "holidays"),
        ("[[year]]\nyear = 2027\nholidays = ['2028-01-01']", "holidays"),
        ("[[year]]\nyear = 2027\nholidays = ['2027-01-01', '2027-01-01']", "holidays"),
        ("[[year]]\nyear = 2027\nholidays = ['2027-01-01..2027-12-31']", "holidays"),
        ("[[year]]\nyear = 2027\nworkdays = ['2027-01-04']", "workdays"),
        ("[[year]]\nyear = 2027\nworkdays = [5]", "workdays"),
    ],
)
def test_bad_calendars(hall: Hall, people: SimpleNamespace, tmp_path: Path, text: str, field: str) -> None:
    outcome = import_file(hall, people.admin, "calendar", _toml(tmp_path, text))
    assert [(problem.row, problem.field) for problem in outcome.problems] == [(1, field)]
    assert not calendar.work_calendar(hall).knows(2027)


def test_toml_that_is_none(hall: Hall, people: SimpleNamespace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"calendar\.toml is not valid TOML"):
        import_file(hall, people.admin, "calendar", _toml(tmp_path, "[[year"))


def test_a_year_without_exceptions(hall: Hall, people: SimpleNamespace, tmp_path: Path) -> None:
    path = _toml(tmp_path, "[[year]]\nyear = 2031\n")
    import_file(hall, people.admin, "calendar", path)
    assert calendar.work_calendar(hall).knows(2031)
    assert _counts(import_file(hall, people.admin, "calendar", path)) == (0, 0, 0, 0)
