"""How punches become verdicts, one span of duty at a time. All times are naive local time, seconds kept.

- First ``in`` and last ``out`` of a half-day count. An ``out`` that an ``in`` of the same half-day follows is
  time away and not the leaving; if nothing comes after that ``in``, the leaving is missing.
- Late is measured from the start, early from the end, in whole minutes rounded up. The grace forgives all of
  what is within it and nothing of what is beyond. At the absence limit the half-day is ``absent``, which
  takes the place of late, early and missing punches; the minutes stay as the evidence.
- Leave, an outing or cover that touches the start or the end moves it; in the middle it moves neither, but
  time away within it is excused. One that covers the whole half-day is the verdict, alone.
- Before its end a half-day is ``pending``; only late (or late beyond the limit) is said before.
- With two punches a day, and for whoever stays over lunch (午间值班), the sign-outs and sign-ins between the first
  and the last duty may be missing. A punch that is there counts as it would with four.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from hallclient.rules.missing_punch import Missing, Seen, seen_of, together
from hallclient.rules.plan import DayPlan, Duty, plan_of
from hallclient.rules.punch import Punch, by_duty, of_the_day, opening_time
from hallclient.rules.spans import Span, cut, joined, total, without
from hallclient.rules.timetable import (
    DEFAULT,
    HALVES,
    Timetable,
    late_opening_minutes,
    timetable_for,
    whole_minutes,
)

__all__ = [
    "DEFAULT",
    "HALVES",
    "DayPlan",
    "Excuse",
    "HalfDay",
    "Punch",
    "Timetable",
    "judge_day",
    "judge_plan",
    "late_opening_minutes",
    "opening_time",
    "timetable_for",
    "whole_minutes",
]

_EXCUSES = ("leave", "outing", "covered")


@dataclass(frozen=True, slots=True)
class Excuse:
    """Granted time: ``kind`` is leave, outing or covered (by B); ``type`` a code of the leave types."""

    start: datetime
    end: datetime
    kind: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class HalfDay:
    """What is said of one person's half-day. ``last_out`` is the leaving: a sign-out after which the person
    came back is none. ``off_post`` counts absences longer than the limit (15 minutes).

    ``excuse`` is the type of the longest excuse that touches the half-day, or its kind where it has no type.
    ``review`` is what a supervisor made of a suspected absence (疑似旷工): confirmed, dismissed, or not yet.
    """

    day: date
    half: str
    first_in: datetime | None
    last_out: datetime | None
    verdicts: tuple[str, ...]
    late_minutes: int = 0
    early_minutes: int = 0
    away_minutes: int = 0
    off_post: int = 0
    corrected: bool = False
    clock_suspect: bool = False
    excuse: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """When the person has to be there in a span, after excuses. ``kind`` names the excuse that leaves nothing to
    judge, else it is empty."""

    whole: Span
    start: datetime
    end: datetime
    excused: tuple[Span, ...]
    kind: str
    type: str


def judge_day(
    day: date,
    timetable: Timetable,
    punches: Iterable[Punch],
    excuses: Iterable[Excuse],
    expected: Collection[str],
    now: datetime,
    off_post_minutes: int = 15,
) -> tuple[HalfDay, ...]:
    """:func:`judge_plan` for a day by the hall's hours; ``expected`` are "am", "pm", both or none."""
    return judge_plan(plan_of(day, timetable, expected), punches, excuses, now, off_post_minutes)


def judge_plan(
    plan: DayPlan,
    punches: Iterable[Punch],
    excuses: Iterable[Excuse],
    now: datetime,
    off_post_minutes: int = 15,
    before: DayPlan | None = None,
    after: DayPlan | None = None,
) -> tuple[HalfDay, ...]:
    """The half-days of one person and day: those in which the plan expects the person, and those with punches
    though nobody was expected (``rest_day``), in the order of the day.

    ``punches`` may be more than the day's: others are left out, except a sign-out past midnight that closes it,
    and those of a night duty. The plans of the days ``before`` and ``after`` say which these are.
    """
    excuses = tuple(excuses)
    bounds, judged, groups = _frame(plan, excuses) if excuses else _free(plan)
    mine = of_the_day(punches, plan, before, after)
    found = by_duty(mine, plan.duties, judged)
    seen = [seen_of(punches) for punches in found]
    away = _away(mine, found, [duty.span for duty in plan.duties], now) if len(mine) > 1 or _goes_away(mine) else ()
    limit = timedelta(minutes=off_post_minutes)
    rows = []
    for place, duty in enumerate(plan.duties):
        if not duty.expected and not found[place]:
            continue
        bound = bounds[place]
        codes: tuple[str, ...] = (bound.kind or "rest_day",) if duty.expected else ("rest_day",)
        late = early = 0
        gone: tuple[Span, ...] = ()
        if judged[place]:
            codes, late, early = _judge(plan, bound, seen[place], Missing(place, groups[place], seen).codes(), now)
            gone = without((part for span in away if (part := cut(span, bound.whole))), bound.excused) if away else ()
        rows.append(
            HalfDay(
                plan.day,
                duty.half,
                seen[place].first_in,
                seen[place].leaving,
                codes,
                late,
                early,
                whole_minutes(total(gone)) if gone else 0,
                sum(end - start > limit for start, end in gone) if gone else 0,
                any(punch.corrected for punch in found[place]),
                any(punch.suspect for punch in found[place]),
                bound.type if duty.expected else "",
            )
        )
    return tuple(rows)


