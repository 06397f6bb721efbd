"""Punctuality at full size: 200 people, three years, about 600,000 punches. Prints each figure beside the raw SQL.

    .venv/bin/python tests/bench/measure_punctuality.py [--years 3] [--people 200]

The hall is made in a temporary folder; nothing else is touched. Times are the median of several runs, in ms.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.hall import PIN, plan

from db.models.punch import Punch
from db.models.staff import Staff
from db.queries import attendance, bulk
from hallclient.clock import FixedClock
from hallclient.jobs import setup
from hallclient.jobs.hall_board import HallView
from hallclient.paths import Home
from hallclient.services import accounts, months, pins, punctuality, settling
from hallclient.services.calendar import work_calendar
from hallclient.services.founding import default_timetable
from hallclient.services.hall import Hall

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 40)  # noqa: DTZ001 - local time of the hall
RUNS = 5


def make(folder: Path, people: int, years: int) -> Hall:
    """A hall of 40 windows whose people punch four times a working day, most of them on time."""
    pins._LOG_N = 4
    hall = setup.make_home(Home(folder), plan(), clock=FixedClock(NOW))
    digest, rng = pins.digest_pin(PIN), random.Random(1)
    codes = [f"{2000 + n}" for n in range(people)]
    with hall.write():
        staff = [
            {"code": c, "name": f"员工{c}", "role": "clerk", "window": n % 40 + 1, "department": f"部门{n % 12}",
             "pin": digest}
            for n, c in enumerate(codes)
        ]  # fmt: skip
        staff.append({"code": "1005", "name": "周梅", "role": "supervisor", "pin": digest})
        bulk.insert(hall.db, Staff, staff)
    calendar, day, number = work_calendar(hall), TODAY.replace(year=TODAY.year - years), 0
    while day <= TODAY:
        if calendar.is_workday_guess(day):
            rows = [row for n, code in enumerate(codes) for row in _day(hall, rng, code, n % 40 + 1, day)]
            number += len(rows)
            with hall.write():
                bulk.insert(hall.db, Punch, rows)
        day += timedelta(days=1)
    print(f"{people} people, {years} years, {number:,} punches")
    return hall


def _day(hall: Hall, rng: random.Random, code: str, window: int, day: date) -> list[dict[str, object]]:
    found = []
    times = (("in", 8, 30), ("out", 11, 30), ("in", 13, 30), ("out", 17, 0))
    for kind, hour, minute in times:
        off = rng.randrange(1, 900) * (1 if kind == "out" else -1) + (1500 if rng.random() < 0.02 else 0)
        at = datetime(day.year, day.month, day.day, hour, minute) + timedelta(seconds=off)  # noqa: DTZ001
        if rng.random() < 0.01 or (day == TODAY and at > NOW):
            continue
        moment = hall.clock.at(at)
        found.append(
            {"terminal": hall.terminal, "staff": code, "kind": kind, "at": moment, "day": day, "window": window,
             "entered_by": code, "entered_at": moment}
        )  # fmt: skip
    return found


def measure(
    what: str, aim: str, work: Callable[[], object], raw: str, values: tuple[object, ...], hall: Hall
) -> None:
    """Print the median of the work, and of the SQL that reads the same rows and nothing more."""
    ours, theirs, busy = [], [], []
    for _ in range(RUNS):
        start, cpu = time.perf_counter(), time.process_time()
        work()
        ours.append(time.perf_counter() - start)
        busy.append(time.process_time() - cpu)
        start = time.perf_counter()
        if raw:
            hall.db.execute_sql(raw, values).fetchall()
        theirs.append(time.perf_counter() - start)
    found, base, cpu = (statistics.median(times) * 1000 for times in (ours, theirs, busy))
    print(f"{what:42} {found:7.1f} ms ({cpu:.1f} of CPU)   raw SQL {base:6.1f} ms   aim {aim}")


def main() -> None:
    """Make the hall, settle it, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--years", type=int, default=3)
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="punctuality-"))
    try:
        hall = make(folder / "home", args.people, args.years)
        start = time.perf_counter()
        days = settling.settle(hall, TODAY)
        print(f"settling {days} days: {time.perf_counter() - start:.1f} s")
        hall.db.execute_sql("ANALYZE")
        run(hall, args.years)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(hall: Hall, years: int) -> None:
    """The figures of the issue."""
    view = HallView(hall)
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    since = TODAY.replace(year=TODAY.year - years)
    month = "SELECT * FROM half_day WHERE day BETWEEN ? AND ? ORDER BY day, staff, place"
    one = "SELECT * FROM half_day WHERE staff = ? AND day BETWEEN ? AND ? ORDER BY day, place"
    punches = "SELECT * FROM punch WHERE day BETWEEN ? AND ? ORDER BY staff, at"
    measure("board of today", "50 ms", lambda: view.board(TODAY), punches, (str(TODAY), str(TODAY)), hall)
    measure("a month for everyone, half-days", "300 ms", lambda: punctuality.rows(hall, first, last), month,
            (str(first), str(last)), hall)  # fmt: skip
    measure("a month for everyone, counts and points", "300 ms", lambda: months.lines(hall, first, last), month,
            (str(first), str(last)), hall)  # fmt: skip
    measure(f"{years} years for one person", "100 ms", lambda: punctuality.rows(hall, since, TODAY, "2007"), one,
            ("2007", str(since), str(TODAY)), hall)  # fmt: skip
    supervisor = accounts.actor_of(hall, "1005")
    with hall.write():
        attendance.save_timetable(
            hall.db, {**default_timetable(), "name": "冬季", "from_day": first, "am_start": "08:40"}
        )
    ticks: list[int] = []
    start, cpu = time.perf_counter(), time.process_time()
    changed = settling.recount(hall, supervisor, first, last, progress=lambda done, whole: ticks.append(done))
    print(f"recounting a month after new hours: {time.perf_counter() - start:.2f} s "
          f"({time.process_time() - cpu:.2f} of CPU), {len(changed)} changed, "
          f"{len(ticks)} steps of the bar; aim 2 s")  # fmt: skip


if __name__ == "__main__":
    main()
