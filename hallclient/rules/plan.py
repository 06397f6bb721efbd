"""What is expected of a person on a day: spans of duty, each with its hours and the window.

The spans come from the hall's timetable, from a shift (班次) of the person's own (part time, 哺乳假), or from the
roster. Their names are those of the half-days: ``am``, ``pm``, and where there are more ``eve`` and ``night``; what
comes on top of the day before, between and after these is ``early``, ``noon`` and ``eve``.

What the roster adds: 午间值班 (``noon``) is staying over lunch, no span of its own: nobody has to punch at
midday, and lunch is no absence. 延时服务, 周六延时 (``extended``) and 预约服务 (``booked``) are spans with the
hours of a shift: the person has to be there within them, on that day, and staying longer is no fault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hallclient.rules.spans import Span, without
from hallclient.rules.timetable import HALVES, Timetable

SPAN_NAMES = ("am", "pm", "eve", "night", "noon", "early")
"""The names of spans of duty. Settled half-days are stored by their place here: new ones go to the end."""

ON_TOP = ("noon", "extended", "booked")
"""Duties that come on top of the day: 午间值班, 延时服务, 预约服务."""

WITH_SHIFT = ("extended", "booked", "night")
"""Duties for which the hall's timetable has no hours, so that they need those of a shift."""

_NOON, _EVENING = time(12), time(17)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours under a name, from ``from_day`` to ``to_day`` (None: open). A span whose end is not after its start
    ends on the next day. ``kind`` is ordinary or one of :data:`WITH_SHIFT`."""

    name: str
    from_day: date
    to_day: date | None
    spans: tuple[tuple[time, time], ...]
    punches: int = 4
    late_grace: int = 0
    early_grace: int = 0
    absent_minutes: int = 30
    kind: str = "ordinary"

    def includes(self, day: date) -> bool:
        """Whether ``day`` is one of the shift's dates."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True, slots=True)
class OwnHours:
    """The week of a person (``staff`` empty: of everyone with a window). ``weekdays`` (1 Monday to 7 Sunday) are
    those that it speaks of; ``shift`` empty means the hall's hours, ``off`` a day that is not worked."""

    staff: str
    from_day: date
    to_day: date | None
    weekdays: frozenset[int]
    shift: str
    reason: str = ""

    def includes(self, day: date) -> bool:
        """Whether ``day`` is one of its dates."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A row of the roster: am, pm, day, off or an extra duty; perhaps with a shift, perhaps in somebody's place
    (顶岗, ``covers``)."""

    half: str
    window: int | None = None
    shift: str = ""
    covers: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A span of a day. Where nobody is ``expected``, it is only the frame that punches are read in."""

    half: str
    start: datetime
    end: datetime
    expected: bool = True
    window: int | None = None

    @property
    def span(self) -> Span:
        """From start to end."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The duties of a day in order, without overlap, and what is still on time. ``bridged``: the person stays over
    lunch (午间值班), so that signing out and in at midday is not asked for."""

    day: date
    duties: tuple[Duty, ...]
    punches: int = 4
    late_grace: int = 0
    early_grace: int = 0
    absent_minutes: int = 30
    bridged: bool = False

    @property
    def start(self) -> datetime:
        """When the first span begins, expected or not; noon where there is none."""
        return self.duties[0].start if self.duties else datetime.combine(self.day, _NOON)

    @property
    def first_expected(self) -> datetime | None:
        """When the person has to be there first; None on a free day."""
        return next((duty.start for duty in self.duties if duty.expected), None)

    @property
    def end(self) -> datetime:
        """When the last expected duty ends, perhaps on the next date; midnight where none is expected."""
        midnight = datetime.combine(self.day, time()) + _DAY
        return max((duty.end for duty in self.duties if duty.expected), default=midnight)


def plan_of(day: date, timetable: Timetable, expected: Collection[str]) -> DayPlan:
    """The plan of a day by the hall's hours alone."""
    duties = tuple(Duty(half, *timetable.span(day, half), half in expected) for half in HALVES)
    return _with_limits(DayPlan(day, duties), timetable)


def shift_duties(shift: Shift, day: date, window: int | None = None) -> tuple[Duty, ...]:
    """The spans of ``shift`` on ``day``, each under the name that the clock gives it."""
    found: list[Duty] = []
    for start, end in sorted(shift.spans):
        begin, finish = datetime.combine(day, start), datetime.combine(day, end)
        over = finish <= begin
        name = "night" if over else "am" if start < _NOON else "pm" if start < _EVENING else "eve"
        found.append(Duty(name, begin, finish + _DAY if over else finish, True, window))
    return named_apart(found)