Frame = tuple[tuple[Bounds, ...], tuple[bool, ...], dict[int, list[int]]]
"""What is compared in each duty, which duties are judged, and which of these are read together."""


def _frame(plan: DayPlan, excuses: Sequence[Excuse]) -> Frame:
    bounds = tuple(bounds_of(duty, excuses) for duty in plan.duties)
    judged = tuple(duty.expected and not bound.kind for duty, bound in zip(plan.duties, bounds, strict=True))
    return bounds, judged, together(plan, judged)


@lru_cache(maxsize=1024)
def _free(plan: DayPlan) -> Frame:
    """The frame of a plan without excuses, which a whole hall shares."""
    return _frame(plan, ())


def _goes_away(punches: Sequence[Punch]) -> bool:
    """Whether a single punch can be time away: an ``away`` that goes on."""
    return bool(punches) and punches[0].kind == "away"


def bounds_of(duty: Duty, excuses: Sequence[Excuse]) -> Bounds:
    """The duty less its excuses. Where several kinds cover it together, the longest names it."""
    start, end = whole = duty.span
    touching = [(part, e) for e in excuses if (part := cut((e.start, e.end), whole))]
    if not touching:
        return Bounds(whole, start, end, (), "", "")
    parts = joined(part for part, _ in touching)
    kind = ""
    if parts == (whole,):
        kind = max(_EXCUSES, key=lambda k: total(joined(part for part, e in touching if e.kind == k)))
    else:
        start = next((p[1] for p in parts if p[0] == start), start)
        end = next((p[0] for p in parts if p[1] == end), end)
    named = [(part, e) for part, e in touching if not kind or e.kind == kind]
    longest = max(named, key=lambda pair: (pair[0][1] - pair[0][0], pair[1].type), default=None)
    return Bounds(whole, start, end, parts, kind, (longest[1].type or longest[1].kind) if longest else "")


def _judge(
    plan: DayPlan, bound: Bounds, seen: Seen, missing: list[str], now: datetime
) -> tuple[tuple[str, ...], int, int]:
    """Verdicts, minutes late and minutes early of a half-day in which the person has to be there."""
    over = now >= bound.whole[1]
    late_code, late = "", 0
    if seen.first_in is not None:
        late_code, late = _measure("late", seen.first_in - bound.start, plan.late_grace, plan)
    early_code, early = "", 0
    if over and seen.leaving is not None:
        early_code, early = _measure("early_leave", bound.end - seen.leaving, plan.early_grace, plan)
    codes = [code for code in (late_code, early_code) if code]
    if over:
        codes += missing
    if "absent" in codes:
        codes = ["absent"]
    if not over:
        codes.append("pending")
    return tuple(codes) or ("on_time",), late, early


def _measure(code: str, length: timedelta, grace: int, plan: DayPlan) -> tuple[str, int]:
    """``code``, or absent from the limit on, and the minutes; nothing when it is within the grace."""
    if length <= timedelta(minutes=max(0, grace)):
        return "", 0
    if length >= timedelta(minutes=plan.absent_minutes):
        code = "absent"
    return code, whole_minutes(length)


def _away(
    ordered: Sequence[Punch], found: Sequence[Sequence[Punch]], working: Sequence[Span], now: datetime
) -> tuple[Span, ...]:
    """Time away from the window, of the whole day: from an ``out`` to the next ``in`` of the same half-day,
    and from ``away`` to the next punch.

    Only ``back`` ends an absence that reaches over lunch; without it the absence ends with its half-day, or
    now.
    """
    spans: list[Span] = []
    for punches in found:
        for index, punch in enumerate(punches):
            if punch.kind == "out":
                spans += [(punch.at, later.at) for later in punches[index:] if later.kind == "in"][:1]
    for index, punch in enumerate(ordered):
        if punch.kind != "away":
            continue
        half_end = next((end for start, end in working if start <= punch.at < end), punch.at)
        later = next((p for p in ordered[index + 1 :] if p.kind != "away"), None)
        if later is None:
            spans.append((punch.at, min(half_end, now)))
        else:
            spans.append((punch.at, later.at if later.kind == "back" else min(later.at, half_end)))
    return joined(spans)
