"""An open home: settings, database and clock of one terminal, and the one way to write to it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import peewee

from db import connection
from hallclient.clock import Clock
from hallclient.config import Config, load
from hallclient.errors import Conflict, HomeProblem
from hallclient.file_lock import FileLock
from hallclient.paths import Home
from hallclient.rules.message import Message
from hallclient.services.item_memory import ItemMemory

if TYPE_CHECKING:
    from db.upgrade import Tell
    from hallclient.rules.workdays import WorkCalendar

LOCK_WAIT = 10.0
"""Seconds that a writer waits for the home."""

_CHECKPOINT_EVERY = 200
_log = logging.getLogger(__name__)


@dataclass
class Hall:
    """What services need of the terminal. Not thread-bound: each thread opens its own connection."""

    home: Home
    config: Config
    db: peewee.Database
    clock: Clock
    calendar: WorkCalendar | None = None
    """The stored calendar once read; None after it has changed."""
    items: ItemMemory = field(default_factory=ItemMemory, repr=False)
    _mutex: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _depth: int = 0
    _writes: int = 0
    _file_lock: FileLock | None = None

    @property
    def terminal(self) -> str:
        """Window and installation, so that two machines set to one window never mix."""
        return terminal_id(self.config.window, self.config.installation)

    @property
    def is_file(self) -> bool:
        """Whether the database is a file, and not a server's."""
        return connection.is_sqlite(self.db)

    @property
    def writing(self) -> bool:
        """Whether a transaction is going on, of this thread or another."""
        return bool(self._depth)

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction under the home lock; inside another one it joins it.

        Raises :class:`HomeProblem` when another process keeps the home for 10 s or the disk is full, and
        :class:`Conflict` when a unique key is taken. Nothing is written then.
        """
        with self._mutex:
            if self._depth:
                yield
                return
            with self._locked():
                self._depth += 1
                try:
                    with self.db.atomic():
                        yield
                except peewee.IntegrityError as error:
                    _log.warning("refused by the database: %s", error)
                    raise Conflict(
                        Message("The record exists already, or another one holds on to it."),
                        Message("Look again; nothing was changed."),
                    ) from error
                except (peewee.DatabaseError, peewee.InterfaceError) as error:
                    _log.warning("not written", exc_info=error)
                    raise _storage_problem(error) from error
                finally:
                    self._depth -= 1
                self._writes += 1
                if self._writes % _CHECKPOINT_EVERY == 0:
                    # The record is safe already; a log that stays longer is no reason to say it was not.
                    with suppress(peewee.DatabaseError):
                        connection.checkpoint(self.db)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # The mutex of `write` already lets one thread in at a time.
        lock = self._file_lock = self._file_lock or FileLock(self.home.lock)
        try:
            held = lock.acquire(LOCK_WAIT)
        except OSError as error:
            raise _storage_problem(error) from error
        if not held:
            raise HomeProblem(
                Message(
                    "Another program has been writing to this hall for {seconds} seconds.",
                    seconds=int(LOCK_WAIT),
                ),
                Message("Wait for it to end, or end it, and try again; nothing was changed."),
                code="home_in_use",
            )
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The home lock for something that is no transaction; nothing may ``write`` within.

        Raises :class:`HomeProblem` when another process keeps the home for 10 s.
        """
        with self._mutex, self._locked():
            yield

    def checkpoint(self) -> None:
        """Move the write-ahead log into the database file; under the home lock, outside any transaction."""
        with self.alone():
            connection.checkpoint(self.db)

    def copy_to(self, target: Path) -> None:
        """Write a whole copy of the database to a file that must not exist yet (only where it ``is_file``).

        Raises OSError when the file cannot be written; what was begun of it may be left.
        """
        try:
            connection.backup(self.db, target)
        except peewee.DatabaseError as error:
            raise OSError(str(error)) from error

    def close(self) -> None:
        """Close the connection of this thread."""
        if not self.db.is_closed():
            self.db.close()