def named_apart(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """The duties in order. A name that is taken gives way to the next free one; what overlaps an earlier duty is
    cut to what is left of it."""
    found: list[Duty] = []
    for duty in sorted(duties, key=lambda d: (d.start, d.end)):
        start = max(duty.start, found[-1].end) if found else duty.start
        if start >= duty.end:
            continue
        taken = {other.half for other in found}
        later = SPAN_NAMES[SPAN_NAMES.index(duty.half) :] + SPAN_NAMES
        name = next((name for name in later if name not in taken), "")
        if name:
            found.append(replace(duty, half=name, start=start))
    return tuple(found)


def _put_on_top(day: Sequence[Duty], extras: Iterable[Duty]) -> tuple[Duty, ...]:
    """The duties of the day with what comes on top of it: of that, what no duty of the day covers. Frames in which
    nobody is expected give way, and the day keeps its names."""
    wanted = sorted(extras, key=lambda d: (d.start, d.end))
    found = [duty for duty in day if duty.expected or not _meets(duty, wanted)]
    for extra in wanted:
        for start, end in without([extra.span], [duty.span for duty in found if duty.expected]):
            name = _free_name(replace(extra, start=start, end=end), found)
            if name:
                found.append(replace(extra, half=name, start=start, end=end))
    return tuple(sorted(found, key=lambda duty: duty.start))


def _free_name(extra: Duty, others: Sequence[Duty]) -> str:
    """A name for a duty on top: the one of the clock where it is free, else by its place among the half-days."""
    taken = {duty.half: duty for duty in others}
    if extra.half not in taken:
        return extra.half
    if "am" in taken and extra.end <= taken["am"].start:
        wanted = ("early", "noon")
    elif "pm" not in taken or extra.end <= taken["pm"].start:
        wanted = ("noon", "eve")
    else:
        wanted = ("eve", "night")
    return next((name for name in (*wanted, *SPAN_NAMES) if name not in taken), "")


def shift_named(name: str, day: date, shifts: Iterable[Shift]) -> Shift | None:
    """The shift of that name on ``day``: of those in order of import the last that includes it."""
    found = None
    for shift in shifts:
        if shift.name == name and shift.includes(day):
            found = shift
    return found


def own_hours_for(staff: str, day: date, weekday: int, rows: Iterable[OwnHours]) -> OwnHours | None:
    """What the week of ``staff`` says of a ``weekday`` on ``day``; one's own goes before everyone's, the later
    before the earlier. ``weekday`` 0 stands for a make-up workday with normal hours: only a week that speaks of
    all five working days covers it."""
    asked = frozenset({1, 2, 3, 4, 5}) if weekday == 0 else frozenset({weekday})
    found: OwnHours | None = None
    for row in rows:
        if row.staff not in ("", staff) or not row.includes(day) or not asked <= row.weekdays:
            continue
        if found is None or row.staff or not found.staff:
            found = row
    return found


def day_plan(
    day: date,
    timetable: Timetable,
    shifts: Sequence[Shift],
    own: OwnHours | None,
    roster: Sequence[Assignment],
    by_default: bool,
) -> DayPlan:
    """The plan of one person and day.

    Without a roster the person is expected ``by_default``, during the ``own`` hours where there are some. Rows am,
    pm, day, off or night take the place of that; the other duties come on top of it. A duty has a window only
    where the roster names one. The limits are those of the hours that the day goes by; those of a duty on top only
    where there is nothing else.
    """
    own_shift = shift_named(own.shift, day, shifts) if own is not None and own.shift not in ("", "off") else None
    if own_shift is not None:
        frames: tuple[Duty, ...] = shift_duties(own_shift, day)
    else:
        frames = tuple(Duty(half, *timetable.span(day, half)) for half in HALVES)
    ordinary = [row for row in roster if row.half not in ON_TOP]
    if not ordinary:
        default = by_default and not (own is not None and own.shift == "off")
        expected = [replace(frame, expected=default) for frame in frames]
    else:
        expected = [_rostered(frame, ordinary) for frame in frames]
    instead = [duty for row in ordinary for duty in duties_of(row, day, shifts)]
    if instead:
        taken = {duty.half for duty in instead}
        whole_day = any(row.shift and row.half == "day" for row in ordinary)
        kept = [d for d in expected if not (whole_day or d.half in taken or (not d.expected and _meets(d, instead)))]
        expected = [*kept, *instead]
    on_top = [row for row in roster if row.half in ON_TOP]
    extras = [duty for row in on_top for duty in duties_of(row, day, shifts)]
    usual = named_apart(expected)
    duties = _put_on_top(usual, extras) if extras else usual
    plan = DayPlan(day, duties, bridged=any(row.half == "noon" for row in on_top))
    by_row = [] if any(duty.expected for duty in usual) and not instead else [*ordinary, *on_top]
    hours = [found for row in by_row if row.shift and (found := shift_named(row.shift, day, shifts))]
    return _with_limits(plan, hours[0] if hours else own_shift or timetable)


def _rostered(frame: Duty, rows: Sequence[Assignment]) -> Duty:
    for row in rows:
        if not row.shift and row.half in ("day", frame.half):
            return replace(frame, window=row.window)
    return replace(frame, expected=False)


def duties_of(row: Assignment, day: date, shifts: Sequence[Shift]) -> Sequence[Duty]:
    """The duties of a row with a shift; staying over lunch (午间值班) is none of its own."""
    shift = shift_named(row.shift, day, shifts) if row.shift else None
    if shift is None or row.half in ("off", "noon"):
        return ()
    duties = shift_duties(shift, day, row.window)
    return [duty for duty in duties if row.half not in HALVES or duty.half == row.half]


def _meet(one: Duty, other: Duty) -> bool:
    return one.start < other.end and other.start < one.end


def _meets(duty: Duty, others: Iterable[Duty]) -> bool:
    return any(_meet(duty, other) for other in others)


def _with_limits(plan: DayPlan, hours: Timetable | Shift) -> DayPlan:
    return replace(
        plan,
        punches=hours.punches,
        late_grace=hours.late_grace,
        early_grace=hours.early_grace,
        absent_minutes=hours.absent_minutes,
    )
