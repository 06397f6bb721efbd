"""Writing a file whole or not at all. The one place where papers, exports and backups reach the disk."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from hallclient.errors import HallError
from hallclient.rules.message import Message


@contextmanager
def write_atomically(path: Path) -> Iterator[BinaryIO]:
    """A binary file that becomes ``path`` when the block ends well; otherwise ``path`` stays as it was.

    The bytes go to a hidden file in the same folder, are forced to the disk and then take the name at once,
    so that a power cut leaves the old file or the new one. Missing folders are made. Raises
    :class:`HallError` (code ``not_written``) when the system refuses: disk full, read-only, open elsewhere.
    """
    temporary = path.with_name(f".{path.name[:40]}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        settle(path.parent)
    except OSError as error:
        raise not_written(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def save(path: Path, text: str) -> Path:
    """Write ``text`` to ``path`` as UTF-8, line ends untouched; gives the absolute path. Raises as above."""
    return save_bytes(path, text.encode("utf-8"))


def save_bytes(path: Path, content: bytes) -> Path:
    """Write ``content`` to ``path``; gives the absolute path. Raises as above."""
    with write_atomically(path) as file:
        file.write(content)
    return path.absolute()


def not_written(path: Path, error: OSError) -> HallError:
    """The sentence for a file that could not be written, with the system's reason."""
    return HallError(
        Message("The file {path} could not be written: {reason}.", path=path, reason=error.strerror or str(error)),
        Message("Check the folder, its free space and whether another program has the file open."),
        code="not_written",
    )


def settle(folder: Path) -> None:
    """Force the folder's own entry to the disk, where the system has such a thing (not on Windows)."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
