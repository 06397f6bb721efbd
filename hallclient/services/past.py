"""A made-up past of several windows, for the demo: the rows and the true journal that the services would have left.

Every step is asked of the same rules and composed by the same functions as at the counter (``past_requests``,
``past_attendance``), but kept in memory and written at once, a hundred times as fast. Steps come in the order of
time; ``at`` says when and at which window the next ones happen. For a hall that was just made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from peewee import Model

from db.models.correction import Correction
from db.models.day_close import DayClose
from db.models.document import DocumentPrint, WaitingPaper
from db.models.evaluation import Evaluation
from db.models.journal import Journal
from db.models.leave import Leave
from db.models.notice import Notice
from db.models.punch import Punch
from db.models.refusal import Refusal
from db.models.request import Request, RequestMaterial
from db.models.review import Review
from db.models.serial import Serial
from db.models.summary import SummaryRevision
from db.models.task import RequestTask
from db.models.visit import Visit, VisitRequest, VisitSpan
from db.queries import bulk, grams
from db.queries import journal as journal_queries
from db.queries import summary as summary_queries
from hallclient.clock import FixedClock
from hallclient.config import Config
from hallclient.rules import journal
from hallclient.services.hall import Hall

_ORDER = (
    *(Request, RequestMaterial, RequestTask, Refusal, Evaluation, Review, Notice, DocumentPrint, WaitingPaper),
    *(Punch, Leave, Correction, DayClose, Journal),
    *(Visit, VisitSpan, VisitRequest),
)
"""In which tables are filled, so that no row refers to one that is not there yet."""


class Past:
    """``windows`` are the settings of each terminal; the hall goes back to its own when all is saved."""

    def __init__(self, hall: Hall, clock: FixedClock, windows: Mapping[int, Config]) -> None:
        self.hall = hall
        self._clock = clock
        self._own = hall.config
        self._windows = windows
        self._rows: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)
        self._blank: dict[type[Model], dict[str, Any]] = {}
        self._serials: Counter[tuple[str, str]] = Counter()
        self._revisions: dict[tuple[str, date, str, str], int] = {}
        self._heads: dict[str, tuple[int, str]] = {}

    def at(self, moment: datetime, window: int) -> None:
        """What follows happens now, at this window."""
        self._clock.set(moment)
        self.hall.config = self._windows[window]

    def rows(self, model: type[Model]) -> Sequence[Mapping[str, Any]]:
        """The rows of a table so far."""
        return self._rows[model]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many requests, punches and notices there are so far."""
        return len(self._rows[Request]), len(self._rows[Punch]), len(self._rows[Notice])

    def add(self, model: type[Model], values: Mapping[str, Any], *, whole: bool = False) -> dict[str, Any]:
        """A row, with the next id of its table and, when ``whole``, the defaults of columns not named. It is
        written as it stands when all is saved."""
        if model not in self._blank:
            self._blank[model] = {field.name: field.default for field in model._meta.sorted_fields}
        numbered = {"id": len(self._rows[model]) + 1} if "id" in self._blank[model] else {}
        row = {**(self._blank[model] if whole else {}), **numbered, **values}
        self._rows[model].append(row)
        return row

    def journal(
        self,
        staff: str,
        action: str,
        kind: str,
        subject: str,
        body: Mapping[str, Any],
        row: Mapping[str, Any] | None = None,
    ) -> None:
        """An entry of this moment in the chain of this terminal, as ``journal.record`` writes it."""
        terminal, now = self.hall.terminal, self.hall.clock.now()
        number, tie = self._head(terminal)
        entry = journal.Entry(
            journal.VERSION, terminal, number + 1, int(now.timestamp()), staff, action, kind, subject,
            journal.canonical(dict(body)), journal.digest(row) if row else "", tie,
        )  # fmt: skip
        values = {name: getattr(entry, name) for name in entry.__dataclass_fields__}
        self._rows[Journal].append({**values, "hash": journal.entry_hash(entry)})
        self._heads[terminal] = (entry.entry, self._rows[Journal][-1]["hash"])
        self.touch(now.date(), "journal_head", "head")

    def _head(self, terminal: str) -> tuple[int, str]:
        if terminal not in self._heads:
            self._heads[terminal] = journal_queries.head(self.hall.db, terminal) or (0, journal.START)
        return self._heads[terminal]

    def touch_half_days(self, staff: str, first: date, last: date) -> None:
        """Both half-days of a person on some days are to be published."""
        for number in range((last - first).days + 1):
            for half in ("am", "pm"):
                self.touch(first + timedelta(days=number), "staff_half_day", f"{staff}/{half}")

    def touch(self, day: date, kind: str, key: str) -> None:
        """A record of this terminal is to be published."""
        name = (self.hall.terminal, day, kind, key)
        now_ms = int(self.hall.clock.wall() * 1000)
        self._revisions[name] = max(self._revisions.get(name, 0) + 1, now_ms)

    def serial(self, series: str) -> int:
        """The next number of a series of this terminal."""
        self._serials[self.hall.terminal, series] += 1
        return self._serials[self.hall.terminal, series]

    def save(self, publish_from: date = date.min) -> None:
        """Write everything in one transaction; the hall is its own terminal again. What is older than
        ``publish_from`` counts as published: nobody waits for the summaries of a made-up past."""
        self.hall.config = self._own
        db, rows = self.hall.db, self._rows
        with self.hall.write():
            for model in _ORDER:
                bulk.insert(db, model, rows[model])
            grams.add_many(db, ((row["id"], row["received_on"], row["name"]) for row in rows[Request]))
            bulk.insert(db, Serial, [{"terminal": t, "series": s, "last": n} for (t, s), n in self._serials.items()])
            self._save_revisions(publish_from)

    def _save_revisions(self, publish_from: date) -> None:
        """Those that making the hall left are raised, the others added."""
        db, now = self.hall.db, self.hall.clock.now()
        have = {
            (row.terminal, row.day, row.kind, row.key)
            for row in summary_queries.rows(db, self.hall.terminal, date.min, date.max)
        }
        fresh: list[dict[str, Any]] = []
        for (terminal, day, kind, key), revision in self._revisions.items():
            if (terminal, day, kind, key) in have:
                summary_queries.raise_revisions(db, terminal, [(day, kind, key)], revision, int(now.timestamp()))
                continue
            fresh.append(
                {
                    "terminal": terminal,
                    "day": day,
                    "kind": kind,
                    "key": key,
                    "revision": revision,
                    "changed_at": revision // 1000,
                    "published": revision if day < publish_from else 0,
                }
            )
        bulk.insert(db, SummaryRevision, fresh)


def terminals(config: Config, names: Mapping[int, str], installations: Sequence[str]) -> dict[int, Config]:
    """The settings of the terminal of each window; the one of ``config`` keeps its own."""
    others = {
        number: replace(config, window=number, window_name=name, installation=installation)
        for (number, name), installation in zip(names.items(), installations, strict=True)
        if number != config.window
    }
    return {**others, config.window: config}
