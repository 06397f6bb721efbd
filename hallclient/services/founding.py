"""What a new hall starts with: its administrator, its window, its hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from db.queries import attendance as attendance_queries
from db.queries import staff as staff_queries
from db.queries import windows as window_queries
from hallclient.rules.timetable import DEFAULT
from hallclient.services import journal, staff_list
from hallclient.services.hall import Hall

TIMETABLE_FROM = date(2000, 1, 1)
"""The first timetable holds from here on, so that no record is older than it."""


def found(hall: Hall, admin: str, admin_name: str, digest: str) -> None:
    """Enter administrator, window and hours, in one transaction.

    Who and what is there already stays: this may be the second terminal of a database that halls share.
    """
    config = hall.config
    with hall.write():
        if staff_queries.get(hall.db, admin) is None:
            staff_queries.add(hall.db, {"code": admin, "name": admin_name, "role": "admin", "pin": digest})
        window_queries.save(hall.db, {"number": config.window, "name": config.window_name})
        if not attendance_queries.timetables(hall.db):
            attendance_queries.save_timetable(hall.db, default_timetable())
        journal.record(hall, "system", "init", "hall", config.hall_code, {"window": config.window})


def furnish(
    hall: Hall, windows: Sequence[Mapping[str, Any]], people: Sequence[Mapping[str, Any]], pin_of: str
) -> None:
    """Enter the windows and people of a made-up hall; everyone gets the PIN of the person ``pin_of``."""
    founder = staff_queries.get(hall.db, pin_of)
    digest = founder.pin if founder is not None else ""
    with hall.write():
        for window in windows:
            window_queries.save(hall.db, dict(window))
        staff_list.save(
            hall,
            [{**person, "pin": digest} for person in people if person["code"] != pin_of],
            [person for person in people if person["code"] == pin_of],
        )
        body = {"staff": len(people), "windows": len(windows)}
        journal.record(hall, "system", "demo", "hall", hall.config.hall_code, body)


def default_timetable() -> dict[str, object]:
    """默认 08:30-11:30, 13:30-17:00, four punches, no grace, 30 minutes."""
    return {
        "name": "默认",
        "from_day": TIMETABLE_FROM,
        "to_day": None,
        "am_start": f"{DEFAULT.am_start:%H:%M}",
        "am_end": f"{DEFAULT.am_end:%H:%M}",
        "pm_start": f"{DEFAULT.pm_start:%H:%M}",
        "pm_end": f"{DEFAULT.pm_end:%H:%M}",
        "punches": DEFAULT.punches,
        "late_grace": DEFAULT.late_grace,
        "early_grace": DEFAULT.early_grace,
        "absent_minutes": DEFAULT.absent_minutes,
    }
