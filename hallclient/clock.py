"""The only place that reads the time of day."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_WEEK, _YEAR = 7 * 86400, 366 * 86400


@dataclass(frozen=True)
class Reading:
    """One look at every clock of the machine.

    ``wall`` seconds since 1970 (UTC); ``since_boot`` seconds on a clock that nobody can set; ``boot``
    names the boot that ``since_boot`` counts from, empty where the system does not tell.
    """

    wall: float
    since_boot: float
    boot: str


class Clock:
    """Time in the hall's zone. An empty zone name means the machine's own."""

    def __init__(self, zone: str = "") -> None:
        self._zone: tzinfo | None = _zone(zone) if zone else None

    def now(self) -> datetime:
        """The present moment, aware, whole seconds, in the hall's zone."""
        return self.local(int(self.wall()))

    def today(self) -> date:
        """The hall's date."""
        return self.now().date()

    def local(self, moment: float | datetime) -> datetime:
        """A moment (UTC seconds, or aware) in the hall's zone."""
        if isinstance(moment, datetime):
            return moment.astimezone(self._zone)
        if self._zone is None:
            return datetime.fromtimestamp(moment).astimezone()
        return datetime.fromtimestamp(moment, self._zone)

    def naive(self, moment: float) -> datetime:
        """A moment (UTC seconds) as local time without its zone: for many at a time."""
        return datetime.fromtimestamp(moment, self._zone).replace(tzinfo=None)

    def offsets(self) -> tuple[tuple[int, int], ...]:
        """From which moment on (UTC seconds) the hall's time was how many seconds ahead of UTC, since 1970 and until
        next year: for a database, which knows no zones."""
        until = int(self.reading().wall) + _YEAR
        # Not from the first days of 1970: some systems have no local time for them.
        found = [(0, self._ahead(_WEEK))]
        for week in range(_WEEK, until, _WEEK):
            if self._ahead(week + _WEEK) != found[-1][1]:
                # Within the week, to the second.
                before, after = week, week + _WEEK
                while after - before > 1:
                    middle = (before + after) // 2
                    if self._ahead(middle) == found[-1][1]:
                        before = middle
                    else:
                        after = middle
                found.append((after, self._ahead(after)))
        return tuple(found)

    def _ahead(self, moment: int) -> int:
        ahead = self.local(float(moment)).utcoffset()
        return int(ahead.total_seconds()) if ahead is not None else 0

    def at(self, moment: datetime) -> datetime:
        """A naive local moment made aware; an aware one moved to the hall's zone."""
        if moment.tzinfo is not None:
            return self.local(moment)
        return moment.replace(tzinfo=self._zone) if self._zone else moment.astimezone()

    def wall(self) -> float:
        """Seconds since 1970 (UTC)."""
        return time.time()

    def reading(self) -> Reading:
        """Wall clock, boot clock and boot id at this moment."""
        boot_clock = getattr(time, "CLOCK_BOOTTIME", None)
        since_boot = time.clock_gettime(boot_clock) if boot_clock is not None else time.monotonic()
        return Reading(self.wall(), since_boot, _boot_id(_BOOT_ID))


class FixedClock(Clock):
    """A clock that stands where it is put, for tests and for the demo's past."""

    def __init__(self, moment: datetime, zone: str = "Asia/Shanghai") -> None:
        super().__init__(zone)
        self.set(moment)

    def set(self, moment: datetime) -> None:
        """Stand at ``moment`` (naive is taken as local)."""
        self._moment = self.at(moment)

    def wall(self) -> float:
        """The moment set."""
        return self._moment.timestamp()

    def reading(self) -> Reading:
        """The moment set; the boot clock runs along with it."""
        wall = self._moment.timestamp()
        return Reading(wall, wall, "fixed")


def _zone(name: str) -> tzinfo:
    # Only for halls that name a zone: the module takes a while to import.
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


@cache
def _boot_id(file: Path) -> str:
    # The same as long as the process lives.
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""
