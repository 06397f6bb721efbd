"""Bringing a copy of the database back: is it whole and this hall's, and what does it lack of the present one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peewee

from db import connection
from db.queries import journal as queries
from db.queries import serials
from hallclient.config import Config, load
from hallclient.errors import BadInput, HomeProblem
from hallclient.paths import Home
from hallclient.rules.message import Message
from hallclient.services import journal
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall, bring_up_to_date, clock_of, open_hall

if TYPE_CHECKING:
    from db.upgrade import Tell

_ANOTHER = Message("Use another copy; nothing was changed.")


@dataclass(frozen=True, slots=True)
class Missing:
    """What the database that is replaced has and the copy has not: entries of the journal, numbers of requests."""

    entries: int = 0
    requests: tuple[str, ...] = ()


def settings_of(home: Home) -> Config:
    """The settings of a home whose database is a file. Raises :class:`BadInput` where a server has it."""
    config = load(home.config)
    if config.database.startswith(("postgres://", "postgresql://")):
        raise BadInput(
            Message("A PostgreSQL database is restored on its server."), Message("Use pg_restore or psql there.")
        )
    return config


def file_of(home: Home, config: Config) -> Path:
    """Where the database of the home lies."""
    return Path(config.database.removeprefix("sqlite:///")) if config.database else home.database


def present(home: Home, tell: Tell | None) -> Hall | None:
    """The hall as it is; None where its database is missing, damaged or of a newer version."""
    if not file_of(home, load(home.config)).exists():
        return None
    try:
        hall = open_hall(home, tell=tell)
    except HomeProblem as problem:
        if problem.code in ("database", "newer_database"):
            return None
        raise
    try:
        if not connection.integrity_problem(hall.db):
            return hall
    except peewee.DatabaseError:
        pass
    hall.close()
    return None


def open_copy(home: Home, config: Config, draft: Path, tell: Tell | None) -> Hall:
    """A hall on ``draft``, a copy that may be written to, brought up to this version.

    Raises :class:`BadInput` where it is no whole database of this hall, :class:`HomeProblem` where it is of a newer
    version of the program.
    """
    own = replace(config, database=str(draft))
    hall = Hall(home, own, connection.open_database(str(draft)), clock_of(home, config))
    try:
        _examine(hall, tell)
    except BaseException:
        hall.close()
        raise
    return hall


def _examine(hall: Hall, tell: Tell | None) -> None:
    try:
        if not connection.is_of_the_program(hall.db):
            raise BadInput(Message("The file is no copy of a hall's database."), _ANOTHER, code="no_copy")
        problem = connection.integrity_problem(hall.db)
    except peewee.DatabaseError as error:
        problem = str(error)
    if problem:
        raise BadInput(Message("The copy is damaged: {detail}.", detail=problem), _ANOTHER, code="damaged")
    bring_up_to_date(hall, tell)
    chain = journal.check(hall)
    if not chain.ok:
        raise BadInput(
            Message("The journal of the copy was changed at entry {entry}.", entry=chain.first_bad),
            _ANOTHER,
            code="damaged",
        )
    code = hall.config.hall_code
    founded = queries.subjects_of(hall.db, "hall", "init")
    if founded and code not in founded and queries.head(hall.db, hall.terminal) is None:
        raise BadInput(
            Message(
                "The copy is of another hall ({codes}); this one is {code}.", codes=", ".join(founded), code=code
            ),
            _ANOTHER,
            code="other_hall",
        )


def missing_in(copy: Hall, hall: Hall) -> Missing | None:
    """What this terminal has recorded since the copy was made; None where the copy is no earlier state of it."""
    last = queries.head(hall.db, hall.terminal)
    before = queries.head(copy.db, hall.terminal)
    if last is None or before is None or queries.hash_of(hall.db, hall.terminal, before[0]) != before[1]:
        return None
    received = queries.subjects_after(hall.db, hall.terminal, before[0], "receive")
    return Missing(last[0] - before[0], tuple(subject.partition("@")[0] for subject in received))


def prepare(copy: Hall, hall: Hall | None, actor: Actor, sha256: str) -> int:
    """Enter the restore into the copy's journal, and let no number that was given out be given out again; under the
    home lock. ``sha256`` is the copy's; gives how many entries there are now."""
    told: dict[str, Any] = {"sha256": sha256, "entries": queries.count(copy.db)}
    with copy.db.atomic():
        if hall is not None:
            for terminal, series, last in serials.every(hall.db):
                serials.at_least(copy.db, terminal, series, last)
            head = queries.head(hall.db, hall.terminal)
            told["replaced"] = {"entries": head[0], "hash": head[1]} if head else None
        journal.record(copy, actor.code, "restore", "hall", copy.config.hall_code, told)
    return queries.count(copy.db)


def take_place(copy: Hall, hall: Hall) -> None:
    """The content of the copy in the place of the hall's; under the home lock. Raises :class:`HomeProblem`."""
    try:
        connection.overwrite(hall.db, copy.db)
        connection.checkpoint(hall.db)
    except peewee.DatabaseError as error:
        raise HomeProblem(
            Message("The database cannot be written: {detail}.", detail=str(error)),
            Message("Tell the administrator; nothing was changed."),
            code="database",
        ) from error


def settle(copy: Hall) -> None:
    """Have all of the copy in its one file, and close it."""
    with closing(copy):
        connection.checkpoint(copy.db)


Who = Callable[[Hall], Actor | None]
"""Asks who acts, by the staff list of a hall."""
