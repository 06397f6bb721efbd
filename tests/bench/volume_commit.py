"""A new request at 2.9 million of them, beside the same rows inserted by hand (``measure_volume``)."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import volume
from figures import line

from db.queries import grams
from hallclient import collector
from hallclient.paths import Home
from hallclient.rules.request import Person
from hallclient.services import accounts, catalogue, intake
from hallclient.services.hall import open_hall
from hallclient.services.intake import Intake

WRITTEN = ("visit", "visit_span", "request", "request_material", "visit_request", "journal", "summary_revision")
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""The name of the raw side's terminal is ours in letters: as long, and neither sees the rows of the other."""

TURNS, IN_A_ROW = 24, 10
"""Ten by one side, ten by the other: each finds its pages in memory again, as at a counter."""

Rows = list[tuple[str, tuple[Any, ...]]]


def commit(folder: Path) -> None:
    """A new request with its materials, beside the same rows inserted raw, in turn."""
    # As in the program: see `hallclient/collector.py`.
    collector.release()
    hall = open_hall(Home(folder))
    actor = accounts.actor_of(hall, "1002")
    item = next(item for item in catalogue.everything(hall) if len(item.materials) == 4 and not item.conditions)
    raw = sqlite3.connect(hall.home.database, isolation_level=None)
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA wal_autocheckpoint = 0")
    ours, theirs, gram, rows = [], [], volume.grams_of("欧阳修远"), []
    twin = _Twin(raw, gram, hall.terminal.translate(LETTERS))
    for _ in range(TURNS):
        before = _last_ids(raw)
        for _ in range(IN_A_ROW):
            typed = Intake(item.code, Person("欧阳修远", "passport", f"E{time.time_ns()}", "13812345678"))
            began = time.perf_counter()
            intake.receive(hall, actor, typed)
            ours.append((time.perf_counter() - began) * 1000)
        for rows in _by_request(_new_rows(raw, before)):
            prepared = twin.prepared(rows)
            began = time.perf_counter()
            twin.insert(*prepared)
            theirs.append((time.perf_counter() - began) * 1000)
    twin.leave()
    # The lower decile: a loaded machine holds up whoever takes longer.
    line(f"a new request ({len(rows)} rows), tenth of 200", *(sorted(times[20:])[20] for times in (ours, theirs)))
    line(f"a new request ({len(rows)} rows), median", *(statistics.median(times[20:]) for times in (ours, theirs)))
    hall.close()


def _last_ids(db: sqlite3.Connection) -> dict[str, int]:
    return {table: db.execute(f"SELECT MAX(id) FROM {table}").fetchone()[0] or 0 for table in WRITTEN}


def _new_rows(db: sqlite3.Connection, before: dict[str, int]) -> Rows:
    found = []
    for table in WRITTEN:
        found += [(table, row) for row in db.execute(f"SELECT * FROM {table} WHERE id > ?", (before[table],))]
    return found


def _by_request(rows: Rows) -> Iterator[Rows]:
    """The rows of each request: the visit that begins with it, then as many of each table as of every other."""
    tables = {table: [row for name, row in rows if name == table] for table in WRITTEN}
    count = len(tables["request"])
    for number in range(count):
        yield [
            (table, row)
            for table, found in tables.items()
            for row in found[len(found) * number // count : len(found) * (number + 1) // count]
        ]


class _Twin:
    """The same rows by sqlite3 alone, for a terminal of its own: what was inserted is inserted again under other
    keys, and what was updated (serial, the end of the visit before, two published records) is updated again."""

    def __init__(self, db: sqlite3.Connection, gram: str, terminal: str) -> None:
        self._db, self._terminal = db, terminal
        self._gram = gram
        self._columns = {
            table: [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")] for table in WRITTEN
        }
        self._visit = self._span = self._request = 0
        db.execute("INSERT OR IGNORE INTO serial (terminal, series, last) VALUES (?, 'twin', 0)", (self._terminal,))

    def prepared(self, rows: Rows) -> tuple[list[tuple[str, str, list[Any]]], list[list[Any]], str]:
        """The statements with their values, those of the materials at once."""
        single, papers, paper = [], [], ""
        for table, row in rows:
            values = dict(zip(self._columns[table], row, strict=True)) | {"id": None}
            if "terminal" in values:
                values["terminal"] = self._terminal
            text = f"INSERT INTO {table} VALUES ({', '.join(f':{name}' for name in values)})"
            if table == "request_material":
                papers.append(values)
                paper = text
            else:
                single.append((table, text, values))
        return single, papers, paper

    def leave(self) -> None:
        """End the last visit: the other side looks at all that are open."""
        text = "UPDATE visit SET left_at = arrived_at WHERE terminal = ? AND left_at IS NULL"
        self._db.execute(text, (self._terminal,))

    def insert(self, single: Any, papers: Any, paper: str) -> None:
        """One transaction."""
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE serial SET last = last + 1 WHERE terminal = ? AND series = 'twin'", (self._terminal,))
        now = int(time.time())
        db.execute("UPDATE visit_span SET ended_at = ? WHERE id = ?", (now, self._span))
        db.execute("UPDATE visit SET left_at = ?, outcome = 'served' WHERE id = ?", (now, self._visit))
        for table, text, values in single:
            if table in ("visit_span", "visit_request", "request"):
                values["visit"] = self._visit
            if table == "visit_request":
                values["request"] = self._request
            ident = db.execute(text, values).lastrowid
            if table == "visit":
                self._visit = ident
            elif table == "visit_span":
                self._span = ident
            elif table == "request":
                self._request = ident
                place = grams.place(date.fromisoformat(values["received_on"]), ident)
                db.execute("INSERT INTO request_grams(rowid, grams) VALUES (?, ?)", (place, self._gram))
                db.executemany(paper, [{**values, "request_id": ident} for values in papers])
        db.execute(
            "UPDATE summary_revision SET changed_at = changed_at + 1, revision = revision + 1 WHERE id IN (1, 2)"
        )
        db.execute("COMMIT")
