"""Timetables and rosters taken in from outside. Verdicts of the days they name are made anew and published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from db.queries import attendance as queries
from db.queries import plans as plan_queries
from hallclient.rules.plan import Assignment
from hallclient.services import settling, summary
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

TIMETABLE_FIELDS = (
    "name", "from_day", "to_day", "am_start", "am_end", "pm_start", "pm_end", "punches", "late_grace", "early_grace",
    "absent_minutes",
)  # fmt: skip


def timetables(hall: Hall) -> dict[tuple[str, date], dict[str, Any]]:
    """Name and first day → the stored timetable; its times are ``HH:MM``."""
    return {
        (row.name, row.from_day): {name: getattr(row, name) for name in TIMETABLE_FIELDS}
        for row in queries.timetables(hall.db)
    }


def save_timetables(hall: Hall, rows: Iterable[Mapping[str, Any]]) -> None:
    """Store timetables; each takes its place for its dates from now on. Inside a transaction."""
    for row in rows:
        queries.save_timetable(hall.db, dict(row))
        publish(hall, row["from_day"], row["to_day"] or hall.clock.today())


SHIFT_FIELDS = (
    "name", "from_day", "to_day", "spans", "kind", "punches", "late_grace", "early_grace", "absent_minutes",
)  # fmt: skip
OWN_FIELDS = ("staff", "from_day", "to_day", "weekdays", "shift", "reason")


def shifts(hall: Hall) -> dict[tuple[str, date], dict[str, Any]]:
    """Name and first day → the stored shift."""
    rows = plan_queries.shifts(hall.db)
    return {(row.name, row.from_day): {name: getattr(row, name) for name in SHIFT_FIELDS} for row in rows}


def own_hours(hall: Hall) -> dict[tuple[str, date, str], dict[str, Any]]:
    """Person, first day and weekdays → the stored week."""
    rows = plan_queries.own_hours(hall.db)
    return {
        (row.staff, row.from_day, row.weekdays): {name: getattr(row, name) for name in OWN_FIELDS} for row in rows
    }


def save_shifts(hall: Hall, rows: Iterable[Mapping[str, Any]]) -> None:
    """Store shifts. Inside a transaction."""
    for row in rows:
        plan_queries.save_shift(hall.db, dict(row))
        publish(hall, row["from_day"], row["to_day"] or hall.clock.today())


def save_own_hours(hall: Hall, rows: Iterable[Mapping[str, Any]]) -> None:
    """Store weeks of people. Inside a transaction."""
    for row in rows:
        plan_queries.save_own_hours(hall.db, dict(row))
        publish(hall, row["from_day"], row["to_day"] or hall.clock.today())


def roster(hall: Hall, first: date, last: date) -> dict[tuple[date, str], dict[str, Assignment]]:
    """Day and person → half → what the stored row says."""
    found: dict[tuple[date, str], dict[str, Assignment]] = {}
    for row in queries.roster(hall.db, first, last):
        assigned = Assignment(row.half, row.window, row.shift, row.covers)
        found.setdefault((row.day, row.staff), {})[row.half] = assigned
    return found


def save_roster(
    hall: Hall,
    actor: Actor,
    plans: Mapping[tuple[date, str], Mapping[str, Assignment]],
    progress: settling.Progress | None = None,
) -> None:
    """Put the plan of a person and day in place of what was there; verdicts of days that have been are made anew.
    Inside a transaction."""
    if not plans:
        return
    names: Sequence[tuple[date, str]] = list(plans)
    have = roster(hall, min(names)[0], max(names)[0])
    rows = [row for key in names for row in (*plans[key].values(), *have.get(key, {}).values())]
    people = {staff for _, staff in names} | {row.covers for row in rows if row.covers}
    days = {day for day, _ in names}
    with settling.rejudging(hall, actor.code, "roster", days, people, progress=progress):
        values = [
            {"day": day, "staff": staff, "half": half, "window": row.window, "shift": row.shift, "covers": row.covers}
            for (day, staff), halves in plans.items()
            for half, row in halves.items()
        ]
        queries.put_roster(hall.db, names, values)
    wanted = {(day, f"{staff}/{half}") for day, staff in names for half in ("am", "pm")}
    publish(hall, min(names)[0], max(names)[0], wanted)


def publish(hall: Hall, first: date, last: date, wanted: set[tuple[date, str]] | None = None) -> None:
    """Tell the sync of the half-days that this terminal has published and that may be judged otherwise now."""
    for revision in summary.revisions(hall, first, last):
        if revision.kind == "staff_half_day" and (wanted is None or (revision.day, revision.key) in wanted):
            summary.touch(hall, revision.day, revision.kind, revision.key)
