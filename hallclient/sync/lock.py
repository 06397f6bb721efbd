"""The courtesy lock of those who rewrite the shared file. Nothing becomes wrong when it is ignored: it only
saves work. One line tells who holds it: terminal, host, process, nonce."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from hallclient.clock import Clock

BREAK_AFTER = 20.0
"""Seconds for which a foreign lock must be seen unchanged, on our own boot clock, before it is broken: clocks
of other machines say nothing."""


class ShareLock:
    """One attempt at the lock. ``remembered`` and ``remember`` keep what was seen of a foreign lock between
    short-lived processes; an empty text forgets."""

    def __init__(
        self,
        path: Path,
        terminal: str,
        host: str,
        clock: Clock,
        remembered: Callable[[], str],
        remember: Callable[[str], None],
    ) -> None:
        self._path = path
        self._clock = clock
        self._remembered = remembered
        self._remember = remember
        self._terminal = terminal
        self._owner = f"{terminal} {host} "
        self._line = f"{self._owner}{os.getpid()} {secrets.token_hex(8)}\n".encode()

    def acquire(self) -> bool:
        """Take the lock if it is free, left over from this very terminal, or dead; never waits.

        Raises :class:`OSError` when the share does not take a new file.
        """
        if self._create():
            return True
        seen = self._look()
        if seen is None:
            return self._create()
        # One sync runs at a time in a home, so a lock of our own is one that a killed process left.
        if seen.startswith(self._owner.encode()) or self._is_dead(seen):
            return self._break(seen) and self._create()
        return False

    def held(self) -> bool:
        """Whether the lock is still ours: somebody may have broken it while we were slow."""
        return self._look() == self._line

    def release(self) -> None:
        """Give it back, unless it is somebody else's by now."""
        if self.held():
            with suppress(OSError):
                self._path.unlink()

    def _create(self) -> bool:
        try:
            with self._path.open("xb") as file:
                file.write(self._line)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            return False
        return True

    def _look(self) -> bytes | None:
        """The lock's bytes, None when it is gone, something that no lock holds when it cannot be read."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            return b"?"

    def _is_dead(self, seen: bytes) -> bool:
        now = self._clock.reading()
        first = self._sighting()
        text = seen.decode("utf-8", "replace")
        if first is not None and (first["line"], first["boot"]) == (text, now.boot):
            unchanged = now.since_boot - first["since_boot"]
            if unchanged >= 0:
                return bool(unchanged >= BREAK_AFTER)
        self._remember(json.dumps({"line": text, "boot": now.boot, "since_boot": now.since_boot}))
        return False

    def _sighting(self) -> dict[str, Any] | None:
        with suppress(ValueError, TypeError, KeyError):
            found = json.loads(self._remembered())
            return {"line": found["line"], "boot": found["boot"], "since_boot": float(found["since_boot"])}
        return None

    def _break(self, seen: bytes) -> bool:
        """Move the dead lock away; of several contenders one succeeds. A live lock that slipped in is put
        back if nobody has taken its place."""
        taken = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}.{self._terminal}.tmp")
        try:
            self._path.rename(taken)
        except OSError:
            return False
        try:
            if taken.read_bytes() == seen:
                return True
            with suppress(OSError):
                os.link(taken, self._path)
            return False
        except OSError:
            return False
        finally:
            self._remember("")
            with suppress(OSError):
                taken.unlink()
