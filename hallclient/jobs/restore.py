"""Bringing a backup of the database back into its home; what was there before is kept beside the other backups."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hallclient.errors import BadInput, HomeProblem
from hallclient.files import settle
from hallclient.jobs.backup import back_up
from hallclient.paths import Home
from hallclient.rules.message import Message
from hallclient.services import accounts, restoring
from hallclient.services.hall import Hall
from hallclient.services.restoring import Missing, Who

if TYPE_CHECKING:
    from db.upgrade import Tell

_PARTS = ("", "-wal", "-shm")
"""What belongs to an SQLite database: the file, its log, the index of the log."""


@dataclass(frozen=True, slots=True)
class Restored:
    """``kept``: where the database from before is, None where there was none. ``missing``: what the copy does not
    have of it, None where that cannot be told."""

    file: Path
    kept: Path | None
    entries: int
    missing: Missing | None


def restore(home: Home, file: Path, who: Who, tell: Tell | None = None) -> Restored:
    """Put the copy in the place of the home's database.

    ``who`` asks for the administrator by the staff list of the home, or of the copy where the home's own cannot be
    read. Raises :class:`BadInput` for a file that is no whole copy of this hall, :class:`HomeProblem` for one of a
    newer version, or where another process holds the home. The home is as it was then.
    """
    config = restoring.settings_of(home)
    target = restoring.file_of(home, config)
    _demand_file(file, target)
    hall = restoring.present(home, tell)
    try:
        actor = accounts.demand(who(hall), "administer") if hall is not None else None
        with _draft(file, target) as draft, closing(restoring.open_copy(home, config, draft, tell)) as copy:
            actor = actor or accounts.demand(who(copy), "administer")
            with copy.alone():
                missing = restoring.missing_in(copy, hall) if hall is not None else None
                entries = restoring.prepare(copy, hall, actor, _digest(file))
                kept = _swap(copy, hall, target, draft)
        return Restored(file.absolute(), kept, entries, missing)
    finally:
        if hall is not None:
            hall.close()


def _demand_file(file: Path, target: Path) -> None:
    if not file.is_file():
        raise BadInput(
            Message("There is no file {file}.", file=str(file)), Message("Copies lie in the home's folder backups.")
        )
    if target.exists() and file.samefile(target):
        raise BadInput(
            Message("{file} is the database of this home itself.", file=str(file)), Message("Name a copy of it.")
        )


@contextmanager
def _draft(file: Path, target: Path) -> Iterator[Path]:
    """The copy copied beside the database, so that the file of the backup stays as it is whatever happens."""
    draft = target.with_name(f".{target.name}.restoring")
    try:
        _remove(draft)
        # What a program that was killed had not moved into the file yet lies in its log.
        for part in ("", "-wal"):
            if Path(f"{file}{part}").exists():
                shutil.copyfile(f"{file}{part}", f"{draft}{part}")
        yield draft
    except OSError as error:
        raise HomeProblem(
            Message("The copy {file} cannot be brought back: {detail}.", file=str(file), detail=str(error)),
            Message("Check the file, the folder of the home and its free space; the database is as it was."),
            code="not_written",
        ) from error
    finally:
        with suppress(OSError):
            _remove(draft)


def _remove(database: Path) -> None:
    for part in _PARTS:
        Path(f"{database}{part}").unlink(missing_ok=True)


def _swap(copy: Hall, hall: Hall | None, target: Path, draft: Path) -> Path | None:
    """The copy takes the place of the database; gives where that is kept."""
    if hall is not None:
        # Page by page, so that programs that have the database open see a change and no other file.
        kept = back_up(hall)
        restoring.take_place(copy, hall)
        return kept
    restoring.settle(copy)
    name = f"damaged-{copy.clock.now():%Y%m%d-%H%M%S}.db"
    moved = _set_aside(target, copy.home.backups / name)
    try:
        draft.replace(target)
        settle(target.parent)
    except OSError:
        for old, new in moved:
            new.replace(old)
        raise
    return moved[0][1] if moved else None


def _set_aside(target: Path, kept: Path) -> list[tuple[Path, Path]]:
    """Move a database that cannot be read; gives from where to where."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    pairs = [(Path(f"{target}{part}"), Path(f"{kept}{part}")) for part in _PARTS]
    moved = [(old, new) for old, new in pairs if old.exists()]
    for old, new in moved:
        old.replace(new)
    return moved


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
