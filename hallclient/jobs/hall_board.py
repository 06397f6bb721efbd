"""The whole hall for its supervisor: what this terminal knows itself, and for the rest the shared summary.

A terminal knows the punches of its own window. Of everybody else it would say "absent", so where a shared file
is set, their half-days come from the summary, and a person that nothing is known of has no verdict at all.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from hallclient.jobs.hall_values import Board, PersonDay, PersonMonth, Report, WindowBoard
from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.figures import DayFigures
from hallclient.rules.month_score import ScoreTable, flagged, month_counts, score
from hallclient.rules.timetable import late_opening_minutes, timetable_for
from hallclient.services import accounts, attendance, day_close, months, punctuality, windows
from hallclient.services.hall import Hall
from hallclient.sync import half_day
from hallclient.sync.half_day import Key
from hallclient.sync.lines import Record
from hallclient.sync.reading import Reader, Shared

_MONTHS_KEPT = 2
"""Months of the shared file that are kept between looks."""


class HallView:
    """Keeps the reader of the shared file between looks. May be used from several threads, one at a time."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._lock = threading.Lock()
        self._file = hall.config.shared_file
        self._readers: dict[str, Reader] = {}

    def shared(self, day: date) -> Shared | None:
        """The summary of the month of ``day``; None where no shared file is set."""
        if not self._file:
            return None
        month = f"{day:%Y-%m}"
        with self._lock:
            # The months looked at last: a reader keeps what it has read.
            reader = self._readers.pop(month, None) or Reader(Path(self._file), self._hall.clock)
            self._readers = dict([*self._readers.items(), (month, reader)][-_MONTHS_KEPT:])
            return reader.read(month)

    def board(self, day: date) -> Board:
        """Every window and half-day of ``day``."""
        shared = self.shared(day)
        rows = self._rows(day, day, shared)
        return Board(day, tuple(self._windows(day, rows)), shared)

    def rows(self, first: date, last: date) -> list[PunctualityRow]:
        """Everybody's half-days of a span; without verdicts where nothing is known."""
        spans = months_of(max(first, punctuality.began(self._hall)), min(last, self._hall.clock.today()))
        return [row for begin, end in spans for row in self._rows(begin, end, self.shared(begin))]

    def month(self, first: date, last: date) -> list[PersonMonth]:
        """Everybody's half-days from ``first`` to ``last``, by code."""
        by_person: dict[str, list[PunctualityRow]] = defaultdict(list)
        for row in self.rows(first, last):
            by_person[row.staff].append(row)
        table = months.score_table(self._hall)
        return [_person_month(rows, table) for _, rows in sorted(by_person.items())]

    def reports(self, day: date) -> tuple[list[Report], Shared | None]:
        """What each window has reported of ``day``, and the summary itself."""
        shared = self.shared(day)
        hall, own = self._hall, self._hall.config.window
        known = {window.number: window.name for window in windows.every(hall)}
        known.setdefault(own, hall.config.window_name)
        records: dict[int, list[Record]] = defaultdict(list)
        for record in of_days(shared, day, day):
            records[int(record.fields.get("w", 0))].append(record)
        figures = day_close.figures_by_window(hall, [day])
        opened = attendance.openings(hall, day, day)
        found = []
        for number in sorted({n for n in (*known, *records) if n}):
            if number == own or shared is None:
                report = self._local_report(number, known.get(number, ""), day, figures.get((day, number)))
                at = opened.get((day, number))
                found.append(replace(report, opened=f"{at:%H:%M:%S}" if at else ""))
            else:
                found.append(self._report(number, known.get(number, ""), records[number]))
        return found, shared

    def _local_report(self, number: int, name: str, day: date, figures: DayFigures | None) -> Report:
        """What this database knows of a window; only of its own terminal it knows whether the day is closed."""
        hall = self._hall
        own = number == hall.config.window
        received, completed = (figures.received, figures.completed) if figures else (0, 0)
        closed = day_close.is_closed(hall, day) if own else None
        return Report(number, name, hall.clock.now(), "", received, completed, closed, own, local=True)

    def _report(self, number: int, name: str, records: Sequence[Record]) -> Report:
        newest = max((int(record.fields.get("at", 0)) for record in records), default=0)
        body = next((record.body for record in records if record.kind == "window_day"), None)
        closed = bool(body["closed"]) if body is not None and "closed" in body else None
        return Report(
            number,
            name,
            self._hall.clock.local(float(newest)) if newest else None,
            str(body.get("opened", "")) if body else "",
            int(body["received"]) if body and "received" in body else None,
            int(body["completed"]) if body and "completed" in body else None,
            closed,
            False,
        )

    # -- half-days of everybody

    def _rows(self, first: date, last: date, shared: Shared | None) -> list[PunctualityRow]:
        hall = self._hall
        rows = punctuality.rows(hall, max(first, punctuality.began(hall)), last)
        if shared is None:
            return rows
        told = _half_days(shared, first, last)
        names = accounts.names(hall)
        found = []
        for row in rows:
            from_share = told.pop((row.staff, row.half_day.day, row.half_day.half), None)
            if _is_known_here(hall, row):
                found.append(row)
            elif from_share is not None:
                found.append(replace(from_share, name=row.name))
            else:
                found.append(replace(row, half_day=replace(row.half_day, verdicts=())))
        found += [replace(row, name=names.get(row.staff, row.staff)) for row in told.values()]
        # What a supervisor decided may be in this database or in another, wherever the half-day comes from.
        words = half_day.words_of(of_days(shared, first, last))
        elsewhere = {key: (said.review, said.reviewed) for key, said in words.items() if said.review}
        return punctuality.reviewed(hall, first, last, found, elsewhere)

    def _windows(self, day: date, rows: Iterable[PunctualityRow]) -> Iterable[WindowBoard]:
        hall = self._hall
        timetable = timetable_for(day, punctuality.timetables(hall))
        opened = {window: at for (_, window), at in self.opened(day, day).items()}
        here: dict[int, dict[str, list[PunctualityRow]]] = defaultdict(dict)
        for row in rows:
            here[row.window or 0].setdefault(row.staff, []).append(row)
        people = {number: tuple(map(_person_day, at.values())) for number, at in here.items()}
        names = {window.number: window.name for window in windows.every(hall)}
        names.setdefault(hall.config.window, hall.config.window_name)
        for number in sorted({*names, *people}, key=lambda n: (n == 0, n)):
            # On a rest day a window has no hours to open late.
            mine = people.get(number, ())
            first = min((p.expected for p in mine if p.expected in ("am", "pm")), default="")
            late = late_opening_minutes(timetable, opened.get(number), first) if number and first else 0
            yield WindowBoard(number, names.get(number, ""), opened.get(number), late, mine)

    def opened(self, first: date, last: date) -> dict[tuple[date, int], datetime]:
        """When each window opened: its first sign-in, as this database and the summary know it."""
        found = attendance.openings(self._hall, first, last)
        for begin, end in months_of(first, last):
            for record in of_days(self.shared(begin), begin, end):
                at = half_day.time_of(record.body.get("opened")) if record.kind == "window_day" else None
                if at is not None:
                    key = date.fromisoformat(record.day), int(record.fields.get("w", 0))
                    moment = datetime.combine(key[0], at)
                    found[key] = min(moment, found.get(key, moment))
        return found


