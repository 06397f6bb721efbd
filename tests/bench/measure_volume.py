"""What lists, searches, counts, a new record and the import cost at 2.9 million requests, beside raw sqlite3.

Run it with the interpreter of the virtual environment, without PYTHONDONTWRITEBYTECODE::

    .venv/bin/python tests/bench/volume.py FOLDER/hall
    .venv/bin/python tests/bench/ledger.py FOLDER
    .venv/bin/python tests/bench/measure_volume.py FOLDER [queries] [commit] [import] [screen]

Every figure stands beside what the same rows cost with sqlite3 alone in the same run: the same columns from the same
indexes, the same inserts with synchronous=FULL, ``executemany`` into the same tables. Machines drift: only ratios of
one run compare. The hall in FOLDER is changed by ``commit`` (new requests) and stays usable.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import volume
from measure_terminal import key, resident
from support.terminal import Terminal

from db.queries import grams, tally
from db.queries.request_lines import COLUMNS
from hallclient.jobs import setup
from hallclient.jobs.imports.run import import_file
from hallclient.paths import Home
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.rules.request import Person
from hallclient.services import accounts, catalogue, desk, intake, request_lines, requests, search
from hallclient.services.hall import Hall, open_hall
from hallclient.services.intake import Intake
from hallclient.services.requests import Filter

PAGE = 100
RUNS = 15
SHOWN = ", ".join(f'"{column}"' for column in COLUMNS)
OPEN = tuple(sorted(OPEN_STATES))


def median(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Milliseconds of the processor: whoever else is at work does not stretch them."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def line(name: str, ours: float, raw: float, unit: str = "ms") -> None:
    """One figure."""
    print(f"{name:44s} {ours:9.2f} {unit}   raw {raw:9.2f} {unit}   {ours / raw:5.2f}x", flush=True)


def raw_list(db: sqlite3.Connection, where: str, *values: Any, order: str = '"received_on" DESC, "id" DESC') -> Any:
    """The rows of a page with what a list shows."""
    text = f"SELECT {SHOWN} FROM request WHERE {where} ORDER BY {order} LIMIT {PAGE}"
    return lambda: db.execute(text, values).fetchall()


def queries(folder: Path) -> None:
    """First pages, later pages, searches and counts."""
    hall = open_hall(Home(folder))
    db = sqlite3.connect(hall.home.database)
    db.execute("PRAGMA cache_size = -256")
    some = request_lines.page(hall, Filter(), PAGE)[PAGE // 2]
    day, year = date(2021, 3, 5), (date(2021, 1, 1), date(2021, 12, 31))
    below = request_lines.page(hall, Filter(last=day), 1)[0].place
    iso = (below[0].isoformat(), below[1])

    def page(wanted: Filter, **place: Any) -> Callable[[], Any]:
        return lambda: request_lines.page(hall, wanted, PAGE, **place)

    def found(text: str) -> Callable[[], Any]:
        return lambda: search.search(hall, text, PAGE)

    marks = ", ".join("?" * len(OPEN))
    for name, ours, raw in (
        ("desk: every open request, most urgent first", lambda: desk.tasks(hall), _desk(db)),
        ("list, first page", page(Filter()), raw_list(db, "1 = 1")),
        ("list, a page in the middle, down", page(Filter(), below=below),
         raw_list(db, '("received_on", "id") < (?, ?)', *iso)),
        ("list, a page in the middle, up", page(Filter(), above=below),
         raw_list(db, '("received_on", "id") > (?, ?)', *iso, order='"received_on", "id"')),
        ("list, end", lambda: request_lines.last_page(hall, Filter(), PAGE),
         raw_list(db, "1 = 1", order='"received_on", "id"')),
        ("list, one state", page(Filter(states=("withdrawn",))), raw_list(db, "state = ?", "withdrawn")),
        ("list, every open state", page(Filter(states=OPEN)), raw_list(db, f"state IN ({marks})", *OPEN)),
        ("list, a day", page(Filter(first=day, last=day)), raw_list(db, "received_on = ?", day.isoformat())),
        ("list, a window", page(Filter(window=7)),
         raw_list(db, '"window" = ?', 7)),
        ("list, an owner", page(Filter(owner="1007")),
         raw_list(db, "owner = ?", "1007")),
        ("list, due before a day, open", page(Filter(states=OPEN, due_before=hall.clock.today())),
         raw_list(db, f"state IN ({marks}) AND promised_due < ?", *OPEN, hall.clock.today().isoformat())),
        *((f"search, {what}", found(text), lambda text=text: _search(db, text)) for what, text in (
            ("number", some.number), ("beginning of a number", "370784-2021"), ("03-0012", "03-0012"),
            ("name of two characters", "王伟"), ("one character", "王"), ("matter", "食品经营"),
            ("last 4 of identifier or phone", some.id_number[-4:]))),
        ("count by state, a day", lambda: tally.by_state(hall.db, day, day),
         _tally(db, day.isoformat(), day.isoformat())),
        ("count by state, a year", lambda: tally.by_state(hall.db, *year),
         _tally(db, year[0].isoformat(), year[1].isoformat())),
        ("count shown above a list (to 1,001)", lambda: requests.count(hall, Filter(), 1001),
         lambda: db.execute("SELECT COUNT(*) FROM (SELECT id FROM request LIMIT 1001)").fetchall()),
    ):  # fmt: skip
        raw(), ours()
        line(name, median(ours), median(raw))
    _narrowed(hall, db)
    hall.close()


def _narrowed(hall: Hall, db: sqlite3.Connection) -> None:
    """Lists and matches with each combination that the search screen offers, first page and last one."""
    year = (date(2021, 1, 1), date(2021, 12, 31))
    choices = {"state": "lapsed", "window": 7, "owner": "1007"}
    found: list[tuple[str, Filter, str, tuple[Any, ...]]] = []
    for names in (("state",), ("window",), ("owner",), ("window", "state"), ("owner", "state"), ("owner", "window")):
        given = {name: choices[name] for name in names}
        fields = {
            ("states" if name == "state" else name): (v,) if name == "state" else v for name, v in given.items()
        }
        fits = "".join(f' AND "{name}" = ?' for name in names)
        found.append((" + ".join(names), Filter(**fields), fits, tuple(given.values())))
        days = ' AND "received_on" BETWEEN ? AND ?'
        found.append((
            f"{' + '.join(names)} + year", Filter(**fields, first=year[0], last=year[1]), fits + days,
            (*given.values(), year[0].isoformat(), year[1].isoformat()),
        ))  # fmt: skip
    for name, wanted, fits, values in found:
        ours = median(lambda wanted=wanted: request_lines.page(hall, wanted, PAGE))
        raw = raw_list(db, fits.removeprefix(" AND "), *values)
        raw()
        line(f"list, {name}", ours, median(raw))
    for text in ("王", "食品经营", "370784-2021", "03-0012"):
        sought = search.meant(hall, text)
        for name, wanted, fits, values in [("all", Filter(), "", ()), *found]:
            for up in (False, True):
                mine = lambda up=up, w=wanted, s=sought: search.page(hall, s, w, PAGE, up=up)  # noqa: E731
                raw = lambda up=up, t=text, f=fits, v=values: _search(db, t, f.replace(' "', ' +"'), v, up)  # noqa: E731
                mine(), raw()
                line(f"{text}, {name}, {'end' if up else 'begin'}", median(mine, 5), median(raw, 5))
        counted = median(lambda s=sought: search.count(hall, s, Filter(), 1001), 5)
        print(f"    count of {text} to 1,001: {counted:.1f} ms")


def _desk(db: sqlite3.Connection) -> Callable[[], Any]:
    missing = (
        "CASE WHEN state = 'awaiting_supplement' THEN (SELECT COUNT(*) FROM request_material m "
        "WHERE m.request_id = request.id AND m.mark IN ('missing', 'defective')) ELSE 0 END"
    )
    marks = ", ".join("?" * len(OPEN))
    text = f"SELECT {SHOWN}, {missing} FROM request WHERE state IN ({marks}) LIMIT {desk.MOST_OPEN}"
    return lambda: db.execute(text, OPEN).fetchall()


def _ids(db: sqlite3.Connection, text: str, fits: str, values: tuple[Any, ...], up: bool) -> Any:
    """Every look-up that a search makes, by hand: digits, name, matter; each by its index, in the list's order."""
    way = '"received_on", "id"' if up else '"received_on" DESC, "id" DESC'
    where = [("id_tail = ?", text), ("phone_tail = ?", text), ("id_number = ?", text)] if text.isdigit() else []
    if re.fullmatch(r"\d\d-\d{4}", text):
        where.append(('substr("number", length("number") - 5) = ?', text.replace("-", "")))
    like = "SELECT code FROM item WHERE active AND (name LIKE ? OR search LIKE ? OR code LIKE ?) LIMIT 20"
    codes = db.execute(like, (f"%{text}%",) * 3).fetchall() if len(text) > 1 else ()
    where += [("item = ?", code) for (code,) in codes]
    parts = [(f"request WHERE {one}{fits} ORDER BY {way}", (value, *values)) for one, value in where]
    joined = f'request_grams CROSS JOIN request ON "id" = {grams.ID} WHERE request_grams MATCH ?{fits}'
    parts.append((f"{joined} ORDER BY request_grams.rowid{'' if up else ' DESC'}", (grams.match(text), *values)))
    union = " UNION ".join(
        f'SELECT * FROM (SELECT "id", "received_on" FROM {part} LIMIT {PAGE})' for part, _ in parts
    )
    given = [value for _, some in parts for value in some]
    return [row for row, _ in db.execute(f"{union} ORDER BY {way} LIMIT {PAGE}", given).fetchall()]


