"""Timetables, shifts and weeks of people changed by hand: each from a day on, journaled, never behind that day.

Days that are over keep their verdicts: those that were not settled yet are settled by the old hours first
(``services.settling``). Whoever wants them judged anew says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic

from db.models.own_hours import OwnHours as OwnHoursRow
from db.models.shift import Shift as ShiftRow
from db.models.timetable import Timetable as TimetableRow
from db.queries import plans as queries
from hallclient.errors import BadInput, Conflict
from hallclient.rules.effective import Row, first_change
from hallclient.rules.message import Message
from hallclient.rules.plan import OwnHours, Shift
from hallclient.rules.timetable import Timetable
from hallclient.services import accounts, journal, plans, rosters, settling
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

_ONE = timedelta(days=1)
_MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Kind(Generic[Row]):
    """Where rows of a kind are: how they are read, stored and named in the journal."""

    name: str
    read: Callable[[Hall], list[Row]]
    table: Any
    values: Callable[[Row], dict[str, Any]]
    key: Callable[[Row], tuple[Any, ...]]


def _clock_times(row: Timetable) -> dict[str, Any]:
    times = {name: f"{getattr(row, name):%H:%M}" for name in ("am_start", "am_end", "pm_start", "pm_end")}
    return {name: times.get(name, getattr(row, name)) for name in rosters.TIMETABLE_FIELDS}


def _shift_values(row: Shift) -> dict[str, Any]:
    spans = " ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in row.spans)
    return {name: spans if name == "spans" else getattr(row, name) for name in rosters.SHIFT_FIELDS}


def _week_values(row: OwnHours) -> dict[str, Any]:
    digits = "".join(map(str, sorted(row.weekdays)))
    return {name: digits if name == "weekdays" else getattr(row, name) for name in rosters.OWN_FIELDS}


TIMETABLES: Kind[Timetable] = Kind(
    "timetable", plans.timetables, TimetableRow, _clock_times, lambda row: (row.name, row.from_day)
)
SHIFTS: Kind[Shift] = Kind("shift", plans.shifts, ShiftRow, _shift_values, lambda row: (row.name, row.from_day))
WEEKS: Kind[OwnHours] = Kind(
    "hours", plans.own_hours, OwnHoursRow, _week_values, lambda row: (row.staff, row.from_day, row.weekdays)
)


@dataclass(frozen=True, slots=True)
class Saved:
    """The first day of which the rows say something else, and how many settled days there are since."""

    since: date
    settled: int


def doubled(kind: Kind[Row], rows: Sequence[Row]) -> Row | None:
    """A row of which the rows have another one with the same key; None where all differ."""
    seen = set()
    for row in rows:
        if kind.key(row) in seen:
            return row
        seen.add(kind.key(row))
    return None


def save(
    hall: Hall,
    actor: Actor | None,
    kind: Kind[Row],
    before: Sequence[Row],
    after: Sequence[Row],
    progress: settling.Progress | None = None,
) -> Saved:
    """Put the rows ``after`` in place of ``before``, which is what the person saw. ``progress`` is told of the days
    that are settled first.

    Raises :class:`NotAllowed`; :class:`Conflict` where somebody else changed them meanwhile; :class:`BadInput`
    for two rows with the same name and first day.
    """
    actor = accounts.demand(actor, "administer")
    since = first_change(before, after) or hall.clock.today()
    if doubled(kind, after) is not None:
        raise BadInput(
            Message("There is one with the same name and first day already."),
            Message("Change that one, or choose another day."),
        )
    if since < hall.clock.today():
        settling.settle(hall, hall.clock.today() - _ONE, progress)
    with hall.write():
        if kind.read(hall) != list(before):
            raise Conflict(
                Message("Somebody else has changed this meanwhile."), Message("Look again; nothing was changed.")
            )
        queries.put(hall.db, kind.table, [kind.values(row) for row in after])
        gone, come = (_named(kind, one, other) for one, other in ((before, after), (after, before)))
        body = {"from": since.isoformat(), "gone": gone, "come": come}
        journal.record(hall, actor.code, "edit", kind.name, since.isoformat(), body)
        rosters.publish(hall, since, hall.clock.today())
    return Saved(since, settling.settled_count(hall, since, hall.clock.today()))


def _named(kind: Kind[Row], rows: Sequence[Row], others: Sequence[Row]) -> list[dict[str, Any]]:
    """What of ``rows`` the others lack, as the journal keeps it; reasons are personal and stay out."""
    known = set(others)
    found = [journal.plain(kind.values(row)) for row in rows if row not in known][:_MOST_NAMED]
    return [{name: value for name, value in row.items() if name != "reason"} for row in found]


def users(hall: Hall, name: str, since: date) -> tuple[int, list[str]]:
    """Of a shift: how many rows of the roster name it from a day on, and which people's weeks do."""
    weeks = [
        row.staff for row in plans.own_hours(hall) if row.shift == name and (not row.to_day or row.to_day >= since)
    ]
    return queries.rostered(hall.db, name, since), sorted(set(weeks))
