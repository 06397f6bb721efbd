"""A lock between processes: a file that the system locks, and frees when its holder ends however that happens.

The file stays open and stays where it is, so that taking the lock is one call of the system: a record at the counter
takes it every time. A library for it (filelock, portalocker) opens, examines and closes the file each time, which is
a tenth of such a record, and weighs 2 to 3 MiB at every desk.
"""

from __future__ import annotations

import errno
import os
import sys
import time
import weakref
from pathlib import Path

_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""How a system says that somebody else holds it."""


class FileLock:
    """One holder at a time, of all that use the same ``path``. Not reentrant, and not for several threads at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1
        self._closing: weakref.finalize[..., FileLock] | None = None

    def acquire(self, wait: float, every: float = 0.02) -> bool:
        """Take it; False when somebody else kept it for ``wait`` seconds, looking ``every`` so many seconds.

        Raises OSError when the file cannot be opened, or lies where the system locks nothing.
        """
        until = time.monotonic() + wait
        while not self._take():
            if time.monotonic() >= until:
                return False
            time.sleep(every)
        return True

    def release(self) -> None:
        """Let the next one have it."""
        _unlock(self._file)

    def _take(self) -> bool:
        if self._file < 0:
            self._open()
        try:
            _lock(self._file)
        except OSError as error:
            if error.errno in _HELD:
                return False
            raise
        if self._is_the_file():
            return True
        # Somebody has removed or replaced the file, which has no name any more: who comes now would lock another one.
        self._close()
        return self._take()

    def _open(self) -> None:
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        self._closing = weakref.finalize(self, os.close, self._file)

    def _close(self) -> None:
        if self._closing is not None:
            self._closing()
        self._file = -1

    def _is_the_file(self) -> bool:
        return os.fstat(self._file).st_nlink > 0


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _unlock(file: int) -> None:
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
