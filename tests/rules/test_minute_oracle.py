"""Verdicts against an oracle that walks through the day minute by minute and knows nothing of the rules' code.

Random days of one to three spans, punches (corrections among them), leave, graces and limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hallclient.rules.plan import DayPlan, Duty
from hallclient.rules.punctuality import Excuse, Punch, judge_plan

DAY = date(2026, 11, 20)
MIDNIGHT = datetime.combine(DAY, time())
NAMES = ("am", "pm", "eve")
LENGTH = 240
"""The day of the tests is four hours long, so that everything meets everything."""


def moment(minute: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minute)


@dataclass(frozen=True)
class Case:
    spans: tuple[tuple[int, int], ...]
    expected: tuple[bool, ...]
    punches: tuple[tuple[int, str, bool], ...]
    leaves: tuple[tuple[int, int], ...]
    late_grace: int
    early_grace: int
    limit: int

    @property
    def plan(self) -> DayPlan:
        duties = tuple(
            Duty(NAMES[n], moment(start), moment(end), self.expected[n]) for n, (start, end) in enumerate(self.spans)
        )
        return DayPlan(DAY, duties, 4, self.late_grace, self.early_grace, self.limit)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count = draw(st.integers(1, 3))
    cuts = sorted(draw(st.lists(st.integers(20, LENGTH), min_size=2 * count, max_size=2 * count, unique=True)))
    spans = tuple((cuts[2 * n], cuts[2 * n + 1]) for n in range(count))
    near = [edge + by for edge in cuts for by in (-1, 0, 1)]
    minutes = st.one_of(st.integers(0, LENGTH + 20), st.sampled_from(near))
    punches = draw(
        st.lists(
            st.tuples(minutes, st.sampled_from(["in", "out", "in", "out", "away", "back"]), st.booleans()),
            max_size=9,
            unique_by=lambda p: p[0],
        )
    )
    edges = st.one_of(st.integers(0, LENGTH), st.sampled_from(cuts))
    pairs = draw(st.lists(st.tuples(edges, edges), max_size=2))
    return Case(
        spans,
        tuple(draw(st.lists(st.booleans(), min_size=count, max_size=count))),
        tuple(sorted(punches)),
        tuple((min(a, b), max(a, b)) for a, b in pairs if a != b),
        draw(st.integers(0, 8)),
        draw(st.integers(0, 8)),
        draw(st.integers(5, 40)),
    )


class Oracle:
    """The same day, asked minute by minute."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.must = [[m for m in range(*span) if not any(a <= m < b for a, b in case.leaves)] for span in case.spans]
        self.judged = [case.expected[n] and bool(self.must[n]) for n in range(len(case.spans))]
        self.homes = self._homes()

    def _homes(self) -> list[list[tuple[int, str, bool]]]:
        """Each punch walks to its span; what closes the day before, and what comes too late, stays outside."""
        spans, homes = self.case.spans, [[] for _ in self.case.spans]  # type: ignore[var-annotated]
        came = False
        for punch in self.case.punches:
            minute, kind, _ = punch
            came = came or kind == "in"
            if kind == "out" and not came and minute <= spans[0][0]:
                continue
            if kind in ("in", "back"):
                open_ones = [n for n, (_, end) in enumerate(spans) if end > minute]
                if not open_ones and kind == "in" and self.judged[-1]:
                    continue
                home = open_ones[0] if open_ones else len(spans) - 1
            else:
                begun = [n for n, (start, _) in enumerate(spans) if start < minute]
                home = begun[-1] if begun else 0
            homes[home].append(punch)
        for n in range(len(spans)):
            self._lend(homes, n)
        return homes

    def _lend(self, homes: list[list[tuple[int, str, bool]]], n: int) -> None:
        """A span in which nobody has to be there gives what has no fellow to its neighbours."""
        if self.judged[n]:
            return
        if n and self.judged[n - 1]:
            while any(p[1] == "out" for p in homes[n]):
                first = next(p for p in homes[n] if p[1] in ("in", "out"))
                if first[1] == "in":
                    break
                homes[n].remove(first)
                homes[n - 1] = sorted([*homes[n - 1], first])
        if n + 1 < len(homes) and self.judged[n + 1]:
            while any(p[1] == "in" for p in homes[n]):
                last = [p for p in homes[n] if p[1] in ("in", "out")][-1]
                if last[1] == "out":
                    break
                homes[n].remove(last)
                homes[n + 1] = sorted([*homes[n + 1], last])

    def row(self, n: int) -> tuple[tuple[str, ...], int, int, int] | None:
        """Verdicts, minutes late, early and away of a span; None where there is no row."""
        mine = self.homes[n]
        if not self.case.expected[n]:
            return (("rest_day",), 0, 0, 0) if mine else None
        if not self.must[n]:
            return ("leave",), 0, 0, 0
        come = next((p[0] for p in mine if p[1] == "in"), None)
        goings = [p for p in mine if p[1] in ("in", "out")]
        gone = goings[-1][0] if goings and goings[-1][1] == "out" else None
        start, end = self.must[n][0], self.must[n][-1] + 1
        late = sum(1 for m in range(start, come)) if come is not None and come > start else 0
        early = sum(1 for m in range(gone, end)) if gone is not None and gone < end else 0
        late = late if late > self.case.late_grace else 0
        early = early if early > self.case.early_grace else 0
        codes = []
        if late >= self.case.limit or early >= self.case.limit or not mine:
            codes = ["absent"]
        if not codes:
            codes = [code for code, is_so in (
                ("late", late), ("early_leave", early), ("missing_in", come is None), ("missing_out", gone is None),
            ) if is_so]  # fmt: skip
        return tuple(codes) or ("on_time",), late, early, self._away(n)

    def _away(self, n: int) -> int:
        """Of the minutes in which the person has to be there, those on which somebody asks in vain."""
        return sum(self._is_away(n, m) for m in self.case_minutes(n))

    def case_minutes(self, n: int) -> list[int]:
        return [m for m in range(*self.case.spans[n]) if not any(a <= m < b for a, b in self.case.leaves)]

    def _is_away(self, n: int, minute: int) -> bool:
        for home in self.homes:
            outs = [p for p in home if p[1] == "out" and p[0] <= minute]
            ins = [p[0] for p in home if p[1] == "in"]
            if any(any(i > minute for i in ins) and not any(o[0] < i <= minute for i in ins) for o in outs):
                return True
        every = self._of_the_day()
        for a in (p for p in every if p[1] == "away" and p[0] <= minute):
            later = [p for p in every if p[0] > a[0] and p[1] != "away"]
            if any(p[0] <= minute for p in later):
                continue
            if later and later[0][1] == "back":
                return True
            inside = [(s, e) for s, e in self.case.spans if s <= a[0] < e]
            if inside and inside[0][0] <= minute < inside[0][1]:
                return True
        return False

    def _of_the_day(self) -> list[tuple[int, str, bool]]:
        found, came = [], False
        for punch in self.case.punches:
            came = came or punch[1] == "in"
            if not (punch[1] == "out" and not came and punch[0] <= self.case.spans[0][0]):
                found.append(punch)
        return found


@settings(deadline=None, max_examples=400)
@given(cases())
def test_verdicts_against_a_walk_by_minutes(case: Case) -> None:
    punches = [Punch(moment(m), kind, corrected=corrected) for m, kind, corrected in case.punches]
    leaves = [Excuse(moment(a), moment(b), "leave", "personal") for a, b in case.leaves]
    found = judge_plan(case.plan, punches, leaves, moment(24 * 60))
    rows = {row.half: row for row in found}
    oracle = Oracle(case)
    for n, name in enumerate(NAMES[: len(case.spans)]):
        wanted, row = oracle.row(n), rows.get(name)
        said = None if row is None else (row.verdicts, row.late_minutes, row.early_minutes, row.away_minutes)
        assert said == wanted, (n, case)
        if row is not None:
            assert row.corrected == any(p[2] for p in oracle.homes[n])
