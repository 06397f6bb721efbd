"""Rostered days against an oracle that asks minute by minute: who has to be there, and was somebody there.

Random rosters (halves, 午间值班, 延时服务, 预约服务 with hours of their own) and random punches. The oracle knows
nothing of the rules' code: it marks minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hallclient.rules.plan import Assignment, DayPlan, Shift, day_plan
from hallclient.rules.punctuality import Punch, Timetable, judge_plan

DAY = date(2026, 11, 20)
MIDNIGHT = datetime.combine(DAY, time())
AM, PM = (60, 120), (160, 230)
"""A short day, in minutes after midnight, so that everything meets everything."""

LIMIT = 15
Span = tuple[int, int]


def clock(minute: int) -> time:
    return (MIDNIGHT + timedelta(minutes=minute)).time()


HOURS = Timetable("短", date(2026, 1, 1), None, *(clock(m) for m in (*AM, *PM)), absent_minutes=LIMIT)


@dataclass(frozen=True)
class Case:
    halves: frozenset[str]
    noon: bool
    tops: tuple[tuple[str, Span], ...]
    punches: tuple[tuple[int, str], ...]

    @property
    def plan(self) -> DayPlan:
        rows = [Assignment(half, 3) for half in sorted(self.halves)] or [Assignment("off")]
        rows += [Assignment("noon")] if self.noon else []
        rows += [Assignment(kind, 5, str(n)) for n, (kind, _) in enumerate(self.tops)]
        shifts = [
            Shift(str(n), date(2026, 1, 1), None, ((clock(a), clock(b)),), absent_minutes=LIMIT, kind=kind)
            for n, (kind, (a, b)) in enumerate(self.tops)
        ]
        return day_plan(DAY, HOURS, shifts, None, rows, False)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    edges = st.one_of(st.sampled_from([*AM, *PM]), st.integers(10, 280))
    tops = []
    for _ in range(draw(st.integers(0, 2))):
        a, b = draw(edges), draw(edges)
        if a != b:
            tops.append((draw(st.sampled_from(["extended", "booked"])), (min(a, b), max(a, b))))
    near = [edge + by for edge in (*AM, *PM, *(e for _, span in tops for e in span)) for by in (-1, 0, 1)]
    minutes = st.one_of(st.sampled_from(near), st.integers(0, 290))
    punches = draw(st.lists(st.tuples(minutes, st.sampled_from(["in", "out"])), max_size=7, unique_by=lambda p: p[0]))
    halves = draw(st.frozensets(st.sampled_from(["am", "pm"])))
    return Case(halves, draw(st.booleans()), tuple(tops), tuple(sorted(punches)))


def must(case: Case) -> list[bool]:
    """Minute by minute: does somebody have to be there?"""
    spans = [AM] * ("am" in case.halves) + [PM] * ("pm" in case.halves) + [span for _, span in case.tops]
    return [any(a <= minute < b for a, b in spans) for minute in range(300)]


@settings(deadline=None, max_examples=400)
@given(cases())
def test_the_minutes_on_which_somebody_has_to_be_there(case: Case) -> None:
    plan = case.plan
    for minute, wanted in enumerate(must(case)):
        now = MIDNIGHT + timedelta(minutes=minute)
        there = [duty for duty in plan.duties if duty.expected and duty.start <= now < duty.end]
        assert len(there) == wanted, (minute, case)
    assert len({duty.half for duty in plan.duties}) == len(plan.duties)
    for half, span in (("am", AM), ("pm", PM)):
        if half in case.halves:
            (duty,) = [d for d in plan.duties if d.half == half]
            begins = MIDNIGHT + timedelta(minutes=span[0])
            assert (duty.start, duty.window) == (begins, 3), "what comes on top takes nothing of the half-days"


def chains(case: Case, plan: DayPlan) -> list[list[tuple[str, int, int]]]:
    """Spans between which nobody is asked to punch: without a free minute where one is beyond the half-days, and for
    whoever stays over lunch those around it."""
    spans = [
        (d.half, *(int((at - MIDNIGHT).total_seconds() // 60) for at in (d.start, d.end)))
        for d in plan.duties
        if d.expected
    ]
    found: list[list[tuple[str, int, int]]] = []
    for span in spans:
        before = found[-1][-1] if found else None
        lunch = case.noon and before is not None and {before[0], span[0]} <= {"am", "noon", "pm"}
        beyond = before is not None and not {before[0], span[0]} <= {"am", "pm"} and before[2] == span[1]
        if lunch or beyond:
            found[-1].append(span)
        else:
            found.append([span])
    return found


def said(case: Case, plan: DayPlan) -> dict[str, str]:
    """The verdicts of whoever keeps to the day's own order: one sign-in and one sign-out around each chain, or none
    at all of it, or one of the two."""
    found = {}
    for chain in chains(case, plan):
        first, last = chain[0][1], chain[-1][2]
        come = [m for m, kind in case.punches if kind == "in" and first - 5 <= m < last]
        gone = [m for m, kind in case.punches if kind == "out" and first < m <= last + 5]
        for place, (half, start, end) in enumerate(chain):
            there = [m for m in range(start, end) if _present(m, come, gone)]
            if not there:
                found[half] = "absent"
                continue
            late = there[0] - start if place == 0 or there[0] > start else 0
            early = end - 1 - there[-1]
            worst = max(late, early)
            codes = ["late"] * (late > 0) + ["early_leave"] * (early > 0)
            codes += ["missing_in"] * (place == 0 and not come)
            codes += ["missing_out"] * (place == len(chain) - 1 and not gone)
            found[half] = "absent" if worst >= LIMIT else ",".join(codes) or "on_time"
    return found


def _present(minute: int, come: list[int], gone: list[int]) -> bool:
    if not come and not gone:
        return False
    return (not come or come[0] <= minute) and (not gone or minute < gone[0])


@st.composite
def orderly(draw: st.DrawFn) -> Case:
    """A rostered day on which each chain has at most one coming and one going, near its ends or in it."""
    case = draw(cases())
    punches: list[tuple[int, str]] = []
    for chain in chains(case, case.plan):
        first, last = chain[0][1], chain[-1][2]
        come = draw(st.one_of(st.none(), st.sampled_from([first, first + 1, first + LIMIT - 1, first + LIMIT])))
        gone = draw(st.one_of(st.none(), st.sampled_from([last, last - 1, last - LIMIT + 1, last - LIMIT])))
        if come is not None and come < min(last, chain[0][2]):
            punches.append((come, "in"))
        if gone is not None and gone > max(first, chain[-1][1]) and (come is None or gone > come):
            punches.append((gone, "out"))
    return Case(case.halves, case.noon, case.tops, tuple(sorted(punches)))


@settings(deadline=None, max_examples=400)
@given(orderly())
def test_verdicts_of_rostered_days(case: Case) -> None:
    plan = case.plan
    punches = [Punch(MIDNIGHT + timedelta(minutes=m), kind) for m, kind in case.punches]
    rows = judge_plan(plan, punches, (), MIDNIGHT + timedelta(days=2))
    assert {row.half: ",".join(row.verdicts) for row in rows if "rest_day" not in row.verdicts} == said(case, plan)
