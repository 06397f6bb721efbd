"""Verdicts against slow oracles that count second by second, and what holds for every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hallclient.rules.punctuality import Excuse, HalfDay, Punch, Timetable, judge_day

DAY = date(2026, 11, 20)
BOTH = frozenset({"am", "pm"})


def at(text: str, day: date = DAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(text))


SHORT = Timetable("短", date.min, None, time(8, 0), time(8, 6), time(8, 9), time(8, 15), absent_minutes=4)
START, SECONDS = at("08:00"), 15 * 60


def moments(low: int = -120, high: int = SECONDS + 120) -> st.SearchStrategy[datetime]:
    return st.integers(low, high).map(lambda s: START + timedelta(seconds=s))


def days(kinds: str = "in out away back", **bounds: int) -> st.SearchStrategy[list[Punch]]:
    punch = st.builds(Punch, moments(**bounds), st.sampled_from(kinds.split()))
    return st.lists(punch, max_size=8, unique_by=lambda p: p.at)


def slow_late(start: datetime, moment: datetime, grace: int, limit: int) -> tuple[str, int]:
    """Late by walking on second by second, opening a new minute with its first second."""
    second, minutes, into = start, 0, 0
    while second < moment:
        if into % 60 == 0:
            minutes += 1
        into += 1
        second += timedelta(seconds=1)
    if into <= grace * 60:
        return "", 0
    return ("absent" if into >= limit * 60 else "late"), minutes


@given(st.integers(0, 359), st.integers(0, 6), st.integers(1, 6), st.sampled_from(["am", "pm"]), st.booleans())
def test_late_and_early_against_a_walk_by_seconds(off: int, grace: int, limit: int, half: str, early: bool) -> None:
    table = replace(SHORT, late_grace=grace, early_grace=grace, absent_minutes=limit)
    start, end = table.span(DAY, half)
    step = timedelta(seconds=off)
    pair = (start, end - step) if early else (start + step, end)
    day = [Punch(pair[0], "in"), Punch(pair[1], "out")]
    (row,) = judge_day(DAY, table, day, (), frozenset({half}), at("23:00"))
    code, minutes = slow_late(start, start + step, grace, limit)
    code = code.replace("late", "early_leave") if early else code
    assert row.verdicts == (code or "on_time",)
    assert (row.early_minutes if early else row.late_minutes) == minutes


def slow_half(kind: str, moment: datetime) -> str:
    am_end, pm_start = at("08:06"), at("08:09")
    if kind in ("in", "back"):
        return "am" if moment < am_end else "pm"
    return "am" if moment <= pm_start else "pm"


def slow_away(day: list[Punch], half: str, now: datetime) -> tuple[int, int]:
    """Minutes and long absences, by asking at every second of the half-day whether the person is away."""
    start, end = SHORT.span(DAY, half)
    seconds, run, long = 0, 0, 0
    second = start
    while second <= end:
        if second < end and any(slow_is_away(day, second, out, now) for out in day):
            seconds, run = seconds + 1, run + 1
        else:
            long, run = long + (run > 60), 0
        second += timedelta(seconds=1)
    return -(-seconds // 60), long


def slow_is_away(day: list[Punch], second: datetime, out: Punch, now: datetime) -> bool:
    if out.kind not in ("out", "away") or out.at > second:
        return False
    half = slow_half(out.kind, out.at)
    if out.kind == "out":
        ins = {p.at for p in day if p.kind == "in" and slow_half("in", p.at) == half and p.at < at("08:15")}
        return any(moment > second for moment in ins) and not any(out.at < m <= second for m in ins)
    enders = [p for p in day if p.kind != "away" and p.at > out.at]
    if any(p.at <= second for p in enders):
        return False
    if enders and min(enders, key=lambda p: p.at).kind == "back":
        return True
    spans = [SHORT.span(DAY, name) for name in ("am", "pm")]
    same = any(start <= out.at < end and start <= second < end for start, end in spans)
    return same and (bool(enders) or second < now)


@settings(deadline=None, max_examples=150)
@given(days(), moments())
def test_away_against_a_walk_by_seconds(day: list[Punch], now: datetime) -> None:
    # The sign-outs before any sign-in that close the day before are tested on their own.
    day = [Punch(START - timedelta(seconds=600), "in"), *day]
    for row in judge_day(DAY, SHORT, day, (), BOTH, now, off_post_minutes=1):
        assert (row.away_minutes, row.off_post) == slow_away(day, row.half, now)


@given(days(), moments(), st.sampled_from([2, 4]), st.sets(st.sampled_from(["am", "pm"])), st.randoms())
def test_the_order_of_input_does_not_matter(
    day: list[Punch], now: datetime, per_day: int, expected: set[str], random: object
) -> None:
    table = replace(SHORT, punches=per_day)
    shuffled = [*day]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    rows = judge_day(DAY, table, day, (), expected, now)
    assert judge_day(DAY, table, shuffled, (), expected, now) == rows


@given(days(), moments(), st.sampled_from([2, 4]), st.sets(st.sampled_from(["am", "pm"])))
def test_every_row_is_whole(day: list[Punch], now: datetime, per_day: int, expected: set[str]) -> None:
    rows = judge_day(DAY, replace(SHORT, punches=per_day), day, (), expected, now)
    assert {row.half for row in rows} >= expected
    for row in rows:
        _, end = SHORT.span(DAY, row.half)
        assert row.verdicts and len(set(row.verdicts)) == len(row.verdicts)
        assert ("rest_day" in row.verdicts) == (row.half not in expected)
        assert ("pending" in row.verdicts) == (row.half in expected and now < end)
        assert "on_time" not in row.verdicts or row.verdicts == ("on_time",)
        assert min(row.late_minutes, row.early_minutes, row.away_minutes, row.off_post) >= 0
        assert row.off_post == 0 or row.away_minutes > 0


POINTS = {"absent": 100, "missing_in": 40, "missing_out": 40}


def cost(row: HalfDay) -> int:
    """How bad a half-day is: absent worse than a missing punch, that worse than minutes."""
    if "absent" in row.verdicts:
        return POINTS["absent"]
    return sum(POINTS.get(code, 0) for code in row.verdicts) + row.late_minutes + row.early_minutes


@given(days("in out"), st.sampled_from([2, 4]), st.sampled_from(["am", "pm"]), st.integers(0, 60))
def test_a_correction_to_the_start_or_the_end_never_worsens(
    day: list[Punch], per_day: int, half: str, seconds: int
) -> None:
    # A forgotten sign-in that lies before all others of the day, a forgotten sign-out that lies after them.
    table = replace(SHORT, punches=per_day)
    start, end = SHORT.span(DAY, half)
    margin = timedelta(seconds=seconds)
    before = {row.half: row for row in judge_day(DAY, table, day, (), {half}, at("23:00"))}[half]
    if all(p.at > start - margin for p in day):
        fixed = [*day, Punch(start - margin, "in", corrected=True)]
        after = {row.half: row for row in judge_day(DAY, table, fixed, (), {half}, at("23:00"))}[half]
        assert cost(after) <= cost(before)
    if all(p.at < end + margin for p in day):
        fixed = [*day, Punch(end + margin, "out", corrected=True)]
        after = {row.half: row for row in judge_day(DAY, table, fixed, (), {half}, at("23:00"))}[half]
        assert cost(after) <= cost(before)


@given(days("in out"), st.integers(1, 359), st.sampled_from(["start", "end"]))
def test_granted_leave_never_worsens(day: list[Punch], seconds: int, side: str) -> None:
    start, end = SHORT.span(DAY, "am")
    length = timedelta(seconds=seconds)
    excuse = Excuse(start, start + length, "leave") if side == "start" else Excuse(end - length, end, "leave")
    plain = judge_day(DAY, SHORT, day, (), BOTH, at("23:00"))[0]
    eased = judge_day(DAY, SHORT, day, [excuse], BOTH, at("23:00"))[0]
    assert cost(eased) <= cost(plain)
