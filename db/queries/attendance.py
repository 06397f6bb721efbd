"""Punches, leave, corrections, rosters and timetables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from peewee import Database

from db import statement
from db.models.correction import Correction
from db.models.leave import Leave
from db.models.punch import Punch
from db.models.roster import Roster
from db.models.timetable import Timetable
from db.queries import bulk

_ONE = timedelta(days=1)
_FACTS = 'SELECT "staff", "day", "kind", "at", "reason", "source", "moved", "badge", "window" FROM punch WHERE'
_ORDER = 'ORDER BY "staff", "at", "id"'


def punches(db: Database, first: date, last: date, staff: str | None = None) -> list[Punch]:
    """Punches of some days, by person and time."""
    query = Punch.select().where(Punch.day.between(first, last))
    if staff is not None:
        query = query.where(Punch.staff == staff)
    return list(query.order_by(Punch.staff, Punch.at, Punch.id).execute(db))


def punch_facts(db: Database, first: date, last: date, staff: str | None = None) -> list[tuple[Any, ...]]:
    """Of the punches of some days what they are judged by: staff, day, kind, UTC seconds, reason, source, moved,
    badge, window; by person and time."""
    # As numbers, by a text that is made once: a day of a large hall is read every few seconds.
    values: list[Any] = [first.isoformat(), last.isoformat()]
    if staff is None:
        where = '"day" BETWEEN ? AND ?'
    else:
        # The index of a person goes by moment; a day either side covers every zone.
        since, until = (datetime.combine(day, time(), UTC) for day in (first - _ONE, last + 2 * _ONE))
        where = '"staff" = ? AND "at" BETWEEN ? AND ? AND "day" BETWEEN ? AND ?'
        values = [staff, int(since.timestamp()), int(until.timestamp()), *values]
    days: dict[Any, date] = {}
    found = []
    rows = statement.run(db, f"{_FACTS} {where} {_ORDER}", values)
    for code, day, kind, at, reason, source, moved, badge, window in rows:
        of_day = days.get(day) or days.setdefault(day, date.fromisoformat(str(day)))
        found.append((code, of_day, kind, at, reason, source, moved, None if badge is None else bool(badge), window))
    return found


def openings(db: Database, first: date, last: date) -> list[tuple[date, int, float]]:
    """Day, window and UTC seconds of the first sign-in of each day at each window."""
    text = (
        'SELECT "day", "window", MIN("at") FROM punch WHERE "day" BETWEEN ? AND ? AND "kind" = \'in\' '
        'AND "window" IS NOT NULL GROUP BY "day", "window"'
    )
    rows = statement.run(db, text, (first.isoformat(), last.isoformat()))
    return [(date.fromisoformat(str(day)), window, at) for day, window, at in rows]


def same_punch(db: Database, staff: str, at: datetime, kind: str) -> Punch | None:
    """The very same punch, where it is there already."""
    query = Punch.select().where(Punch.staff == staff, Punch.at == at, Punch.kind == kind)
    found = list(query.execute(db))
    return found[0] if found else None


def last_entered(db: Database, terminal: str) -> Punch | None:
    """The punch that this terminal wrote last, whose clocks are compared with the next one's."""
    query = (
        Punch.select().where(Punch.terminal == terminal, Punch.source == "self").order_by(Punch.id.desc()).limit(1)
    )
    found = list(query.execute(db))
    return found[0] if found else None


def add_punch(db: Database, values: dict[str, Any]) -> int:
    """Keep a punch; returns its id."""
    return int(Punch.insert(values).execute(db))


def punch_row(db: Database, row: int) -> dict[str, Any]:
    """All columns of a punch, for its digest."""
    return dict(next(iter(Punch.select().where(Punch.id == row).dicts().execute(db))))


def leaves(db: Database, state: str | None = None, since: datetime | None = None) -> list[Leave]:
    """Leave asked for, oldest first; ``since`` leaves out what ended before."""
    where = 'WHERE (? = \'\' OR "state" = ?) AND "end" >= ? ORDER BY "id"'
    return statement.select(db, Leave, where, (state or "", state or "", int(since.timestamp()) if since else 0))


def corrections(db: Database, state: str | None = None) -> list[Correction]:
    """Corrections asked for, oldest first."""
    query = Correction.select().order_by(Correction.id)
    return list((query.where(Correction.state == state) if state is not None else query).execute(db))


def one(db: Database, model: type[Leave] | type[Correction], row: int) -> Leave | Correction | None:
    """Leave or a correction by its id."""
    found = list(model.select().where(model.id == row).execute(db))
    return found[0] if found else None


def ask(db: Database, model: type[Leave] | type[Correction], values: dict[str, Any]) -> int:
    """Keep a new application; returns its id."""
    return int(model.insert(values).execute(db))


def decide(db: Database, model: type[Leave] | type[Correction], row: int, values: dict[str, Any]) -> bool:
    """Store the decision on an application that is still open; False when it is not."""
    query = model.update(values).where(model.id == row, model.state == "asked")
    return bool(query.execute(db))


def timetables(db: Database) -> list[Timetable]:
    """Timetables in the order in which they were loaded."""
    return statement.select(db, Timetable, 'ORDER BY "id"')


def save_timetable(db: Database, values: dict[str, Any]) -> None:
    """Add a timetable, in place of one of the same name and first day."""
    same = (Timetable.name == values["name"]) & (Timetable.from_day == values["from_day"])
    Timetable.delete().where(same).execute(db)
    Timetable.insert(values).execute(db)


def roster(db: Database, first: date, last: date) -> list[Any]:
    """Roster rows of some days: day, staff, half, window, shift, covers."""
    query = Roster.select().where(Roster.day.between(first, last)).order_by(Roster.day)
    # A month of two hundred people is thousands of rows: tuples with names cost a third of objects.
    return list(query.namedtuples().execute(db))


def put_roster(db: Database, keys: Iterable[tuple[date, str]], rows: Sequence[dict[str, Any]]) -> None:
    """Put ``rows`` in place of what there is of each person and day; inside a transaction."""
    gone: dict[date, list[str]] = {}
    for day, staff in keys:
        gone.setdefault(day, []).append(staff)
    for day, codes in gone.items():
        for part in bulk.in_parts(codes):
            Roster.delete().where(Roster.day == day, Roster.staff.in_(part)).execute(db)
    bulk.insert(db, Roster, rows)


def first_days(db: Database) -> list[date]:
    """The days of the earliest punch and the earliest roster row, where there are any."""
    found = []
    for table in ("punch", "roster"):
        row = statement.run(db, f'SELECT MIN("day") FROM {table}').fetchone()
        found += [date.fromisoformat(str(row[0]))] if row[0] is not None else []
    return found
