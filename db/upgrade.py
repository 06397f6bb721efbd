"""What a new version has to do once to a database that holds years of requests, and how far it has come with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from peewee import Database

MIGRATIONS = Path(__file__).with_name("migrations")
HISTORY = "schema_migration"

MANY = 50_000
"""Requests from which on an upgrade takes long enough to be told of."""

LARGE = 32 * 2**20
"""Bytes below which a file cannot hold so many."""

Tell = Callable[[float], None]
"""Is given what part of the upgrade is done, from 0 to 1."""

_EVERY = 2048
_tell: ContextVar[Tell | None] = ContextVar("tell", default=None)
_Row = TypeVar("_Row")


def known(folder: Path = MIGRATIONS) -> list[str]:
    """Names of the migrations of this version, in order."""
    return sorted(path.stem for path in folder.glob("[0-9]*.py"))


def is_long(database: Database) -> bool:
    """Whether what is pending will take minutes."""
    if not database.table_exists("request"):
        return False
    last = database.execute_sql("SELECT MAX(id) FROM request").fetchone()[0]
    return int(last or 0) > MANY


def is_long_for(file: Path) -> bool:
    """Whether it will for an SQLite file that nobody has opened yet. For the start of the terminal: a file of
    the usual size is not looked into."""
    try:
        if file.stat().st_size < LARGE:
            return False
    except OSError:
        return False
    import sqlite3

    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            applied = {name for (name,) in database.execute(f"SELECT name FROM {HISTORY}")}
            last = database.execute("SELECT MAX(id) FROM request").fetchone()[0]
    except sqlite3.Error:
        # Whoever opens it says what is wrong.
        return False
    return bool(set(known()) - applied) and int(last or 0) > MANY


@contextmanager
def told(tell: Tell | None) -> Iterator[None]:
    """Within it, migrations tell how far they have come."""
    token = _tell.set(tell)
    try:
        if tell is not None:
            tell(0.0)
        yield
        if tell is not None:
            tell(1.0)
    finally:
        _tell.reset(token)


def watched(rows: Iterable[_Row], count: int) -> Iterable[_Row]:
    """The rows, of which there are ``count``, while a migration goes through them; the last part is the commit."""
    tell = _tell.get()
    if tell is None:
        return rows
    return _counted(rows, count + 1, tell)


def _counted(rows: Iterable[_Row], count: int, tell: Tell) -> Iterator[_Row]:
    for done, row in enumerate(rows):
        if done % _EVERY == 0:
            tell(min(0.99, done / count))
        yield row
