"""Leave, outings and cover, and time away from the window."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from hallclient.rules.punctuality import DEFAULT, Excuse, HalfDay, Punch, Timetable, judge_day

DAY = date(2026, 11, 20)
BOTH = frozenset({"am", "pm"})


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


def test_leave_at_the_start_moves_the_start() -> None:
    row = judge("in 10:05, out 11:30", leave("08:30", "10:00"))["am"]
    assert (row.verdicts, row.late_minutes, row.excuse) == (("late",), 5, "personal")
    assert codes("in 10:00, out 11:30", leave("08:30", "10:00"))["am"] == ("on_time",)
    assert codes("in 10:30, out 11:30", leave("08:00", "10:00"))["am"] == ("absent",)


def test_leave_at_the_end_moves_the_end() -> None:
    row = judge("in 13:20, out 15:52", leave("16:00", "17:00"))["pm"]
    assert (row.verdicts, row.early_minutes) == (("early_leave",), 8)


def test_leave_that_touches_other_leave_is_one() -> None:
    excuses = (leave("09:00", "10:00"), leave("08:30", "09:00", "outing", "errand"))
    row = judge("in 10:05, out 11:30", *excuses)["am"]
    assert (row.late_minutes, row.excuse) == (5, "personal")


def test_leave_over_the_whole_half_day_is_the_verdict_alone() -> None:
    assert codes("in 10:00", leave("08:30", "11:30"))["am"] == ("leave",)
    assert codes("", leave("08:00", "18:00")) == {"am": ("leave",), "pm": ("leave",)}
    assert codes("", leave("08:00", "18:00", "outing"), now="08:00")["pm"] == ("outing",)
    covered = judge("", leave("08:30", "11:30", "covered", ""))["am"]
    assert (covered.verdicts, covered.excuse) == (("covered",), "covered")
    assert codes("", leave("08:30", "11:29:59"))["am"] == ("absent",)


def test_the_longest_of_several_kinds_names_the_half_day() -> None:
    excuses = (leave("08:30", "09:00"), leave("09:00", "11:30", "outing", "errand"))
    row = judge("", *excuses)["am"]
    assert (row.verdicts, row.excuse) == (("outing",), "errand")
    assert codes("", leave("08:30", "11:30", "covered"), leave("08:30", "11:30"))["am"] == ("leave",)


def test_leave_in_the_middle_moves_neither() -> None:
    row = judge("in 08:50, out 11:10", leave("09:30", "10:30"))["am"]
    assert (row.verdicts, row.late_minutes, row.early_minutes) == (("late", "early_leave"), 20, 20)


def test_leave_does_not_make_up_for_a_missing_punch() -> None:
    assert codes("in 10:00", leave("08:30", "10:00"))["am"] == ("missing_out",)
    assert codes("", leave("08:30", "10:00"))["am"] == ("absent",)


@pytest.mark.parametrize(
    ("day", "minutes", "off_post"),
    [
        ("in 08:20, away 09:00, back 09:15, out 11:30", 15, 0),
        ("in 08:20, away 09:00, back 09:15:01, out 11:30", 16, 1),
        ("in 08:20, out 09:00, in 09:20, out 11:30", 20, 1),
        ("in 08:20, out 09:00, in 09:20, away 10:00, back 10:20, out 11:30", 40, 2),
        ("in 08:20, away 09:00, out 09:10, in 09:20, out 11:30", 20, 1),  # one absence, counted once
        ("in 08:20, away 09:00, away 09:05, back 09:10, out 11:30", 10, 0),
        ("in 08:20, away 11:00, out 11:30", 30, 1),
        ("in 08:20, away 11:00", 30, 1),
        ("in 08:20, away 11:20, in 13:20, out 17:00", 10, 0),
        ("in 08:20, away 09:00, in 09:05, out 11:30", 5, 0),
        ("in 08:00, away 08:10, back 08:40, out 11:30", 10, 0),
        ("in 08:20, back 09:00, out 11:30", 0, 0),
        ("in 08:20, out 10:00, out 11:30", 0, 0),
        ("in 08:20, out 09:00, out 09:10, in 09:20, out 11:30", 20, 1),
    ],
)
def test_away(day: str, minutes: int, off_post: int) -> None:
    row = judge(day)["am"]
    assert (row.away_minutes, row.off_post) == (minutes, off_post)


def test_away_adds_no_verdict() -> None:
    assert codes("in 08:20, away 09:00, back 10:30, out 11:30")["am"] == ("on_time",)


def test_out_and_in_within_a_half_day_is_time_away_and_no_leaving() -> None:
    row = judge("in 08:20, out 09:00, in 09:20")["am"]
    assert (row.verdicts, row.away_minutes, row.last_out) == (("missing_out",), 20, None)


def test_lunch_is_not_an_absence() -> None:
    rows = judge("in 08:20, away 11:25, back 13:40, out 17:00")
    assert (rows["am"].away_minutes, rows["pm"].away_minutes) == (5, 10)
    assert judge("in 08:20, away 11:40, out 17:00")["pm"].away_minutes == 0


def test_away_is_open_until_now() -> None:
    row = judge("in 08:20, away 09:00", now="09:20")["am"]
    assert (row.verdicts, row.away_minutes, row.off_post) == (("pending",), 20, 1)
    assert judge("in 08:20, away 09:00", now="08:55")["am"].away_minutes == 0


def test_time_away_during_leave_is_excused() -> None:
    row = judge("in 08:20, out 09:20, in 10:30, out 11:30", leave("09:30", "10:30"))["am"]
    assert (row.away_minutes, row.off_post) == (10, 0)


def test_the_limit_of_off_post_is_a_setting() -> None:
    day = punches("in 08:20, away 09:00, back 09:12, out 11:30")
    assert judge_day(DAY, DEFAULT, day, (), BOTH, at("23:00"), off_post_minutes=10)[0].off_post == 1
