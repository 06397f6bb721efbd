"""The files of the share: reading, publishing a segment, replacing the shared file.

Nothing here makes the share's own folder or takes a lock. A file is always written under a fresh hidden name,
forced to the disk, and then given its name at once; a network share may refuse that for a moment, hence the
retries. Raises :class:`ShareProblem`.
"""

from __future__ import annotations

import errno
import os
import random
import secrets
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from hallclient.errors import ShareProblem
from hallclient.files import settle
from hallclient.rules.message import Message
from hallclient.sync import lines
from hallclient.sync.layout import Layout, Listing, listing_of
from hallclient.sync.lines import DAMAGED, MISSING, Parsed

KEPT_SEGMENTS = 2
"""A reader that has just listed the folder still finds what it saw."""

READ_WAITS = (0.015, 0.03, 0.06, 0.12)
"""Seconds between the five attempts of a reader."""

REPLACE_WAITS = tuple(0.01 * 2**n for n in range(7))
"""Seconds between the eight attempts to replace a file."""

_LAST_LINE = 512
"""An end line is shorter than this."""

_FINAL = frozenset({errno.ENOSPC, errno.EROFS, errno.ENAMETOOLONG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def is_there(layout: Layout) -> bool:
    """Whether the share is there: its mark is, which an empty mount point or a local folder has not."""
    try:
        return layout.mark.is_file()
    except OSError:
        return False


def require(layout: Layout) -> None:
    """Raise :class:`ShareProblem` unless the share is there."""
    if is_there(layout):
        return
    if not layout.folder.is_dir():
        raise ShareProblem(
            Message("The shared folder {folder} is not there.", folder=str(layout.folder)),
            Message("Connect the network folder, or correct the path of the shared file in config.toml."),
            code="no_share",
        )
    raise ShareProblem(
        Message("The folder {folder} is not marked as the hall's share.", folder=str(layout.folder)),
        Message("Connect the network folder; if it is the right one and new, put an empty file hallclient.id there."),
        code="no_share",
    )


def init_share(file: Path) -> bool:
    """Mark the folder of a shared file as the hall's share; False where the folder is not there.

    A mark that exists stays. Raises :class:`ShareProblem` where the folder cannot be written.
    """
    layout = Layout(file)
    if not layout.folder.is_dir():
        return False
    try:
        with layout.mark.open("xb") as mark:
            mark.write(f"{secrets.token_hex(8)}\n".encode())
            mark.flush()
            os.fsync(mark.fileno())
    except FileExistsError:
        return True
    except OSError as error:
        raise problem(layout.folder, error) from error
    return True


def names(folder: Path) -> tuple[str, ...]:
    """The names in a folder; none where it is not there. Raises :class:`ShareProblem`."""
    try:
        return tuple(sorted(os.listdir(folder)))  # noqa: PTH208 - names are all that is needed
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise problem(folder, error) from error


def list_segments(layout: Layout, month: str) -> Listing:
    """The segments of a month."""
    return listing_of(names(layout.segments(month)))


def read_bytes(path: Path) -> bytes | None:
    """The bytes of a file, None where it is not there. A file above the limit is not read: its first bytes
    are given, which cannot be verified. Raises :class:`OSError`."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            return file.read(lines.LIMIT + 1 if size <= lines.LIMIT else 1)
    except FileNotFoundError:
        return None


def read_ends(path: Path) -> tuple[bytes, bytes]:
    """The first and the last line of a file, empty where there is none. Raises :class:`OSError`."""
    try:
        with path.open("rb") as file:
            first = file.readline(lines.LIMIT)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _LAST_LINE))
            return first.rstrip(b"\n"), file.read().rstrip(b"\n").rsplit(b"\n", 1)[-1]
    except FileNotFoundError:
        return b"", b""


def read(path: Path, listed: Iterable[str] | None = None) -> Parsed:
    """Read and verify a file. What is not found, not readable or damaged is tried five times, since a network
    share may be between two states. ``listed`` are the names of the folder where they are known: a file that
    is not among them is not tried again. Raises :class:`OSError` when it cannot be read at all."""
    waits = READ_WAITS if listed is None or path.name in listed else ()
    for wait in (*waits, None):
        try:
            data = read_bytes(path)
        except OSError:
            if wait is None:
                raise
        else:
            found = MISSING if data is None else lines.parse(data) if data else DAMAGED
            if found.status not in ("missing", "damaged") or wait is None:
                return found
        _pause(wait)
    raise AssertionError("the last attempt returns or raises")


def publish(layout: Layout, month: str, terminal: str, revision: int, data: bytes) -> None:
    """Write a segment under its fresh name and keep the newest two of this terminal.

    The folders ``seg`` and ``seg/<month>`` are made inside a share that is there. Raises
    :class:`ShareProblem`.
    """
    require(layout)
    folder = layout.segments(month)
    target = layout.segment(month, terminal, revision)
    try:
        for made in (folder.parent, folder):
            with suppress(FileExistsError):
                made.mkdir()
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        _write_fresh(folder, target, terminal, data)
    except OSError as error:
        raise problem(layout.folder, error) from error
    _prune(layout, month, terminal)


def replace(layout: Layout, target: Path, terminal: str, data: bytes, still: Callable[[], bool]) -> bool:
    """Put ``data`` in the place of ``target``; ``still`` is asked at the last moment and may call it off.

    Returns whether it was done. Raises :class:`ShareProblem`.
    """
    try:
        return _write_fresh(layout.folder, target, terminal, data, still)
    except OSError as error:
        raise problem(layout.folder, error) from error


def save_aside(layout: Layout, month: str, time_text: str) -> str:
    """Keep a copy of a damaged shared file before it is replaced; returns its name, empty when the file is
    gone meanwhile. One that is too large to read is moved. Raises :class:`ShareProblem`."""
    source = layout.month_file(month)
    target = layout.damaged(month, time_text)
    number = 1
    while target.exists():
        number += 1
        target = layout.damaged(month, f"{time_text}-{number}")
    try:
        if source.stat().st_size > lines.LIMIT:
            source.rename(target)
            return target.name
        data = source.read_bytes()
        with target.open("xb") as file:
            file.write(data)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise problem(layout.folder, error) from error
    return target.name


def measure_skew(layout: Layout, terminal: str, wall: Callable[[], float]) -> int:
    """Seconds by which the file server's clock is ahead of ours, seen on a file made for it. It shows too
    whether the share can be written. Raises :class:`ShareProblem`."""
    probe = _temporary(layout.folder, "skew", terminal)
    try:
        with probe.open("xb") as file:
            file.write(b"\n")
            file.flush()
            os.fsync(file.fileno())
        skew = round(probe.stat().st_mtime - wall())
    except OSError as error:
        raise problem(layout.folder, error) from error
    finally:
        with suppress(OSError):
            probe.unlink()
    return skew


def remove_leftovers(layout: Layout, month: str, terminal: str) -> None:
    """Remove the hidden files that a run of this terminal left when it was killed."""
    for folder in (layout.folder, layout.segments(month)):
        with suppress(OSError, ShareProblem):
            for name in names(folder):
                if name.startswith(".") and name.endswith(f".{terminal}.tmp"):
                    (folder / name).unlink()


def problem(folder: Path, error: OSError) -> ShareProblem:
    """The sentence for what the system said about the share."""
    if error.errno in _FULL:
        return ShareProblem(
            Message("The shared folder {folder} is full.", folder=str(folder)),
            Message("Make room there; this window goes on working and publishes later."),
            code="share_full",
        )
    if error.errno in _READ_ONLY:
        return ShareProblem(
            Message("The shared folder {folder} cannot be written.", folder=str(folder)),
            Message("Ask the administrator for the right to write there; this window goes on working."),
            code="share_read_only",
        )
    return ShareProblem(
        Message(
            "The shared folder {folder} cannot be used: {reason}.",
            folder=str(folder),
            reason=error.strerror or str(error),
        ),
        Message("Check the network connection; this window goes on working and publishes later."),
    )


def _write_fresh(
    folder: Path, target: Path, terminal: str, data: bytes, still: Callable[[], bool] = lambda: True
) -> bool:
    temporary = _temporary(folder, target.name, terminal)
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not still():
            return False
        _rename(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    settle(folder)
    return True


def _temporary(folder: Path, name: str, terminal: str) -> Path:
    return folder / f".{name[:60]}.{secrets.token_hex(4)}.{terminal}.tmp"


def _rename(source: Path, target: Path) -> None:
    for wait in (*REPLACE_WAITS, None):
        try:
            source.replace(target)
            return
        except OSError as error:
            if not source.exists() and target.exists():
                return  # a network share may do it and still report a failure
            if wait is None or error.errno in _FINAL:
                raise
        _pause(wait)


def _prune(layout: Layout, month: str, terminal: str) -> None:
    with suppress(ShareProblem, OSError):
        for revision in list_segments(layout, month).segments.get(terminal, ())[KEPT_SEGMENTS:]:
            layout.segment(month, terminal, revision).unlink()


def _pause(seconds: float | None) -> None:
    if seconds:
        time.sleep(seconds * random.uniform(0.8, 1.2))