def terminal_id(window: int, installation: str) -> str:
    """The id that every row leaving this terminal carries."""
    return f"{window:02d}{installation}"


def _storage_problem(error: BaseException) -> HomeProblem:
    texts = []
    cause: BaseException | None = error
    while cause is not None:
        texts.append(str(cause))
        cause = cause.__cause__ or cause.__context__
    whole = " / ".join(texts)
    if "full" in whole or "No space" in whole:
        return HomeProblem(
            Message("The disk is full."),
            Message("Make room on the disk and try again; what is on the screen is still there."),
            code="disk_full",
        )
    return HomeProblem(
        Message("The database cannot be written: {detail}.", detail=str(error)),
        Message("Tell the administrator; nothing was changed."),
        code="database",
    )


def open_hall(home: Home, clock: Clock | None = None, *, new: bool = False, tell: Tell | None = None) -> Hall:
    """Open the hall of ``home`` and bring its database up to this version; ``new`` makes the database. Where
    that takes minutes, ``tell`` is told at once and again how much of it is done, from 0 to 1.

    Raises :class:`HomeProblem`: no home, settings that do not hold, a database that is missing, of a newer
    version, or cannot be read.
    """
    config = load(home.config)
    if not new and not config.database and not home.database.exists():
        raise HomeProblem(
            Message("The database {file} is missing.", file=str(home.database)),
            Message(
                "Bring back the last good copy from {folder} with “hallclient restore FILE”.",
                folder=str(home.backups),
            ),
            code="database",
        )
    hall = Hall(home, config, connect(home, config), clock or clock_of(home, config))
    try:
        bring_up_to_date(hall, tell)
    except BaseException:
        hall.close()
        raise
    return hall


def clock_of(home: Home, config: Config) -> Clock:
    """The clock in the zone of the settings. Raises :class:`HomeProblem` for a zone that is not known."""
    try:
        return Clock(config.zone)
    except (KeyError, ValueError, OSError) as error:
        what = Message("the time zone “{zone}” is not known", zone=config.zone)
        raise HomeProblem(
            Message("The settings file {file} cannot be used: {what}.", file=str(home.config), what=what),
            Message("Give a name such as Asia/Shanghai, or leave it empty for the machine's own."),
            code="bad_config",
        ) from error


def bring_up_to_date(hall: Hall, tell: Tell | None) -> None:
    """Apply what the database lacks of this version. Raises :class:`HomeProblem` where it is of a newer one."""
    try:
        if connection.pending_migrations(hall.db):
            with hall._locked():
                connection.migrate(hall.db, tell)
    except connection.NewerDatabase as error:
        raise HomeProblem(
            Message("The database was made by a newer version of the program ({names}).", names=str(error)),
            Message("Install the newer version; nothing was changed."),
            code="newer_database",
        ) from error
    except peewee.DatabaseError as error:
        remedy = Message(
            "Bring back the last good copy from {folder} with “hallclient restore FILE”.",
            folder=str(hall.home.backups),
        )
        if not connection.is_sqlite(hall.db):
            remedy = Message("Check that the database server runs and that the settings name it rightly.")
        raise HomeProblem(
            Message("The database cannot be opened: {detail}.", detail=str(error).strip()), remedy, code="database"
        ) from error


def connect(home: Home, config: Config, *, read_only: bool = False) -> peewee.Database:
    """The database of ``config``, not opened yet."""
    opened = connection.open_read_only if read_only else connection.open_database
    try:
        return opened(config.database or str(home.database))
    except (connection.UnsupportedUrl, peewee.ImproperlyConfigured) as error:
        raise HomeProblem(
            Message("The database {url} cannot be used.", url=config.database.split("@")[-1]),
            Message("Name an SQLite file or postgresql://user:password@host/name (needs the postgres extra)."),
            code="database",
        ) from error