def _is_known_here(hall: Hall, row: PunctualityRow) -> bool:
    half = row.half_day
    if hall.config.database or row.window == hall.config.window:
        return True
    return half.first_in is not None or half.last_out is not None


def of_days(shared: Shared | None, first: date, last: date) -> list[Record]:
    """What the summary has of some days."""
    begin, end = first.isoformat(), last.isoformat()
    return [record for record in shared.records if begin <= record.day <= end] if shared else []


def months_of(first: date, last: date) -> list[tuple[date, date]]:
    """The span cut at the ends of months: the shared file has one a month."""
    found = []
    while first <= last:
        end = min(last, months.span(f"{first:%Y-%m}")[1])
        found.append((first, end))
        first = end + timedelta(days=1)
    return found


def _half_days(shared: Shared, first: date, last: date) -> dict[Key, PunctualityRow]:
    """Half-days by person, day and half. Of several terminals that speak of one, the one that saw a punch."""
    found: dict[Key, tuple[tuple[bool, int], PunctualityRow]] = {}
    for record in of_days(shared, first, last):
        row = half_day.row_of(record)
        if row is None:
            continue
        key = (row.staff, row.half_day.day, row.half_day.half)
        rank = (row.half_day.first_in is not None or row.half_day.last_out is not None, record.revision)
        if key not in found or rank > found[key][0]:
            found[key] = (rank, row)
    return {key: row for key, (_, row) in found.items()}


def _person_day(rows: Sequence[PunctualityRow]) -> PersonDay:
    halves = {row.half_day.half: row.half_day for row in rows}
    more = tuple(half for name, half in halves.items() if name not in ("am", "pm"))
    return PersonDay(rows[0].staff, rows[0].name, halves.get("am"), halves.get("pm"), more)


def _person_month(rows: Sequence[PunctualityRow], table: ScoreTable) -> PersonMonth:
    halves = tuple(row.half_day for row in sorted(rows, key=lambda row: (row.half_day.day, row.half_day.half)))
    counts = month_counts(halves)
    window = next((row.window for row in reversed(rows) if row.window is not None), None)
    return PersonMonth(
        rows[0].staff, rows[0].name, window, halves, counts, score(counts, table), flagged(counts, table)
    )
