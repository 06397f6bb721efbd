"""How punches become verdicts, one half-day at a time. All times are naive local time, seconds kept.

- First ``in`` and last ``out`` of a half-day count. An ``out`` that an ``in`` of the same half-day follows is
  time away and not the leaving; if nothing comes after that ``in``, the leaving is missing.
- Late is measured from the start, early from the end, in whole minutes rounded up. The grace forgives all of
  what is within it and nothing of what is beyond. At the absence limit the half-day is ``absent``, which
  takes the place of late, early and missing punches; the minutes stay as the evidence.
- Leave, an outing or cover that touches the start or the end moves it; in the middle it moves neither, but
  time away within it is excused. One that covers the whole half-day is the verdict, alone.
- Before its end a half-day is ``pending``; only late (or late beyond the limit) is said before.
- With two punches a day the sign-out and sign-in at midday may be missing. A midday punch that is there
  counts as it would with four.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hallclient.rules.punch import Punch, by_half, of_the_day, opening_time
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
    "Excuse",
    "HalfDay",
    "Punch",
    "Timetable",
    "judge_day",
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


@dataclass(frozen=True, slots=True)
class _Duty:
    """When the person has to be there in a half-day, after excuses."""

    whole: Span
    start: datetime
    end: datetime
    excused: tuple[Span, ...]
    kind: str  # of the excuse that leaves nothing to judge, else empty
    type: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the punches of a half-day show."""

    punches: Sequence[Punch]
    first_in: datetime | None
    leaving: datetime | None


def judge_day(
    day: date,
    timetable: Timetable,
    punches: Iterable[Punch],
    excuses: Iterable[Excuse],
    expected: Collection[str],
    now: datetime,
    off_post_minutes: int = 15,
) -> tuple[HalfDay, ...]:
    """The half-days of one person on ``day``: those in which the roster ``expected`` the person ("am", "pm"),
    and those with punches though nobody was expected (``rest_day``), mornings first.

    ``punches`` may be more than the day's: others are left out, except a sign-out past midnight that closes
    it.
    """
    excuses = list(excuses)
    duties = {half: _duty(timetable.span(day, half), excuses) for half in HALVES}
    judged = [half for half in HALVES if half in expected and not duties[half].kind]
    mine = of_the_day(punches, day, timetable)
    halves = by_half(mine, day, timetable, judged)
    seen = {half: _seen(halves[half]) for half in HALVES}
    away = _away(mine, halves, [duties[half].whole for half in HALVES], now)
    rows = []
    for half in HALVES:
        if half not in expected and not halves[half]:
            continue
        row = HalfDay(
            day=day,
            half=half,
            first_in=seen[half].first_in,
            last_out=seen[half].leaving,
            verdicts=("rest_day",),
            corrected=any(punch.corrected for punch in halves[half]),
            clock_suspect=any(punch.suspect for punch in halves[half]),
        )
        if half in expected:
            row = replace(row, verdicts=(duties[half].kind,), excuse=duties[half].type)
        if half in judged:
            # With two punches a day each half-day is read together with the other.
            other = seen[_other(half)] if timetable.punches == 2 and len(judged) == 2 else None
            codes, late, early = _judge(half, timetable, duties[half], seen[half], other, now)
            row = replace(row, verdicts=codes, late_minutes=late, early_minutes=early)
            row = _with_absences(row, away, duties[half], timedelta(minutes=off_post_minutes))
        rows.append(row)
    return tuple(rows)


def _other(half: str) -> str:
    return "pm" if half == "am" else "am"


