"""Lists, searches and counts at 2.9 million requests, beside the same by hand (``measure_volume``)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from figures import line, median

from db.queries import grams, tally
from db.queries.request_lines import COLUMNS
from hallclient.paths import Home
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.services import desk, request_lines, requests, search
from hallclient.services.hall import Hall, open_hall
from hallclient.services.requests import Filter

PAGE = 100
PHONE = 11
SHOWN = ", ".join(f'"{column}"' for column in COLUMNS)
OPEN = tuple(sorted(OPEN_STATES))


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
            ("last 4 of identifier or phone", some.id_number[-4:]), ("phone", some.phone))),
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
    if len(text) == PHONE and text.isdigit():
        where.append((f"phone_tail = '{text[-4:]}' AND phone = ?", text))
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
