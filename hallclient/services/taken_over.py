"""Requests and punches taken over from another ledger: many rows at once, vouched for by the entry of their batch.

A request that is there already is never overwritten. What is taken over gets no journal entry of its own, so its
timeline begins with the first thing that this hall does with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from db import connection
from db.models.punch import Punch
from db.models.request import Request, RequestMaterial
from db.queries import attendance as attendance_queries
from db.queries import bulk, grams, serials
from db.queries import requests as queries
from hallclient.rules.lifecycle import OPEN_STATES, WAITING
from hallclient.services import evaluation, settling, summary
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.services.request_columns import series_of

_DAY = re.compile(r"\d{8}", re.ASCII)
_SERIAL = re.compile(r"\d{4}", re.ASCII)


def requests_with(hall: Hall, numbers: Iterable[str]) -> dict[str, tuple[datetime, str]]:
    """Number → moment of receipt and item, of the requests that have one of the numbers: of this terminal, else of
    another one that this database knows."""
    return {
        number: (received_at, item)
        for part in bulk.in_parts(numbers)
        for number, received_at, item in queries.received_of(hall.db, hall.terminal, part)
    }


def add_requests(
    hall: Hall,
    names: Sequence[str],
    parts: Iterable[Sequence[Sequence[Any]]],
    papers: Callable[[str], Sequence[Mapping[str, Any]]],
) -> None:
    """Store requests, a part of them at a time: plain values in the order of ``names``. Inside a transaction.

    Those that still need a checklist get the materials that ``papers`` has for their item.
    """
    number, state, day, window, item = (
        names.index(column) for column in ("number", "state", "received_on", "window", "item")
    )
    windows: set[tuple[str, int]] = set()
    still_open: list[tuple[str, str]] = []
    last: dict[str, int] = {}
    with connection.roomy(hall.db):
        for rows in parts:
            ids = _add_part(hall, names, rows)
            waiting = [row for row in rows if row[state] in WAITING]
            materials = [{**paper, "request": ids[row[number]]} for row in waiting for paper in papers(row[item])]
            bulk.insert(hall.db, RequestMaterial, materials)
            windows |= {(row[day], row[window]) for row in rows}
            still_open += [(row[day], row[number]) for row in rows if row[state] in OPEN_STATES]
            _note_serials(hall, last, (row[number] for row in rows))
    _go_on_behind(hall, last)
    for iso, at in sorted(windows):
        summary.touch(hall, date.fromisoformat(iso), "window_day", f"{at:02d}")
    for iso, key in still_open:
        summary.touch(hall, date.fromisoformat(iso), "open_request", key)


def _add_part(hall: Hall, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, int]:
    """Requests with their grams and ratings; returns their ids by number."""
    number, day, name = (names.index(column) for column in ("number", "received_on", "name"))
    bulk.insert_plain(hall.db, Request, names, rows, {"terminal": hall.terminal})
    ids: dict[str, int] = {}
    for part in bulk.in_parts(row[number] for row in rows):
        ids |= queries.ids_of_numbers(hall.db, hall.terminal, part)
    grams.add_many(hall.db, ((ids[row[number]], date.fromisoformat(row[day]), row[name]) for row in rows))
    evaluation.take_over(hall, (dict(zip(names, row, strict=True)) for row in rows), ids)
    return ids


def _note_serials(hall: Hall, last: dict[str, int], numbers: Iterable[str]) -> None:
    """The highest serial of each day among numbers that are this window's own."""
    begin, own = f"{hall.config.hall_code}-", f"-{hall.config.window:02d}"
    for number in numbers:
        if number.startswith(begin) and number[-7:-4] == own:
            day, serial = number[len(begin) : -7], number[-4:]
            if _DAY.fullmatch(day) and _SERIAL.fullmatch(serial):
                last[day] = max(last.get(day, 0), int(serial))


def _go_on_behind(hall: Hall, last: Mapping[str, int]) -> None:
    """No new request may get a number that was taken over."""
    for text, serial in last.items():
        try:
            day = date.fromisoformat(text)
        except ValueError:
            # The number only looks like one of ours: no day will ever count on from it.
            continue
        serials.at_least(hall.db, hall.terminal, series_of(day), serial)


def punches_of(hall: Hall, first: date, last: date) -> set[tuple[str, int, str]]:
    """Staff, UTC seconds and kind of the stored punches of some days."""
    return {
        (row.staff, int(row.at.timestamp()), row.kind) for row in attendance_queries.punches(hall.db, first, last)
    }


def add_punches(hall: Hall, actor: Actor, rows: Sequence[Mapping[str, Any]], source: str = "import") -> None:
    """Store punches (staff, kind, at, window, reason), marked as imported, or as entered from ``paper``; verdicts
    that are settled are made anew. Inside a transaction."""
    reading, now = hall.clock.reading(), hall.clock.now()
    common = {
        "terminal": hall.terminal,
        "source": source,
        "entered_by": actor.code,
        "entered_at": now,
        "since_boot": reading.since_boot,
        "boot": reading.boot,
        "sequence": int(reading.wall * 1000),
    }
    days = {hall.clock.local(row["at"]).date() for row in rows}
    about = {day for found in days for day in (found - timedelta(days=1), found)}
    people = {str(row["staff"]) for row in rows}
    with settling.rejudging(hall, actor.code, source, about, people, only_settled=True):
        bulk.insert(hall.db, Punch, [{**common, **row, "day": hall.clock.local(row["at"]).date()} for row in rows])
    touched: set[tuple[date, str, str]] = set()
    for row in rows:
        day = hall.clock.local(row["at"]).date()
        touched |= {(day, "staff_half_day", f"{row['staff']}/{half}") for half in ("am", "pm")}
        if row["window"] is not None:
            touched.add((day, "window_day", f"{row['window']:02d}"))
    for day, kind, key in sorted(touched):
        summary.touch(hall, day, kind, key)
