"""Every sentence of the rule, and the worked examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from hallclient.rules.punctuality import (
    DEFAULT,
    Excuse,
    HalfDay,
    Punch,
    Timetable,
    judge_day,
)

DAY = date(2026, 11, 20)
BOTH = frozenset({"am", "pm"})
TWO = replace(DEFAULT, punches=2)


def at(text: str, day: date = DAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(text))


def punches(text: str) -> list[Punch]:
    """``"in 08:25, out 11:30"`` as punches."""
    pairs = (part.split() for part in text.split(",") if part.strip())
    return [Punch(at(moment), kind) for kind, moment in pairs]


def judge(
    text: str,
    *excuses: Excuse,
    timetable: Timetable = DEFAULT,
    expected: frozenset[str] = BOTH,
    now: str = "23:59",
) -> dict[str, HalfDay]:
    rows = judge_day(DAY, timetable, punches(text), excuses, expected, at(now))
    return {row.half: row for row in rows}


def leave(start: str, end: str, kind: str = "leave", type_code: str = "personal") -> Excuse:
    return Excuse(at(start), at(end), kind, type_code)


def codes(text: str, *excuses: Excuse, **options: object) -> dict[str, tuple[str, ...]]:
    return {half: row.verdicts for half, row in judge(text, *excuses, **options).items()}  # type: ignore[arg-type]


# -- late and early ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "grace", "verdict", "minutes"),
    [
        ("08:00:00", 0, "on_time", 0),
        ("08:30:00", 0, "on_time", 0),
        ("08:30:01", 0, "late", 1),
        ("08:31:00", 0, "late", 1),
        ("08:31:01", 0, "late", 2),
        ("08:40:00", 10, "on_time", 0),
        ("08:40:01", 10, "late", 11),
        ("08:41:00", 10, "late", 11),
        ("08:59:59", 0, "late", 30),
        ("09:00:00", 0, "absent", 30),
        ("10:00:00", 0, "absent", 90),
    ],
)
def test_late_is_counted_from_the_start_and_rounded_up(moment: str, grace: int, verdict: str, minutes: int) -> None:
    row = judge(f"in {moment}, out 11:30", timetable=replace(DEFAULT, late_grace=grace))["am"]
    assert (row.verdicts, row.late_minutes) == ((verdict,), minutes)


@pytest.mark.parametrize(
    ("moment", "grace", "verdict", "minutes"),
    [
        ("17:00:00", 0, "on_time", 0),
        ("19:40:00", 0, "on_time", 0),
        ("16:59:59", 0, "early_leave", 1),
        ("16:50:00", 10, "on_time", 0),
        ("16:49:59", 10, "early_leave", 11),
        ("16:30:01", 0, "early_leave", 30),
        ("16:30:00", 0, "absent", 30),
    ],
)
def test_early_is_counted_before_the_end(moment: str, grace: int, verdict: str, minutes: int) -> None:
    row = judge(f"in 13:20, out {moment}", timetable=replace(DEFAULT, early_grace=grace))["pm"]
    assert (row.verdicts, row.early_minutes) == ((verdict,), minutes)


def test_fractions_of_a_second_are_not_seen() -> None:
    rows = judge_day(DAY, DEFAULT, [Punch(at("08:30:00.900"), "in")], (), BOTH, at("09:00"))
    assert rows[0].verdicts == ("pending",)


def test_late_and_early_together() -> None:
    row = judge("in 08:35, out 11:20")["am"]
    assert row.verdicts == ("late", "early_leave")
    assert (row.late_minutes, row.early_minutes) == (5, 10)


def test_absence_takes_the_place_of_the_lesser_verdicts() -> None:
    assert codes("in 09:05, out 11:20")["am"] == ("absent",)
    assert codes("in 09:05")["am"] == ("absent",)


def test_the_absence_limit_is_a_setting() -> None:
    assert codes("in 09:05, out 11:30", timetable=replace(DEFAULT, absent_minutes=60))["am"] == ("late",)


# -- which half-day ----------------------------------------------------------------------------------


def test_in_after_the_end_of_a_half_day_belongs_to_the_next() -> None:
    rows = judge("in 11:31, out 17:00")
    assert rows["am"].verdicts == ("absent",)
    assert (rows["pm"].verdicts, rows["pm"].first_in) == (("on_time",), at("11:31"))
    assert judge("in 11:30, out 17:00")["pm"].first_in == at("11:30")
    assert judge("in 11:29:59, out 17:00")["am"].first_in == at("11:29:59")


def test_in_after_the_last_half_day_belongs_to_no_half_day_of_this_day() -> None:
    rows = judge("in 08:20, out 11:30, in 17:10, out 17:20")
    assert (rows["pm"].verdicts, rows["pm"].first_in) == (("missing_in",), None)
    assert codes("in 17:10")["pm"] == ("absent",)


def test_out_belongs_to_the_half_day_just_ended() -> None:
    rows = judge("in 08:20, out 12:40, in 13:20, out 18:00")
    assert (rows["am"].last_out, rows["pm"].last_out) == (at("12:40"), at("18:00"))
    assert judge("in 08:20, out 13:30")["am"].last_out == at("13:30")
    assert judge("in 08:20, out 13:30:01")["pm"].last_out == at("13:30:01")


def test_out_before_the_morning_closes_the_day_before() -> None:
    past_midnight = [Punch(at("00:40"), "out"), *punches("in 08:20, out 11:30")]
    yesterday = DAY - timedelta(days=1)
    worked = [Punch(at("13:20", yesterday), "in"), *past_midnight]
    late_night = judge_day(yesterday, DEFAULT, worked, (), frozenset({"pm"}), at("23:00"))
    assert (late_night[0].last_out, late_night[0].verdicts) == (at("00:40"), ("on_time",))
    today = judge_day(DAY, DEFAULT, worked, (), frozenset({"am"}), at("23:00"))
    assert today[0].verdicts == ("on_time",)
    assert judge_day(DAY, DEFAULT, past_midnight[:1], (), BOTH, at("23:00"))[0].verdicts == ("absent",)
    assert judge_day(DAY, DEFAULT, past_midnight[:1], (), (), at("23:00")) == ()


def test_out_before_the_morning_after_an_in_is_the_mornings() -> None:
    assert codes("in 07:50, out 08:10")["am"] == ("absent",)
    assert codes("in 07:50, out 08:10, in 08:25, out 11:30")["am"] == ("on_time",)


def test_the_kind_of_a_punch_never_flips() -> None:
    rows = judge("in 08:25, in 11:29, in 13:20, in 17:05")
    assert rows["am"].verdicts == ("missing_out",)
    assert rows["pm"].verdicts == ("missing_out",)
    assert codes("out 08:25, out 11:31") == {"am": ("missing_in",), "pm": ("absent",)}


def test_first_in_and_last_out_count() -> None:
    row = judge("in 08:20, in 08:50, out 11:00, out 11:35")["am"]
    assert (row.first_in, row.last_out, row.verdicts) == (at("08:20"), at("11:35"), ("on_time",))


def test_coming_and_going_with_nothing_between() -> None:
    day = "in 08:25, out 17:05"
    assert codes(day) == {"am": ("missing_out",), "pm": ("missing_in",)}
    assert codes(day, timetable=TWO) == {"am": ("on_time",), "pm": ("on_time",)}


@pytest.mark.parametrize(
    ("day", "am", "pm"),
    [
        ("in 08:35, out 16:50", ("late",), ("early_leave",)),
        ("in 08:25, out 11:30, in 13:20, out 17:00", ("on_time",), ("on_time",)),
        ("in 08:25, out 11:30, out 17:00", ("on_time",), ("on_time",)),
        ("in 08:25, in 13:40, out 17:00", ("on_time",), ("late",)),
        ("in 08:25, out 11:20, in 13:20, out 17:00", ("early_leave",), ("on_time",)),
        ("in 08:25", ("on_time",), ("missing_out",)),
        ("out 17:05", ("missing_in",), ("on_time",)),
        ("in 08:25, in 13:20", ("on_time",), ("missing_out",)),
        ("out 11:35, out 17:05", ("missing_in",), ("on_time",)),
        ("in 13:20, out 17:05", ("absent",), ("on_time",)),
        ("in 08:25, out 11:35", ("on_time",), ("absent",)),
        ("in 08:25, out 10:30", ("absent",), ("absent",)),
        ("", ("absent",), ("absent",)),
    ],
)
def test_two_punches_a_day(day: str, am: tuple[str, ...], pm: tuple[str, ...]) -> None:
    assert codes(day, timetable=TWO) == {"am": am, "pm": pm}


def test_two_punches_on_a_day_of_one_half_are_that_halfs() -> None:
    assert codes("in 08:25", timetable=TWO, expected=frozenset({"am"})) == {"am": ("missing_out",)}
    assert codes("out 17:00", leave("08:30", "11:30"), timetable=TWO)["pm"] == ("missing_in",)


def test_two_punches_before_the_day_is_over() -> None:
    assert codes("in 08:35", timetable=TWO, now="12:00") == {"am": ("late",), "pm": ("pending",)}


# -- roster, rest days, over or not ------------------------------------------------------------------


def test_only_half_days_that_the_roster_expects_are_judged() -> None:
    assert codes("", expected=frozenset()) == {}
    assert codes("", expected=frozenset({"pm"})) == {"pm": ("absent",)}


def test_a_punch_on_a_rest_day_is_kept() -> None:
    rows = judge("in 09:45, out 11:00", expected=frozenset())
    row = rows["am"]
    assert list(rows) == ["am"]
    assert (row.verdicts, row.first_in, row.last_out) == (("rest_day",), at("09:45"), at("11:00"))
    assert (row.late_minutes, row.early_minutes, row.away_minutes) == (0, 0, 0)
    assert codes("in 18:00", expected=frozenset()) == {"pm": ("rest_day",)}


def test_staying_long_or_coming_early_is_no_fault_where_one_half_is_rostered() -> None:
    assert codes("in 08:20, out 14:10", expected=frozenset({"am"})) == {"am": ("on_time",)}
    assert codes("in 10:50, out 17:00", expected=frozenset({"pm"})) == {"pm": ("on_time",)}
    both = codes("in 08:20, out 11:30, in 14:00, out 15:00", expected=frozenset({"am"}))
    assert both == {"am": ("on_time",), "pm": ("rest_day",)}
    assert codes("in 08:20, out 13:45", leave("13:30", "17:00")) == {"am": ("on_time",), "pm": ("leave",)}


def test_lunch_cover_is_no_absence() -> None:
    rows = judge("in 08:20, in 11:40, out 13:20, in 13:25, out 17:00")
    assert rows["am"].verdicts == rows["pm"].verdicts == ("on_time",)
    assert rows["am"].away_minutes == rows["pm"].away_minutes == 0


def test_no_punch_at_all() -> None:
    assert codes("") == {"am": ("absent",), "pm": ("absent",)}
    assert codes("", now="11:29:59") == {"am": ("pending",), "pm": ("pending",)}
    assert codes("", now="11:30:00") == {"am": ("absent",), "pm": ("pending",)}


def test_a_half_day_that_is_not_over_is_pending_late_already_shown() -> None:
    rows = judge("in 08:35", now="08:35")
    assert (rows["am"].verdicts, rows["am"].late_minutes) == (("late", "pending"), 5)
    assert rows["pm"].verdicts == ("pending",)
    assert codes("in 09:05", now="09:05")["am"] == ("absent", "pending")
    assert codes("in 08:20, out 10:00", now="10:05")["am"] == ("pending",)
    assert codes("out 10:00", now="10:05")["am"] == ("pending",)


def test_a_missing_punch_next_to_a_late_one() -> None:
    assert codes("in 08:35")["am"] == ("late", "missing_out")
    assert codes("out 11:20")["am"] == ("early_leave", "missing_in")


# -- marks -------------------------------------------------------------------------------------------


def test_a_correction_is_judged_and_says_so() -> None:
    day = [*punches("in 08:45, out 11:30"), Punch(at("08:25"), "in", corrected=True)]
    am, pm = judge_day(DAY, DEFAULT, day, (), BOTH, at("23:00"))
    assert (am.verdicts, am.corrected, pm.corrected) == (("on_time",), True, False)


def test_a_jump_of_the_clock_shows_on_its_half_day() -> None:
    day = [Punch(at("13:20"), "in", suspect=True)]
    am, pm = judge_day(DAY, DEFAULT, day, (), BOTH, at("23:00"))
    assert (am.clock_suspect, pm.clock_suspect) == (False, True)