def _duty(whole: Span, excuses: Sequence[Excuse]) -> _Duty:
    """The half-day less its excuses. Where several kinds cover it together, the longest names it."""
    touching = [(part, e) for e in excuses if (part := cut((e.start, e.end), whole))]
    parts = joined(part for part, _ in touching)
    start, end = whole
    kind = ""
    if parts == (whole,):
        kind = max(_EXCUSES, key=lambda k: total(joined(part for part, e in touching if e.kind == k)))
    else:
        start = next((p[1] for p in parts if p[0] == start), start)
        end = next((p[0] for p in parts if p[1] == end), end)
    named = [(part, e) for part, e in touching if not kind or e.kind == kind]
    longest = max(named, key=lambda pair: (pair[0][1] - pair[0][0], pair[1].type), default=None)
    return _Duty(whole, start, end, parts, kind, (longest[1].type or longest[1].kind) if longest else "")


def _seen(punches: Sequence[Punch]) -> _Seen:
    first_in = next((punch.at for punch in punches if punch.kind == "in"), None)
    last = next((punch for punch in reversed(punches) if punch.kind in ("in", "out")), None)
    return _Seen(punches, first_in, last.at if last is not None and last.kind == "out" else None)


def _judge(
    half: str, timetable: Timetable, duty: _Duty, seen: _Seen, other: _Seen | None, now: datetime
) -> tuple[tuple[str, ...], int, int]:
    """Verdicts, minutes late and minutes early of a half-day in which the person has to be there."""
    over = now >= duty.whole[1]
    late_code, late = "", 0
    if seen.first_in is not None:
        late_code, late = _measure("late", seen.first_in - duty.start, timetable.late_grace, timetable)
    early_code, early = "", 0
    if over and seen.leaving is not None:
        early_code, early = _measure("early_leave", duty.end - seen.leaving, timetable.early_grace, timetable)
    codes = [code for code in (late_code, early_code) if code]
    if over:
        codes += _missing(half, seen, other)
    if "absent" in codes:
        codes = ["absent"]
    if not over:
        codes.append("pending")
    return tuple(codes) or ("on_time",), late, early


def _measure(code: str, length: timedelta, grace: int, timetable: Timetable) -> tuple[str, int]:
    """``code``, or absent from the limit on, and the minutes; nothing when it is within the grace."""
    if length <= timedelta(minutes=max(0, grace)):
        return "", 0
    if length >= timedelta(minutes=timetable.absent_minutes):
        code = "absent"
    return code, whole_minutes(length)


def _missing(half: str, seen: _Seen, other: _Seen | None) -> list[str]:
    """What is not there at the end of the half-day.

    ``other`` is the other half-day where two punches a day suffice: the morning then needs no sign-out and
    the afternoon no sign-in, and the one punch of the other half-day shows that this one was worked.
    """
    if other is None:
        if not seen.punches:
            return ["absent"]
        needed = [("missing_in", seen.first_in), ("missing_out", seen.leaving)]
        return [code for code, punch in needed if punch is None]
    if half == "am":
        worked = bool(seen.punches) or (other.leaving is not None and other.first_in is None)
        return ["absent"] if not worked else [] if seen.first_in is not None else ["missing_in"]
    worked = bool(seen.punches) or (other.first_in is not None and other.leaving is None)
    return ["absent"] if not worked else [] if seen.leaving is not None else ["missing_out"]


def _away(
    ordered: Sequence[Punch], halves: dict[str, list[Punch]], working: Sequence[Span], now: datetime
) -> tuple[Span, ...]:
    """Time away from the window, of the whole day: from an ``out`` to the next ``in`` of the same half-day,
    and from ``away`` to the next punch.

    Only ``back`` ends an absence that reaches over lunch; without it the absence ends with its half-day, or
    now.
    """
    spans: list[Span] = []
    for punches in halves.values():
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


def _with_absences(row: HalfDay, away: Iterable[Span], duty: _Duty, limit: timedelta) -> HalfDay:
    """``row`` with the time away that falls into its half-day and is not excused; each piece is one
    absence."""
    gone = without((part for span in away if (part := cut(span, duty.whole))), duty.excused)
    off_post = sum(end - start > limit for start, end in gone)
    return replace(row, away_minutes=whole_minutes(total(gone)), off_post=off_post)
