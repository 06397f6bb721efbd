"""The whole hall for its supervisor: what this terminal knows itself, and for the rest the shared summary.

A terminal knows the punches of its own window. Of everybody else it would say "absent", so where a shared file
is set, their half-days come from the summary, and a person that nothing is known of has no verdict at all.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from hallclient.jobs.hall_values import Board, PersonDay, PersonMonth, Report, WindowBoard
from hallclient.rules.attendance import PunctualityRow
from hallclient.rules.figures import DayFigures
from hallclient.rules.month_score import ScoreTable, flagged, month_counts, score
from hallclient.rules.punctuality import HalfDay
from hallclient.rules.timetable import late_opening_minutes, timetable_for
from hallclient.services import accounts, attendance, day_close, months, punctuality, windows
from hallclient.services.hall import Hall
from hallclient.sync.lines import Record
from hallclient.sync.reading import Reader, Shared


class HallView:
    """Keeps the reader of the shared file between looks. May be used from several threads, one at a time."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._lock = threading.Lock()
        file = hall.config.shared_file
        self._reader = Reader(Path(file), hall.clock) if file else None

    def shared(self, day: date) -> Shared | None:
        """The summary of the month of ``day``; None where no shared file is set."""
        if self._reader is None:
            return None
        with self._lock:
            return self._reader.read(f"{day:%Y-%m}")

    def board(self, day: date) -> Board:
        """Every window and half-day of ``day``."""
        shared = self.shared(day)
        rows = self._rows(day, day, shared)
        return Board(day, tuple(self._windows(day, rows, shared)), shared)

    def rows(self, first: date, last: date) -> list[PunctualityRow]:
        """Everybody's half-days of a span within one month; without verdicts where nothing is known."""
        return self._rows(first, last, self.shared(first))

    def month(self, first: date, last: date) -> list[PersonMonth]:
        """Everybody's half-days from ``first`` to ``last`` of one month, by code."""
        by_person: dict[str, list[PunctualityRow]] = defaultdict(list)
        for row in self._rows(first, last, self.shared(first)):
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
        for record in _of_day(shared, day):
            records[int(record.fields.get("w", 0))].append(record)
        figures = day_close.figures_by_window(hall, [day])
        opened = self._opened(day, None)
        found = []
        for number in sorted({n for n in (*known, *records) if n}):
            if number == own or shared is None:
                report = self._local_report(number, known.get(number, ""), day, figures.get((day, number)))
                at = opened.get(number)
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
        # What a supervisor decided is in this database, wherever the half-day comes from.
        return punctuality.reviewed(hall, first, last, found)

    def _windows(self, day: date, rows: Iterable[PunctualityRow], shared: Shared | None) -> Iterable[WindowBoard]:
        hall = self._hall
        timetable = timetable_for(day, punctuality.timetables(hall))
        opened = self._opened(day, shared)
        people: dict[int, dict[str, PersonDay]] = defaultdict(dict)
        for row in rows:
            at = people[row.window or 0]
            at[row.staff] = at.get(row.staff, PersonDay(row.staff, row.name)).with_half(row.half_day)
        names = {window.number: window.name for window in windows.every(hall)}
        names.setdefault(hall.config.window, hall.config.window_name)
        for number in sorted({*names, *people}, key=lambda n: (n == 0, n)):
            # On a rest day a window has no hours to open late.
            first = min((p.expected for p in people[number].values() if p.expected in ("am", "pm")), default="")
            late = late_opening_minutes(timetable, opened.get(number), first) if number and first else 0
            yield WindowBoard(number, names.get(number, ""), opened.get(number), late, tuple(people[number].values()))

    def _opened(self, day: date, shared: Shared | None) -> dict[int, datetime]:
        """When each window opened: its first sign-in."""
        found: dict[int, datetime] = {}
        for punch in attendance.punches(self._hall, day, day):
            if punch.kind == "in" and punch.window is not None:
                at = punch.at.replace(tzinfo=None)
                found[punch.window] = min(at, found.get(punch.window, at))
        for record in _of_day(shared, day):
            at_time = _time(record.body.get("opened")) if record.kind == "window_day" else None
            if at_time is not None:
                window, at = int(record.fields.get("w", 0)), datetime.combine(day, at_time)
                found[window] = min(at, found.get(window, at))
        return found


def _is_known_here(hall: Hall, row: PunctualityRow) -> bool:
    half = row.half_day
    if hall.config.database or row.window == hall.config.window:
        return True
    return half.first_in is not None or half.last_out is not None


def _of_day(shared: Shared | None, day: date) -> list[Record]:
    wanted = day.isoformat()
    return [record for record in shared.records if record.day == wanted] if shared else []


def _half_days(shared: Shared, first: date, last: date) -> dict[tuple[str, date, str], PunctualityRow]:
    """Half-days by person, day and half. Of several terminals that speak of one, the one that saw a punch."""
    found: dict[tuple[str, date, str], tuple[tuple[bool, int], PunctualityRow]] = {}
    for record in shared.records:
        if record.kind != "staff_half_day" or not first.isoformat() <= record.day <= last.isoformat():
            continue
        row = _half_day(record)
        if row is None:
            continue
        key = (row.staff, row.half_day.day, row.half_day.half)
        rank = (row.half_day.first_in is not None or row.half_day.last_out is not None, record.revision)
        if key not in found or rank > found[key][0]:
            found[key] = (rank, row)
    return {key: row for key, (_, row) in found.items()}


def _half_day(record: Record) -> PunctualityRow | None:
    """The half-day of a record; None for one that this version cannot read."""
    staff, _, half = record.key.rpartition("/")
    body = record.body
    if not body.get("verdicts"):
        # What was a half-day once is none any more.
        return None
    try:
        day = date.fromisoformat(record.day)
        first, last = _time(body.get("in")), _time(body.get("out"))
        return PunctualityRow(
            staff,
            staff,
            int(record.fields.get("w", 0)) or None,
            HalfDay(
                day=day,
                half=half,
                first_in=datetime.combine(day, first) if first else None,
                last_out=datetime.combine(day, last) if last else None,
                verdicts=tuple(code for code in str(body.get("verdicts", "")).split(",") if code),
                late_minutes=int(body.get("late", 0)),
                early_minutes=int(body.get("early", 0)),
                away_minutes=int(body.get("away", 0)),
                off_post=int(body.get("off_post", 0)),
                corrected=bool(body.get("corrected", 0)),
                clock_suspect=bool(body.get("suspect", 0)),
                excuse=str(body.get("excuse", "")),
            ),
        )
    except (TypeError, ValueError):
        return None


def _time(text: object) -> time | None:
    try:
        return time.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None


def _person_month(rows: Sequence[PunctualityRow], table: ScoreTable) -> PersonMonth:
    halves = tuple(row.half_day for row in sorted(rows, key=lambda row: (row.half_day.day, row.half_day.half)))
    counts = month_counts(halves)
    window = next((row.window for row in reversed(rows) if row.window is not None), None)
    return PersonMonth(
        rows[0].staff, rows[0].name, window, halves, counts, score(counts, table), flagged(counts, table)
    )
