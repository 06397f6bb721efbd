"""Requests and punches taken over from another ledger: many rows at once, vouched for by the entry of their batch.

A request that is there already is never overwritten. What is taken over gets no journal entry of its own, so its
timeline begins with the first thing that this hall does with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from db.models.punch import Punch
from db.models.request import Request, RequestMaterial
from db.queries import attendance as attendance_queries
from db.queries import bulk, grams, serials
from db.queries import requests as queries
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.services import evaluation, settling, summary
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.services.request_columns import series_of


def requests_with(hall: Hall, numbers: Iterable[str]) -> dict[str, tuple[datetime, str]]:
    """Number → moment of receipt and item, of the requests of this terminal that have one of the numbers."""
    return {
        number: (received_at, item)
        for part in bulk.in_parts(numbers)
        for number, received_at, item in queries.received_of(hall.db, hall.terminal, part)
    }


def add_requests(
    hall: Hall, rows: Sequence[Mapping[str, Any]], papers: Mapping[str, Sequence[Mapping[str, Any]]]
) -> None:
    """Store requests and, by number, the materials of those that still need a checklist. Inside a transaction."""
    bulk.insert(hall.db, Request, [{**row, "terminal": hall.terminal} for row in rows])
    ids: dict[str, int] = {}
    for part in bulk.in_parts(row["number"] for row in rows):
        ids |= queries.ids_of_numbers(hall.db, hall.terminal, part)
    grams.add_many(hall.db, ((ids[row["number"]], str(row["name"])) for row in rows))
    materials = [{**paper, "request": ids[number]} for number, found in papers.items() for paper in found]
    bulk.insert(hall.db, RequestMaterial, materials)
    evaluation.take_over(hall, rows, ids)
    _go_on_behind(hall, rows)
    for day, window in sorted({(row["received_on"], row["window"]) for row in rows}):
        summary.touch(hall, day, "window_day", f"{window:02d}")
    for row in rows:
        if row["state"] in OPEN_STATES:
            summary.touch(hall, row["received_on"], "open_request", str(row["number"]))


def _go_on_behind(hall: Hall, rows: Iterable[Mapping[str, Any]]) -> None:
    """No new request may get a number that was taken over."""
    ours = re.compile(rf"{re.escape(hall.config.hall_code)}-(\d{{8}})-{hall.config.window:02d}(\d{{4}})", re.ASCII)
    last: dict[str, int] = {}
    for row in rows:
        found = ours.fullmatch(str(row["number"]))
        if found is not None:
            last[found[1]] = max(last.get(found[1], 0), int(found[2]))
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
