"""What is expected of a person on a day: spans of duty, each with its hours and the window.

The spans come from the hall's timetable, from a shift (班次) of the person's own (part time, 哺乳假), or from the
roster. Their names are those of the half-days: ``am``, ``pm``, and where there are more ``eve`` and ``night``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hallclient.rules.spans import Span
from hallclient.rules.timetable import HALVES, Timetable

SPAN_NAMES = ("am", "pm", "eve", "night")
"""The names of spans of duty, in the order of the day."""

EXTRA_DUTIES = ("noon", "extended", "booked", "night")
"""Duties beyond the half-days: 午间值班, 延时服务, 预约服务, 夜间值班. The first three come on top of the day;
night duty takes its place."""

_NOON, _EVENING = time(12), time(17)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours under a name, from ``from_day`` to ``to_day`` (None: open). A span whose end is not after its start
    ends on the next day. ``kind`` is ordinary or one of :data:`EXTRA_DUTIES`."""

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
    where the roster names one.
    """
    own_shift = shift_named(own.shift, day, shifts) if own is not None and own.shift not in ("", "off") else None
    if own_shift is not None:
        frames: tuple[Duty, ...] = shift_duties(own_shift, day)
    else:
        frames = tuple(Duty(half, *timetable.span(day, half)) for half in HALVES)
    ordinary = [row for row in roster if row.half not in ("noon", "extended", "booked")]
    if not ordinary:
        default = by_default and not (own is not None and own.shift == "off")
        expected = [replace(frame, expected=default) for frame in frames]
    else:
        expected = [_rostered(frame, ordinary) for frame in frames]
    extra = [duty for row in roster if row.shift for duty in duties_of(row, day, shifts)]
    if extra:
        taken = {duty.half for duty in extra}
        whole_day = any(row.shift and row.half == "day" for row in roster)
        expected = [d for d in expected if not (whole_day or d.half in taken) and not _overlap(d, extra)] + extra
    plan = DayPlan(day, named_apart(expected), bridged=any(row.half == "noon" for row in roster))
    limits: Timetable | Shift = own_shift or timetable
    by_row = [found for row in roster if row.shift and (found := shift_named(row.shift, day, shifts))]
    return _with_limits(plan, by_row[0] if by_row else limits)


def _rostered(frame: Duty, rows: Sequence[Assignment]) -> Duty:
    for row in rows:
        if not row.shift and row.half in ("day", frame.half):
            return replace(frame, window=row.window)
    return replace(frame, expected=False)


def duties_of(row: Assignment, day: date, shifts: Sequence[Shift]) -> Sequence[Duty]:
    """The duties of a row with a shift. By appointment (预约服务) nobody has to be there: no duty."""
    shift = shift_named(row.shift, day, shifts)
    if shift is None or row.half in ("booked", "off", "noon"):
        return ()
    duties = shift_duties(shift, day, row.window)
    return [duty for duty in duties if row.half not in HALVES or duty.half == row.half]


def _overlap(duty: Duty, others: Iterable[Duty]) -> bool:
    return not duty.expected and any(duty.start < other.end and other.start < duty.end for other in others)


def _with_limits(plan: DayPlan, hours: Timetable | Shift) -> DayPlan:
    return replace(
        plan,
        punches=hours.punches,
        late_grace=hours.late_grace,
        early_grace=hours.early_grace,
        absent_minutes=hours.absent_minutes,
    )
