"""Timetables and rosters taken in from outside. Verdicts of the days they name are made anew and published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from db.queries import attendance as queries
from hallclient.services import summary
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
        _publish(hall, row["from_day"], row["to_day"] or hall.clock.today())


def roster(hall: Hall, first: date, last: date) -> dict[tuple[date, str], dict[str, int | None]]:
    """Day and person → half → window, of the stored rows."""
    found: dict[tuple[date, str], dict[str, int | None]] = {}
    for row in queries.roster(hall.db, first, last):
        found.setdefault((row.day, row.staff), {})[row.half] = row.window
    return found


def save_roster(hall: Hall, plans: Mapping[tuple[date, str], Mapping[str, int | None]]) -> None:
    """Put the plan of a person and day in place of what was there. Inside a transaction."""
    for (day, staff), halves in plans.items():
        rows = [{"day": day, "staff": staff, "half": half, "window": window} for half, window in halves.items()]
        queries.save_roster(hall.db, day, staff, rows)
    names: Sequence[tuple[date, str]] = list(plans)
    wanted = {(day, f"{staff}/{half}") for day, staff in names for half in ("am", "pm")}
    if names:
        _publish(hall, min(names)[0], max(names)[0], wanted)


def _publish(hall: Hall, first: date, last: date, wanted: set[tuple[date, str]] | None = None) -> None:
    """Tell the sync of the half-days that this terminal has published and that may be judged otherwise now."""
    for revision in summary.revisions(hall, first, last):
        if revision.kind == "staff_half_day" and (wanted is None or (revision.day, revision.key) in wanted):
            summary.touch(hall, revision.day, revision.kind, revision.key)
