"""Copies of the database, whole at one moment."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from hallclient.errors import BadInput, HomeProblem
from hallclient.rules.message import Message
from hallclient.services.hall import Hall


def back_up(hall: Hall, out: Path | None = None) -> Path:
    """Write a copy to ``out``, by default into the home's backups; never over a file that is there."""
    if not hall.is_file:
        raise BadInput(Message("A PostgreSQL database is backed up on its server."), Message("Use pg_dump there."))
    target = out or hall.home.backups / f"hall-{hall.clock.now():%Y%m%d-%H%M%S}.db"
    target = target.absolute()
    number = 1
    while out is None and target.exists():
        number += 1
        target = target.with_name(f"hall-{hall.clock.now():%Y%m%d-%H%M%S}-{number}.db")
    if target.exists():
        raise BadInput(
            Message("The file {file} is there already.", file=str(target)), Message("Give another name with --out.")
        )
    # Under a name of its own until it is whole, so that half a copy is never taken for one.
    unfinished = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        hall.copy_to(unfinished)
        _settle(unfinished)
        unfinished.rename(target)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise HomeProblem(
            Message("The copy {file} could not be written: {detail}.", file=str(target), detail=str(error)),
            Message("Check the folder and its free space; the database itself is unharmed."),
            code="not_written",
        ) from error
    return target


def _settle(path: Path) -> None:
    """Force the copy to the disk before it takes its name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
