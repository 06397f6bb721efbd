"""Whether somebody moved the clock before a punch: jumps, a zone that changed, a clock behind the last record."""

from __future__ import annotations

from datetime import timedelta

from db.queries import attendance as queries
from db.queries import journal as journal_queries
from hallclient.clock import Reading
from hallclient.rules.clock_jump import behind, clock_jump
from hallclient.services import summary
from hallclient.services.hall import Hall

_OFFSET = "utc_offset"
_NONE = timedelta()
_SET_UP = frozenset({"hall", "staff", "item", "calendar", "window", "import", "tally"})
"""Kinds of entries that make the hall ready: no work at the window."""


def moved(hall: Hall, reading: Reading) -> int:
    """Seconds by which the clock was moved since the last punch of this terminal, 0 where it was not. A clock behind
    that punch, or behind any record of work that this terminal has written since, a restart between them or not, is
    one. A zone that changed counts by the difference of the local times. Never a reason to refuse a punch."""
    zone = _zone(hall)
    return _jump(hall, reading) or _behind(hall, reading) or zone


def _jump(hall: Hall, reading: Reading) -> int:
    last = queries.last_entered(hall.db, hall.terminal)
    if last is None:
        return 0
    wall = last.entered_at.timestamp()
    return clock_jump(wall, last.since_boot, last.boot, float(int(reading.wall)), reading.since_boot, reading.boot)


def _behind(hall: Hall, reading: Reading) -> int:
    """Other records keep no boot clock: looked at when somebody punches, so that writing them costs nothing more."""
    newest = journal_queries.newest_since(hall.db, hall.terminal, "punch", '"source":"self"', _SET_UP)
    return 0 if newest is None else behind(newest, float(int(reading.wall)))


def _zone(hall: Hall) -> int:
    """Only the machine's own zone can change behind the program's back; inside a transaction."""
    if hall.config.zone:
        return 0
    offset = int((hall.clock.now().utcoffset() or _NONE).total_seconds())
    before = summary.note(hall, _OFFSET)
    if before != str(offset):
        summary.set_note(hall, _OFFSET, str(offset))
    return offset - int(before) if before.lstrip("-").isdigit() else 0
