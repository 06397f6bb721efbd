"""Punches, leave, corrections, rosters and timetables."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from peewee import Database, fn

from db.models.correction import Correction
from db.models.leave import Leave
from db.models.punch import Punch
from db.models.roster import Roster
from db.models.timetable import Timetable

_ONE = timedelta(days=1)


def punches(db: Database, first: date, last: date, staff: str | None = None) -> list[Punch]:
    """Punches of some days, by person and time."""
    query = Punch.select().where(Punch.day.between(first, last))
    if staff is not None:
        query = query.where(Punch.staff == staff)
    return list(query.order_by(Punch.staff, Punch.at, Punch.id).execute(db))


def punch_facts(db: Database, first: date, last: date, staff: str | None = None) -> list[tuple[Any, ...]]:
    """Of the punches of some days what they are judged by: staff, day, kind, UTC seconds, reason, source, moved,
    badge, window; by person and time."""
    columns = (
        Punch.staff, Punch.day, Punch.kind, Punch.at, Punch.reason, Punch.source, Punch.moved, Punch.badge,
        Punch.window,
    )  # fmt: skip
    # As a number: thousands of moments are made local only once.
    query = Punch.select(*(c.cast("bigint") if c is Punch.at else c for c in columns))
    if staff is None:
        query = query.where(Punch.day.between(first, last))
    else:
        # The index of a person goes by moment; a day either side covers every zone.
        since, until = (datetime.combine(day, time(), UTC) for day in (first - _ONE, last + 2 * _ONE))
        query = query.where(Punch.staff == staff, Punch.at.between(since, until), Punch.day.between(first, last))
    return list(query.order_by(Punch.staff, Punch.at, Punch.id).tuples().execute(db))


def openings(db: Database, first: date, last: date) -> list[tuple[date, int, float]]:
    """Day, window and UTC seconds of the first sign-in of each day at each window."""
    query = Punch.select(Punch.day, Punch.window, fn.MIN(Punch.at).cast("bigint")).where(
        Punch.day.between(first, last), Punch.kind == "in", Punch.window.is_null(False)
    )
    return list(query.group_by(Punch.day, Punch.window).tuples().execute(db))


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
    query = Leave.select().order_by(Leave.id)
    if state is not None:
        query = query.where(Leave.state == state)
    if since is not None:
        query = query.where(Leave.end >= since)
    return list(query.execute(db))


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
    return list(Timetable.select().order_by(Timetable.id).execute(db))


def save_timetable(db: Database, values: dict[str, Any]) -> None:
    """Add a timetable, in place of one of the same name and first day."""
    same = (Timetable.name == values["name"]) & (Timetable.from_day == values["from_day"])
    Timetable.delete().where(same).execute(db)
    Timetable.insert(values).execute(db)


def roster(db: Database, first: date, last: date) -> list[Roster]:
    """Roster rows of some days."""
    return list(Roster.select().where(Roster.day.between(first, last)).order_by(Roster.day).execute(db))


def save_roster(db: Database, day: date, staff: str, rows: list[dict[str, Any]]) -> None:
    """Put the rows of a person and day in place of what was there."""
    Roster.delete().where(Roster.day == day, Roster.staff == staff).execute(db)
    if rows:
        Roster.insert_many(rows).execute(db)


def first_days(db: Database) -> list[date]:
    """The days of the earliest punch and the earliest roster row, where there are any."""
    found = []
    for column in (Punch.day, Roster.day):
        rows = list(column.model.select(column).order_by(column).limit(1).tuples().execute(db))
        found += [row[0] for row in rows]
    return found
