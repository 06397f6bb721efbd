"""How long the load of a hall takes to count: a day, a week, a month and a year of a hall made by ``volume.py``.

Run it with the interpreter of the virtual environment, on a folder made for it or a new one::

    .venv/bin/python tests/bench/load.py FOLDER [--requests 2900000]

Requests of the last year get a visit each (waiting, then served), so that times are counted too. CPU seconds compare
better than those of the clock on a machine that does other things.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import volume

from hallclient.jobs.hall_load import hall_load
from hallclient.paths import Home
from hallclient.services.hall import Hall, open_hall

_PERIODS = {"day": 1, "week": 7, "month": 30, "year": 365}


def main() -> None:
    """Make what is missing, then measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--requests", type=int, default=2_900_000)
    given = parser.parse_args()
    home = Home(given.folder)
    if not home.exists():
        volume.make(given.folder, given.requests).close()
    hall = open_hall(home)
    last = hall.clock.today() - timedelta(days=1)
    give_visits(home, last - timedelta(days=max(_PERIODS.values())))
    for name, days in _PERIODS.items():
        print(measure(hall, name, last - timedelta(days=days - 1), last))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    hall.close()


def measure(hall: Hall, name: str, first: date, last: date) -> str:
    """Read a period and make every view of it."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = hall_load(hall, first, last, lambda month: None)
    for group in ("window", "staff", "department", "hour"):
        found.by(group)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return f"{name:6} {found.whole.tally.received:8} received  {cpu:6.2f} s CPU  {wall:6.2f} s"


def give_visits(home: Home, since: date) -> None:
    """One visit for each request since then, unless there are visits."""
    chance = random.Random(7)
    db = sqlite3.connect(home.database)
    with db:
        if db.execute("SELECT 1 FROM visit LIMIT 1").fetchone():
            return
        rows = db.execute(
            'SELECT id, received_on, "window", owner, received_at FROM request WHERE received_on >= ?', (str(since),)
        ).fetchall()
        db.executemany(
            'INSERT INTO visit (id, terminal, day, "window", queue, staff, arrived_at, left_at, outcome, green) '
            "VALUES (?, '03bench000', ?, ?, '', ?, ?, ?, 'served', '')",
            ((row, day, window, staff, at - 600, at + 600) for row, day, window, staff, at in rows),
        )
        spans = (
            (row, kind, staff, window, start, start + chance.randrange(30, 900))
            for row, _, window, staff, at in rows
            for kind, start in (("waiting", at - 900), ("serving", at))
        )
        columns = 'terminal, visit, kind, staff, "window", began_at, ended_at, reason, void, resumed'
        db.executemany(f"INSERT INTO visit_span ({columns}) VALUES ('03bench000', ?, ?, ?, ?, ?, ?, '', 0, 0)", spans)
        links = ((row, row) for row, *_ in rows)
        db.executemany("INSERT INTO visit_request (visit, request, purpose) VALUES (?, ?, 'receive')", links)
    db.close()


if __name__ == "__main__":
    main()
