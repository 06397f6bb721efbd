"""Bringing the shared file up to date: under the courtesy lock, from what could be read whole, and never by
a program that is older than the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from hallclient.rules.message import Message
from hallclient.services import summary
from hallclient.services.hall import Hall
from hallclient.sync import lines, shared_file
from hallclient.sync.layout import Layout
from hallclient.sync.lines import Parsed
from hallclient.sync.lock import ShareLock
from hallclient.sync.reading import Loaded, lasting_problems, load
from hallclient.sync.summary import next_shared

EVERY = 30.0
"""Seconds at least between two rewrites by one terminal, while the shared file is whole."""

LOCK_WAITS = (0.1, 0.2, 0.3, 0.4)
"""Seconds between the attempts of somebody who asked for a sync; others do not wait at all."""

_BUSY = Message("Another terminal is writing the shared file; readers see this window's summary all the same.")
_LOCK_NOTE = "foreign lock"
_MERGED_NOTE = "merged"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``gained``: records that are new or higher in the shared file. ``lacking``: some known record cannot
    be had whole."""

    gained: int = 0
    lacking: bool = False
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Merging:
    """What a merge needs of its sync. ``explicit``: somebody asked for it."""

    hall: Hall
    layout: Layout
    host: str
    explicit: bool
    wait: Callable[[float], None]

    def month(self, month: str, current: bool) -> Outcome:
        """Overlay the shared file of ``month`` with newer segments; ``current``: keep the copy under the
        hall's own name too. Raises :class:`OSError` or :class:`ShareProblem` when the base cannot be read or
        the file cannot be replaced: a base that could not be read is never written over."""
        loaded = self._glance(month) or load(self.layout, month)
        notices = list(lasting_problems(self.layout, month, loaded))
        lacking = bool(loaded.lost or loaded.ahead or loaded.base.status == "newer")
        behind = self._is_behind(loaded)
        if loaded.base.status == "newer" or not (behind or (current and self._copy_differs(month))):
            return Outcome(0, lacking, tuple(notices))
        if loaded.base.whole and not self.explicit and not self._is_time():
            return Outcome(0, lacking, tuple(notices))
        lock = self._lock()
        if not self._acquire(lock):
            notices += [_BUSY] if self.explicit else []
            return Outcome(0, lacking, tuple(notices))
        try:
            gained = self._rewrite(month, lock, notices) if behind else 0
            if current:
                self._copy(month, lock)
        finally:
            lock.release()
        self._remember_time()
        return Outcome(gained, lacking, tuple(notices))

    def _glance(self, month: str) -> Loaded | None:
        """The month by its first and last line alone, when these and the names of the segments say that
        there is nothing to do. A flipped bit in between is found by readers at once, and here at the next
        rewrite or when somebody asks for a sync."""
        if self.explicit:
            return None
        ends = shared_file.read_ends(self.layout.month_file(month))
        header, end = (lines.decode(line) for line in ends)
        if header is None or end is None or header.get("v") != lines.VERSION or end.get("k") != "end":
            return None
        base = Parsed("ok", header)
        listing = shared_file.list_segments(self.layout, month)
        if any(revision > base.src.get(tid, -1) for tid, revision in listing.newest.items()):
            return None
        foreign = self.layout.foreign(shared_file.names(self.layout.folder)) + listing.foreign
        return Loaded(base, listing, foreign=foreign)

    def _lock(self) -> ShareLock:
        return ShareLock(
            self.layout.lock,
            self.hall.terminal,
            self.host,
            self.hall.clock,
            lambda: summary.note(self.hall, _LOCK_NOTE),
            lambda text: summary.set_note(self.hall, _LOCK_NOTE, text),
        )

    @staticmethod
    def _is_behind(loaded: Loaded) -> bool:
        return bool(loaded.segments) or loaded.base.status == "damaged"

    def _acquire(self, lock: ShareLock) -> bool:
        if lock.acquire():
            return True
        for seconds in LOCK_WAITS if self.explicit else ():
            self.wait(seconds)
            if lock.acquire():
                return True
        return False

    def _rewrite(self, month: str, lock: ShareLock, notices: list[Message]) -> int:
        loaded = load(self.layout, month)  # once more, since somebody may have been here before the lock
        if loaded.base.status == "newer" or not self._is_behind(loaded):
            return 0
        note = f"generation {month}"
        seen = summary.note(self.hall, note)
        merged = next_shared(loaded.base, loaded.segments, int(seen) if seen.isdigit() else 0)
        if loaded.base.status == "damaged":
            kept = shared_file.save_aside(self.layout, month, f"{self.hall.clock.now():%Y%m%dT%H%M%S}")
            file = self.layout.month_file(month).name
            notices.append(
                Message(
                    "{file} was damaged and has been built anew; the old one is kept as {kept}.", file=file, kept=kept
                )
            )
        done = shared_file.replace(
            self.layout,
            self.layout.month_file(month),
            self.hall.terminal,
            merged.to_bytes(self.hall.terminal),
            lambda: lock.held() and shared_file.is_there(self.layout),
        )
        if done:
            summary.set_note(self.hall, note, str(merged.generation))
        return merged.gained if done else 0

    def _copy_differs(self, month: str) -> bool:
        """Whether the copy for readers who want one fixed name is not that of the month's file. The header
        tells unless somebody asked: two files of one generation and writer are the same."""
        length = -1 if self.explicit else 4096
        return _start(self.layout, month, length) != _start(self.layout, "", length)

    def _copy(self, month: str, lock: ShareLock) -> None:
        data = shared_file.read_bytes(self.layout.month_file(month))
        if data is not None and data != shared_file.read_bytes(self.layout.file):
            shared_file.replace(self.layout, self.layout.file, self.hall.terminal, data, lock.held)

    def _is_time(self) -> bool:
        now = self.hall.clock.reading()
        try:
            last = json.loads(summary.note(self.hall, _MERGED_NOTE) or "{}")
            return not (last["boot"] == now.boot and 0 <= now.since_boot - last["since_boot"] < EVERY)
        except (ValueError, KeyError, TypeError):
            return True

    def _remember_time(self) -> None:
        now = self.hall.clock.reading()
        text = json.dumps({"boot": now.boot, "since_boot": now.since_boot})
        summary.set_note(self.hall, _MERGED_NOTE, text)


def _start(layout: Layout, month: str, length: int) -> bytes | None:
    path = layout.month_file(month) if month else layout.file
    try:
        with path.open("rb") as file:
            return file.read(length)
    except FileNotFoundError:
        return None
