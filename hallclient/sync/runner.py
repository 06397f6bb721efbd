"""A sync, and the thread that repeats it. The window works fully without the share: a sync that fails loses
nothing and is tried again."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hallclient.errors import HallError, HomeProblem, ShareProblem
from hallclient.file_lock import FileLock
from hallclient.rules.message import Message
from hallclient.services import deemed, summary
from hallclient.services.hall import Hall
from hallclient.sync import own_records, own_segment, shared_file, terminal
from hallclient.sync.layout import Layout, layout_of, month_of
from hallclient.sync.merging import Merging
from hallclient.sync.reading import read_shared

INTERVAL = 60.0
SOON = 5.0
"""Seconds after a punch or the close of a day."""

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
ALONE_WAIT = 30.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SyncResult:
    """``file``: the shared file of this month. ``written``: records of this terminal that reached the share;
    ``merged``: records that the shared files gained; ``ok``: all that is known can be read back whole;
    ``waiting``: records that have not reached the share."""

    file: Path
    written: int
    merged: int
    ok: bool
    waiting: int
    notices: tuple[Message, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The value that programs are given."""
        return {
            "file": str(self.file),
            "written": self.written,
            "merged": self.merged,
            "ok": self.ok,
            "waiting": self.waiting,
        }


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the window shows of the sync. ``last`` is when it last went well."""

    ok: bool
    waiting: int
    last: datetime | None = None
    problem: Message | None = None
    notices: tuple[Message, ...] = ()


def layout_for(hall: Hall) -> Layout:
    """Where this hall's shared file is. Raises :class:`ShareProblem` when none is set."""
    if not hall.config.shared_file:
        raise ShareProblem(
            Message("No shared file is set."),
            Message("Set storage.shared_file in config.toml; the window works without it too."),
            code="no_shared_file",
        )
    return layout_of(Path(hall.config.shared_file))[0]


def sync_once(hall: Hall, explicit: bool = True) -> SyncResult:
    """Publish what has changed here and bring the shared file up to date.

    ``explicit``: somebody asked, so look at all of the last two months and verify the outcome. Raises
    :class:`ShareProblem` when the share is away, read-only or full, :class:`HomeProblem` when another
    process of this home is syncing.
    """
    layout = layout_for(hall)
    with _alone(hall, explicit):
        try:
            return _sync(hall, layout, explicit)
        except OSError as error:
            raise shared_file.problem(layout.folder, error) from error


@contextmanager
def _alone(hall: Hall, explicit: bool) -> Iterator[None]:
    """One sync at a time in a home; the system frees the lock of a process that was killed."""
    lock = FileLock(hall.home.folder / "sync.lock")
    if not lock.acquire(ALONE_WAIT if explicit else 0, every=0.05):
        raise HomeProblem(
            Message("Another sync of this hall is still running."),
            Message("Wait for it to end and try again."),
            code="home_in_use",
        )
    try:
        yield
    finally:
        lock.release()


def _sync(hall: Hall, layout: Layout, explicit: bool) -> SyncResult:
    terminal.finish_change(hall)
    shared_file.require(layout)
    deemed.accept_due(hall)
    today = hall.clock.today()
    month = f"{today:%Y-%m}"
    months = [f"{first:%Y-%m}" for first in own_records.months(today)]
    touched = {month_of(row.day.isoformat()) for row in summary.unpublished(hall)}
    notices, again = own_segment.examine(hall, layout, sorted({*months, *touched}))
    notices += terminal.settle_window(hall, {m: shared_file.list_segments(layout, m) for m in months}, layout)
    own_records.refresh(hall, own_segment.skew(hall, layout, explicit), full=explicit)
    dirty = again | {month_of(row.day.isoformat()) for row in summary.unpublished(hall)}
    written = sum(own_segment.publish(hall, layout, m) for m in sorted(dirty))
    terminal.remember_place(hall)
    merging = Merging(hall, layout, str(terminal.host_of(hall)), explicit, time.sleep)
    outcomes = [merging.month(m, m == month) for m in sorted({*months, *dirty})]
    notices += [notice for outcome in outcomes for notice in outcome.notices]
    ok = (
        all(_is_whole(hall, layout, m) for m in sorted({month, *dirty}))
        if explicit
        else not any(o.lacking for o in outcomes)
    )
    merged = sum(outcome.gained for outcome in outcomes)
    unique = tuple(dict.fromkeys(notices))
    return SyncResult(layout.month_file(month), written, merged, ok, summary.waiting(hall), unique)


