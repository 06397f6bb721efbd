"""The import of a year's ledger, beside ``executemany`` of the rows that it made (``measure_volume``)."""

from __future__ import annotations

import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import volume
from figures import line

from db.queries import grams
from hallclient.jobs import setup
from hallclient.jobs.imports.run import import_file
from hallclient.paths import Home
from hallclient.services import accounts
from hallclient.services.hall import Hall


@contextmanager
def new_home() -> Iterator[Hall]:
    """An empty hall with the people of the ledger."""
    with tempfile.TemporaryDirectory() as folder:
        plan = setup.Plan(
            hall="某县", hall_code="370784", window=3, admin="9001", admin_name="张敏", pin="0000",
            zone="Asia/Shanghai", sample_catalogue=True,
        )  # fmt: skip
        hall = setup.make_home(Home(Path(folder) / "home"), plan)
        with hall.write():
            volume.people(hall.db.connection())
        yield hall
        hall.close()


def ledger(folder: Path) -> None:
    """The import, beside ``executemany`` of the rows that it made; in CPU seconds, which others do not stretch."""
    for kind in ("csv", "xlsx"):
        with new_home() as hall:
            actor = accounts.actor_of(hall, "9001")
            began, wall = time.process_time(), time.monotonic()
            outcome = import_file(hall, actor, "requests", folder.parent / f"ledger.{kind}")
            took, wall = time.process_time() - began, time.monotonic() - wall
            assert outcome.added == outcome.read, outcome.problems[:3]
            began = time.process_time()
            assert import_file(hall, actor, "requests", folder.parent / f"ledger.{kind}").added == 0
            again = time.process_time() - began
            raw = _raw_import(hall)
        line(f"import of {outcome.added} rows, {kind} ({wall:.0f} s)", took, raw, "s ")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"    the same file again {again:.1f} s; at most {memory:.0f} MiB so far")


def _raw_import(source: Hall) -> float:
    """CPU seconds of the same rows in an empty hall, in one transaction."""
    with new_home() as hall:
        target = sqlite3.connect(hall.home.database, isolation_level=None)
        for pragma in ("synchronous = FULL", "wal_autocheckpoint = 0", "cache_size = -32768", "foreign_keys = 1"):
            target.execute(f"PRAGMA {pragma}")
        have = sqlite3.connect(source.home.database)
        spent = 0.0
        target.execute("BEGIN IMMEDIATE")
        for table in ("request", "evaluation", "summary_revision"):
            key = "rowid" if table == "evaluation" else "id"
            last = target.execute(f"SELECT MAX({key}) FROM {table}").fetchone()[0] or 0
            cursor = have.execute(f"SELECT * FROM {table} WHERE {key} > ? ORDER BY {key}", (last,))
            places = ", ".join("?" * len(cursor.description))
            while rows := cursor.fetchmany(2000):
                began = time.process_time()
                target.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
                spent += time.process_time() - began
        cursor = have.execute(f"SELECT {grams.PLACE}, name FROM request ORDER BY 1")
        while rows := cursor.fetchmany(2000):
            texts = [(row, grams.words(name)) for row, name in rows]
            began = time.process_time()
            target.executemany("INSERT INTO request_grams(rowid, grams) VALUES (?, ?)", texts)
            spent += time.process_time() - began
        began = time.process_time()
        target.execute("COMMIT")
        return spent + time.process_time() - began
