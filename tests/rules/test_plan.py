"""Plans of a day: shifts, weeks of one's own, rosters, duties over midnight, make-up workdays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from chinese_calendar import constants

from hallclient.rules.makeup import replaced_days
from hallclient.rules.plan import (
    Assignment,
    DayPlan,
    OwnHours,
    Shift,
    day_plan,
    own_hours_for,
    plan_of,
    shift_duties,
    shift_named,
)
from hallclient.rules.punctuality import DEFAULT, Excuse, HalfDay, Punch, judge_plan

DAY = date(2026, 11, 20)
NEXT = DAY + timedelta(days=1)


def shift(name: str, text: str, **values: object) -> Shift:
    pairs = (part.split("-") for part in text.split())
    spans = tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in pairs)
    return Shift(name, date(2026, 1, 1), None, spans, **values)  # type: ignore[arg-type]


NIGHT = shift("夜班", "20:00-08:00", kind="night")
NURSING = shift("哺乳", "09:30-11:30 13:30-17:00")
PART = shift("半日", "10:00-16:00")
SATURDAY = shift("周六延时", "09:00-12:00", kind="extended")
THREE = shift("三段", "06:00-09:00 11:00-14:00 17:30-20:00")
SHIFTS = [NIGHT, NURSING, PART, SATURDAY, THREE]


def plan(*roster: Assignment, own: OwnHours | None = None, by_default: bool = True, day: date = DAY) -> DayPlan:
    return day_plan(day, DEFAULT, SHIFTS, own, roster, by_default)


def hours(made: DayPlan) -> list[str]:
    return [f"{d.half} {d.start:%H:%M}-{d.end:%H:%M}" for d in made.duties if d.expected]


def week(name: str, weekdays: str = "12345", staff: str = "1003", start: date = date(2026, 1, 1)) -> OwnHours:
    return OwnHours(staff, start, None, frozenset(map(int, weekdays)), name)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (plan(), ["am 08:30-11:30", "pm 13:30-17:00"]),
        (plan(by_default=False), []),
        (plan(Assignment("am", 5)), ["am 08:30-11:30"]),
        (plan(Assignment("off")), []),
        (plan(own=week("哺乳")), ["am 09:30-11:30", "pm 13:30-17:00"]),
        (plan(own=week("半日")), ["am 10:00-16:00"]),
        (plan(own=week("off")), []),
        (plan(own=week("")), ["am 08:30-11:30", "pm 13:30-17:00"]),
        (plan(Assignment("pm"), own=week("哺乳")), ["pm 13:30-17:00"]),
        (plan(Assignment("noon")), ["am 08:30-11:30", "pm 13:30-17:00"]),
        (plan(Assignment("booked")), ["am 08:30-11:30", "pm 13:30-17:00"]),
        (plan(Assignment("extended", shift="周六延时"), by_default=False), ["am 09:00-12:00"]),
        (plan(Assignment("night", shift="夜班")), ["night 20:00-08:00"]),
        (plan(Assignment("day", shift="三段")), ["am 06:00-09:00", "pm 11:00-14:00", "eve 17:30-20:00"]),
        (plan(Assignment("day", shift="哺乳")), ["am 09:30-11:30", "pm 13:30-17:00"]),
        (plan(Assignment("am", shift="哺乳"), Assignment("pm")), ["am 09:30-11:30", "pm 13:30-17:00"]),
        (plan(Assignment("day", shift="没有")), []),
    ],
)
def test_the_duties_of_a_day(made: DayPlan, expected: list[str]) -> None:
    if expected == ["am 06:00-09:00", "pm 11:00-14:00", "eve 17:30-20:00"]:
        # A span that begins before noon is named after the morning until that name is taken.
        assert [row.split()[1] for row in hours(made)] == [row.split()[1] for row in expected]
        assert len({row.split()[0] for row in hours(made)}) == 3
    else:
        assert hours(made) == expected


def test_a_later_shift_of_the_same_name_holds_from_its_first_day() -> None:
    later = Shift("夜班", NEXT, None, ((time(21), time(7)),))
    assert shift_named("夜班", DAY, [NIGHT, later]) is NIGHT
    assert shift_named("夜班", NEXT, [NIGHT, later]) is later
    assert shift_named("白班", DAY, [NIGHT]) is None


def test_weeks_of_ones_own() -> None:
    everyone, mine, later = week("a", staff=""), week("b"), week("c", "5", start=NEXT)
    assert own_hours_for("1003", DAY, 5, [mine, everyone]) is mine
    assert own_hours_for("1004", DAY, 5, [mine, everyone]) is everyone
    assert own_hours_for("1003", NEXT, 5, [mine, later]) is later
    assert own_hours_for("1003", DAY, 6, [mine, everyone]) is None
    assert own_hours_for("1003", DAY, 0, [mine, later]) is mine, "a make-up day with normal hours"
    assert own_hours_for("1003", DAY, 0, [week("six", "123456"), week("sat", "6")]).shift == "six"  # type: ignore[union-attr]


def test_spans_over_midnight_end_on_the_next_day() -> None:
    (duty,) = shift_duties(NIGHT, DAY)
    assert (duty.start, duty.end) == (datetime.combine(DAY, time(20)), datetime.combine(NEXT, time(8)))
    night, ordinary = plan(Assignment("night", shift="夜班")), plan()
    assert night.end > datetime.combine(night.day + timedelta(days=1), time())
    assert ordinary.end < datetime.combine(ordinary.day + timedelta(days=1), time())


def at(text: str) -> datetime:
    day, _, clock = text.rpartition(" ")
    return datetime.combine(NEXT if day == "+1" else DAY, time.fromisoformat(clock))


def judge(made: DayPlan, text: str, *excuses: Excuse, after: DayPlan | None = None) -> list[HalfDay]:
    pairs = (part.strip().rpartition(" ") for part in text.split(",") if part.strip())
    punches = [Punch(at(kind_and_day.partition(" ")[2] + " " + clock), kind_and_day.split()[0])
               for kind_and_day, _, clock in pairs]  # fmt: skip
    now = datetime.combine(NEXT + timedelta(days=1), time(12))
    return list(
        judge_plan(
            made, punches, excuses, now, before=plan(by_default=False, day=DAY - timedelta(days=1)), after=after
        )
    )


NIGHT_PLAN = plan(Assignment("night", shift="夜班"))
FREE = plan(Assignment("off"), day=NEXT)


@pytest.mark.parametrize(
    ("text", "verdicts", "late", "early"),
    [
        ("in 19:55, out +1 08:00", ("on_time",), 0, 0),
        ("in 19:55, out +1 08:20", ("on_time",), 0, 0),
        ("in 20:00:01, out +1 08:00", ("late",), 1, 0),
        ("in 20:00, out +1 07:59:59", ("early_leave",), 0, 1),
        ("in 20:00, out +1 07:30", ("absent",), 0, 30),
        ("in 20:00", ("missing_out",), 0, 0),
        ("out +1 08:05", ("missing_in",), 0, 0),
        ("in +1 00:10, out +1 08:00", ("absent",), 250, 0),
        ("in 20:00, out +1 02:00, in +1 02:10, out +1 08:00", ("on_time",), 0, 0),
        ("", ("absent",), 0, 0),
    ],
)
def test_night_duty(text: str, verdicts: tuple[str, ...], late: int, early: int) -> None:
    (row,) = judge(NIGHT_PLAN, text, after=FREE)
    assert (row.half, row.verdicts, row.late_minutes, row.early_minutes) == ("night", verdicts, late, early)


def test_the_morning_after_a_night_begins_with_its_own_sign_in() -> None:
    day_after = plan(day=NEXT)
    punches = [Punch(at("19:50"), "in"), Punch(at("+1 08:05"), "out"), Punch(at("+1 08:25"), "in")]
    punches += [Punch(at("+1 11:30"), "out"), Punch(at("+1 13:20"), "in"), Punch(at("+1 17:00"), "out")]
    now = datetime.combine(NEXT, time(23))
    (night,) = judge_plan(NIGHT_PLAN, punches, (), now, after=day_after)
    assert (night.verdicts, night.last_out) == (("on_time",), at("+1 08:05"))
    rows = judge_plan(day_after, punches, (), now, before=NIGHT_PLAN)
    assert [row.verdicts for row in rows] == [("on_time",), ("on_time",)]


def test_lunch_duty_needs_no_punches_at_midday_and_staying_late_is_no_fault() -> None:
    made = plan(Assignment("noon"))
    assert [row.verdicts for row in judge(made, "in 08:25, out 19:40")] == [("on_time",), ("on_time",)]
    assert [row.verdicts for row in judge(made, "in 08:25")] == [("on_time",), ("missing_out",)]
    assert [row.verdicts for row in judge(plan(), "in 08:25, out 17:00")] == [("missing_out",), ("missing_in",)]
    both = judge(made, "in 08:25, out 12:10, in 13:20, out 17:00")
    assert [(row.verdicts, row.away_minutes) for row in both] == [(("on_time",), 0)] * 2


def test_saturday_service_is_a_duty_and_what_comes_after_it_is_none() -> None:
    made = plan(Assignment("extended", shift="周六延时"), by_default=False)
    rows = {row.half: row for row in judge(made, "in 09:05, out 12:40")}
    assert {half: row.verdicts for half, row in rows.items()} == {"am": ("late",)}
    assert rows["am"].last_out == at("12:40")


def test_extended_hours_that_follow_without_a_break_need_no_punch_between() -> None:
    late = [*SHIFTS, shift("延时", "17:00-19:00", kind="extended")]
    made = day_plan(DAY, DEFAULT, late, None, [Assignment("extended", shift="延时")], True)
    day = "in 08:25, out 11:30, in 13:20"
    assert [row.verdicts for row in judge(made, f"{day}, out 19:02")] == [("on_time",)] * 3
    assert [row.verdicts for row in judge(made, f"{day}, out 18:50")][1:] == [("on_time",), ("early_leave",)]
    assert [row.verdicts for row in judge(made, day)][1:] == [("on_time",), ("missing_out",)]
    assert [row.verdicts for row in judge(made, f"{day}, out 17:00")][1:] == [("on_time",), ("absent",)]


EARLY = shift("早间", "07:00-08:00", kind="booked")
LUNCH = shift("午间延时", "12:00-13:00", kind="extended", punches=2, late_grace=20)
TEN = shift("十点", "10:00-11:00", kind="booked")
LATE = shift("晚间", "16:30-19:00", kind="extended")
TWICE = shift("两次", "09:00-12:00 14:00-16:00", kind="extended", punches=2, late_grace=5)
DUTIES = [*SHIFTS, EARLY, LUNCH, TEN, LATE, TWICE]


def on_top(*names: str, by_default: bool = True, roster: tuple[Assignment, ...] = ()) -> DayPlan:
    rows = [Assignment(s.kind if s.kind != "ordinary" else "booked", 3, s.name) for s in DUTIES if s.name in names]
    return day_plan(DAY, DEFAULT, DUTIES, None, [*roster, *rows], by_default)


USUAL = ["am 08:30-11:30", "pm 13:30-17:00"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (on_top("早间"), ["early 07:00-08:00", *USUAL]),
        (on_top("午间延时"), [USUAL[0], "noon 12:00-13:00", USUAL[1]]),
        (on_top("十点"), USUAL),
        (on_top("晚间"), [*USUAL, "eve 17:00-19:00"]),
        (on_top("早间", "午间延时", "晚间"), ["early 07:00-08:00", USUAL[0], "noon 12:00-13:00", USUAL[1],
                                    "eve 17:00-19:00"]),
        (on_top("两次"), [USUAL[0], "noon 11:30-12:00", USUAL[1]]),
        (on_top("十点", by_default=False), ["am 10:00-11:00"]),
        (on_top("两次", by_default=False), ["am 09:00-12:00", "pm 14:00-16:00"]),
        (on_top("午间延时", roster=(Assignment("off"),)), ["noon 12:00-13:00"]),
        (on_top("十点", roster=(Assignment("pm"),)), ["am 10:00-11:00", USUAL[1]]),
        (on_top("晚间", roster=(Assignment("night", None, "夜班"),)), ["pm 16:30-19:00", "night 20:00-08:00"]),
    ],
)  # fmt: skip
def test_what_comes_on_top_takes_nothing_of_the_day_away(made: DayPlan, expected: list[str]) -> None:
    assert hours(made) == expected


def test_the_limits_of_a_duty_on_top_hold_only_where_there_is_nothing_else() -> None:
    assert (on_top("午间延时").punches, on_top("午间延时").late_grace) == (4, 0)
    alone = on_top("两次", by_default=False)
    assert (alone.punches, alone.late_grace) == (2, 5)


SATURDAY_PLAN = plan(Assignment("extended", shift="周六延时"), by_default=False)
BOOKED = on_top("十点", by_default=False)
NOON, FOUR = plan(Assignment("noon")), plan()


@pytest.mark.parametrize(
    ("made", "punches", "verdicts"),
    [
        # 午间值班: no punch at midday; lunch is no absence; coming and going still are.
        (NOON, "in 08:30, out 17:00", {"am": "on_time", "pm": "on_time"}),
        (NOON, "in 08:30:01, out 16:59:59", {"am": "late", "pm": "early_leave"}),
        (NOON, "in 08:30, out 12:30, out 17:00", {"am": "on_time", "pm": "on_time"}),
        (NOON, "in 08:30, out 11:00", {"am": "absent", "pm": "absent"}),
        (NOON, "in 13:30, out 17:00", {"am": "absent", "pm": "on_time"}),
        (NOON, "", {"am": "absent", "pm": "absent"}),
        (FOUR, "in 08:30, out 17:00", {"am": "missing_out", "pm": "missing_in"}),
        # 周六延时: judged on that day within its times; a no-show is absent, staying on is no fault.
        (SATURDAY_PLAN, "", {"am": "absent"}),
        (SATURDAY_PLAN, "in 09:00, out 12:00", {"am": "on_time"}),
        (SATURDAY_PLAN, "in 09:00:01, out 18:00", {"am": "late"}),
        (SATURDAY_PLAN, "in 09:29:59, out 12:00", {"am": "late"}),
        (SATURDAY_PLAN, "in 09:30, out 12:00", {"am": "absent"}),
        (SATURDAY_PLAN, "in 08:55, out 11:59:59", {"am": "early_leave"}),
        (SATURDAY_PLAN, "in 08:55", {"am": "missing_out"}),
        (plan(by_default=False), "", {}),
        # 预约服务: there at the hour of the appointment, on that day.
        (BOOKED, "", {"am": "absent"}),
        (BOOKED, "in 10:00, out 11:00", {"am": "on_time"}),
        (BOOKED, "in 10:12, out 12:40", {"am": "late"}),
        (on_top("十点"), "in 08:30, out 11:30, in 13:30, out 17:00", {"am": "on_time", "pm": "on_time"}),
        (on_top("午间延时"), "in 08:30, out 13:02, in 13:30, out 17:00",
         {"am": "missing_out", "noon": "missing_in", "pm": "on_time"}),
        (on_top("午间延时", roster=(Assignment("noon"),)), "in 08:30, out 17:00",
         {"am": "on_time", "noon": "on_time", "pm": "on_time"}),
        (on_top("午间延时"), "in 08:30, out 11:30, in 13:30, out 17:00",
         {"am": "on_time", "noon": "absent", "pm": "on_time"}),
        # 延时服务 right after the day: no punch between; going home instead is an absence.
        (on_top("晚间"), "in 08:30, out 11:30, in 13:30, out 19:00",
         {"am": "on_time", "pm": "on_time", "eve": "on_time"}),
        (on_top("晚间"), "in 08:30, out 11:30, in 13:30, out 17:00",
         {"am": "on_time", "pm": "on_time", "eve": "absent"}),
    ],
)  # fmt: skip
def test_duties_beyond_the_half_days(made: DayPlan, punches: str, verdicts: dict[str, str]) -> None:
    assert {row.half: ",".join(row.verdicts) for row in judge(made, punches)} == verdicts


def test_cover_excuses_the_half_day() -> None:
    rows = judge(plan(), "in 13:20, out 17:00", Excuse(at("08:30"), at("11:30"), "covered"))
    assert [row.verdicts for row in rows] == [("covered",), ("on_time",)]


def test_plan_of_is_the_timetable() -> None:
    assert hours(plan_of(DAY, DEFAULT, {"pm"})) == ["pm 13:30-17:00"]


def test_make_up_days_replace_the_last_weekdays_off() -> None:
    days = {d: (False, n) for d, n in constants.holidays.items() if d.year == 2026}
    days |= {d: (True, n) for d, n in constants.workdays.items() if d.year == 2026}
    found = replaced_days(days)
    assert set(found) == {d for d, (working, _) in days.items() if working}
    assert all(day.weekday() < 5 and not days[day][0] for day in found.values())
    assert len(set(found.values())) == len(found)
    assert found[date(2026, 10, 10)] == date(2026, 10, 7)
    assert replaced_days({date(2026, 10, 10): (True, "")}) == {}


@pytest.mark.parametrize("year", range(2018, 2027))
def test_make_up_days_against_the_published_days_in_lieu(year: int) -> None:
    """The package names the days in lieu: each replaced day is one of them, or its holiday has fewer."""
    days = {d: (False, str(n)) for d, n in constants.holidays.items() if d.year == year}
    days |= {d: (True, str(n)) for d, n in constants.workdays.items() if d.year == year}
    lieu = {d for d in constants.in_lieu_days if d.year == year}
    found = set(replaced_days(days).values())
    assert len(found & lieu) >= len(found) - 2