def _is_whole(hall: Hall, layout: Layout, month: str) -> bool:
    """Whether a reader gets all that is known of a month, this terminal's records included."""
    shared = read_shared(layout.file, month, hall.clock)
    if shared.status != "ok":
        return False
    seen = shared.recs
    mine = (own_records.record_of(hall, row) for row in own_records.month_revisions(hall, month))
    return all(seen.get(record.name, -1) >= record.revision for record in mine if record is not None)


def verify(hall: Hall) -> SyncResult:
    """What a sync would report of the share as it is, without changing anything."""
    layout = layout_for(hall)
    month = f"{hall.clock.today():%Y-%m}"
    shared = read_shared(layout.file, month, hall.clock)
    seen = shared.recs
    mine = (own_records.record_of(hall, row) for row in own_records.month_revisions(hall, month) if row.published)
    ok = shared.status == "ok" and all(seen.get(r.name, -1) >= r.revision for r in mine if r is not None)
    return SyncResult(layout.month_file(month), 0, 0, ok, summary.waiting(hall), shared.problems)


class Runner:
    """Syncs again and again on a thread of its own, which ends with the program. ``post`` is called on that
    thread with each :class:`SyncStatus`."""

    def __init__(self, hall: Hall, post: Callable[[SyncStatus], None]) -> None:
        self._hall = hall
        self._post = post
        self._wake = threading.Condition()
        self._due = time.monotonic() + random.uniform(1.0, 3.0)
        self._stopped = False
        self._failures = 0
        self._last: datetime | None = None

    def start(self) -> None:
        """Begin; nothing is done at once, and nothing at all where no shared file is set."""
        if self._hall.config.shared_file:
            threading.Thread(target=self._run, name="sync", daemon=True).start()

    def nudge(self) -> None:
        """Something was done that others wait for: sync in a few seconds."""
        with self._wake:
            self._due = min(self._due, time.monotonic() + SOON)
            self._wake.notify()

    def stop(self) -> None:
        """No further sync; does not wait for one that is running, which may be killed at any moment."""
        with self._wake:
            self._stopped = True
            self._wake.notify()

    def _run(self) -> None:
        try:
            while self._sleep():
                status = self.once()
                # A connection at rest would keep its cache for a minute of doing nothing.
                self._hall.close()
                if not self._stopped:
                    self._post(status)
        finally:
            self._hall.close()

    def _sleep(self) -> bool:
        """Wait until it is time; False when it is time to stop."""
        with self._wake:
            while not self._stopped:
                left = self._due - time.monotonic()
                if left <= 0:
                    return True
                self._wake.wait(left)
        return False

    def once(self) -> SyncStatus:
        """One sync, whatever comes of it, and when the next is due."""
        problem: Message | None = None
        notices: tuple[Message, ...] = ()
        try:
            result = sync_once(self._hall, explicit=False)
            notices = result.notices
        except HallError as error:
            problem = error.message
        except Exception:  # noqa: BLE001 - the thread must live on; the log has the details
            _log.exception("sync")
            problem = Message("The sync failed; the log of the home has the details.")
        self._failures = self._failures + 1 if problem else 0
        if problem is None:
            self._last = self._hall.clock.now()
        with self._wake:
            self._due = time.monotonic() + pause(self._failures)
        return SyncStatus(problem is None, self._waiting(), self._last, problem, notices)

    def _waiting(self) -> int:
        try:
            return summary.waiting(self._hall)
        except Exception:  # noqa: BLE001 - the database is away; the status says so already
            _log.exception("waiting")
            return 0


def pause(failures: int) -> float:
    """Seconds until the next sync, with jitter so that the terminals of a hall do not march in step."""
    if not failures:
        return INTERVAL * random.uniform(0.8, 1.2)
    return float(min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE) * random.uniform(0.8, 1.2))