def _search(db: sqlite3.Connection, text: str, fits: str = "", values: tuple[Any, ...] = (), up: bool = False) -> Any:
    """The ids of a page by hand, then the rows; where nothing else is found, by the beginning of the number."""
    found = _ids(db, text, fits, values, up)
    if len(found) < PAGE and "-" in text:
        way, end = "" if up else " DESC", text[:-1] + chr(ord(text[-1]) + 1)
        begins = f"SELECT id FROM request WHERE number >= ? AND number < ?{fits} ORDER BY number{way} LIMIT {PAGE}"
        found += [row for (row,) in db.execute(begins, (text, end, *values)).fetchall()]
    which = ", ".join(map(str, found[:PAGE]))
    return db.execute(f'SELECT {SHOWN} FROM request WHERE "id" IN ({which})').fetchall()


def _tally(db: sqlite3.Connection, first: str, last: str) -> Callable[[], Any]:
    text = "SELECT state, SUM(n) FROM request_tally WHERE day BETWEEN ? AND ? GROUP BY state"
    return lambda: db.execute(text, (first, last)).fetchall()


def commit(folder: Path) -> None:
    """A new request with its materials, beside the same rows inserted raw, in turn."""
    hall = open_hall(Home(folder))
    actor = accounts.actor_of(hall, "1002")
    item = next(item for item in catalogue.everything(hall) if len(item.materials) == 4 and not item.conditions)
    raw = sqlite3.connect(hall.home.database, isolation_level=None)
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA wal_autocheckpoint = 0")
    ours, theirs, gram, rows = [], [], volume.grams_of("欧阳修远"), []
    twin = _Twin(raw, gram)
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


WRITTEN = ("visit", "visit_span", "request", "request_material", "visit_request", "journal", "summary_revision")
TWIN = "03twin0000"
"""The terminal of the raw side, as long as another one's name, so that neither sees the rows of the other."""

TURNS, IN_A_ROW = 24, 10
"""Ten by one side, ten by the other: each finds its pages in memory again, as at a counter."""

Rows = list[tuple[str, tuple[Any, ...]]]


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

    def __init__(self, db: sqlite3.Connection, gram: str) -> None:
        self._db = db
        self._gram = gram
        self._columns = {
            table: [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")] for table in WRITTEN
        }
        self._visit = self._span = self._request = 0
        db.execute("INSERT OR IGNORE INTO serial (terminal, series, last) VALUES (?, 'twin', 0)", (TWIN,))

    def prepared(self, rows: Rows) -> tuple[list[tuple[str, str, list[Any]]], list[list[Any]], str]:
        """The statements with their values, those of the materials at once."""
        single, papers, paper = [], [], ""
        for table, row in rows:
            values = dict(zip(self._columns[table], row, strict=True)) | {"id": None}
            if "terminal" in values:
                values["terminal"] = TWIN
            text = f"INSERT INTO {table} VALUES ({', '.join(f':{name}' for name in values)})"
            if table == "request_material":
                papers.append(values)
                paper = text
            else:
                single.append((table, text, values))
        return single, papers, paper

    def leave(self) -> None:
        """End the last visit: the other side looks at all that are open."""
        self._db.execute("UPDATE visit SET left_at = arrived_at WHERE terminal = ? AND left_at IS NULL", (TWIN,))

    def insert(self, single: Any, papers: Any, paper: str) -> None:
        """One transaction."""
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE serial SET last = last + 1 WHERE terminal = ? AND series = 'twin'", (TWIN,))
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


def screen(folder: Path) -> None:
    """Keys in the long list and in one of 100 rows, on a real terminal, in turn; memory after paging."""
    program = str(Path(sys.executable).with_name("hallclient"))
    with tempfile.TemporaryDirectory() as short:
        volume.make(Path(short) / "hall", 100, 60)
        found: dict[str, list[tuple[float, float]]] = {"short": [], "long": [], "matches": []}
        for _ in range(3):
            for name, home in (("short", Path(short) / "hall"), ("long", folder), ("matches", folder)):
                with Terminal([program, "--home", str(home)], columns=120, rows=36) as terminal:
                    terminal.wait("口令", 60)
                    terminal.press("1002", "tab", "0000", "enter")
                    terminal.wait("待办", 60)
                    terminal.settle(2)
                    terminal.press("f3")
                    terminal.wait("新的在前", 60)
                    if name == "matches":
                        terminal.press("王")
                        terminal.wait("查到", 60)
                    terminal.settle(1)
                    begin = resident(terminal.process.pid)
                    found[name].append(key(terminal, ("down", "up"), 60))
                    if name != "short":
                        pages = key(terminal, ("pagedown", "pagedown"), 100)
                        grown = resident(terminal.process.pid) - begin
        for place, what in enumerate(("p50", "p95")):
            own = {name: statistics.median(run[place] for run in runs) for name, runs in found.items()}
            for name in ("long", "matches"):
                ratio = own[name] / own["short"]
                print(f"{name}, a key, {what}: {own[name]:.1f} ms; 100 rows {own['short']:.1f} ms; {ratio:.2f}x")
        print(f"matches, a page down: p50 {pages[0]:.1f} ms, p95 {pages[1]:.1f} ms; {grown:+.1f} MiB after 100 pages")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", nargs="*", default=["queries", "commit", "import", "screen"])
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    works = {"queries": queries, "commit": commit, "import": ledger, "screen": screen}
    print(f"load {os.getloadavg()[0]:.1f}, {date.today()}")  # noqa: DTZ011 - the machine's own
    for what in asked.what:
        works[what](asked.folder / "hall")


if __name__ == "__main__":
    main()
