"""Opening the database: an SQLite file by default, PostgreSQL by its URL. The one place that does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import peewee
from peewee import Database, SqliteDatabase

from db import upgrade
from db.upgrade import HISTORY, MIGRATIONS

_PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("mmap_size", 0),
    # KiB; the system keeps the file in memory anyway, and two connections with 2 MiB each weigh on old machines.
    ("cache_size", -1024),
    # Pages: what a record at the counter changes stays in memory until it is committed; pages that went to the log
    # before that would be written twice. No multiple of 256, which SQLite takes for “never”: a ledger would then be
    # kept in memory whole.
    ("cache_spill", 1000),
    # Only the holder of the home lock checkpoints: see `checkpoint`.
    ("wal_autocheckpoint", 0),
)


_ROOMY = -32768
"""KiB, for as long as a year's ledger is stored."""


class NewerDatabase(Exception):
    """The database was made by a newer version of the program."""


class UnsupportedUrl(ValueError):
    """Neither an SQLite file nor a ``postgresql://`` URL."""


def open_database(url: str) -> Database:
    """Connect to ``url``: a file's path, ``sqlite:///PATH`` or ``postgresql://user:password@host/name``.

    SQLite is opened with WAL, synchronous=FULL, foreign keys and immediate transactions, so that a
    confirmed record survives a loss of power and writers wait for each other instead of failing.
    """
    if url.startswith(("postgres://", "postgresql://")):
        return _open_postgres(url)
    if "://" in url and not url.startswith("sqlite:///"):
        raise UnsupportedUrl(url)
    path = url.removeprefix("sqlite:///")
    return SqliteDatabase(path, pragmas=_PRAGMAS, timeout=5, lock_type="IMMEDIATE")


def open_read_only(url: str) -> Database:
    """Connect to ``url`` without bringing anything into being or up to date, for looking only."""
    if "://" in url and not url.startswith("sqlite:///"):
        return open_database(url)
    path = Path(url.removeprefix("sqlite:///")).absolute()
    return SqliteDatabase(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)


def _open_postgres(url: str) -> Database:
    from peewee import PostgresqlDatabase

    parts = urlsplit(url)
    return PostgresqlDatabase(
        unquote(parts.path.lstrip("/")),
        host=parts.hostname,
        port=parts.port or 5432,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        connect_timeout=10,
    )


def is_sqlite(database: Database) -> bool:
    """Whether what is SQLite's own (full-text grams, pragmas, backup) can be used."""
    return isinstance(database, SqliteDatabase)


def pending_migrations(database: Database) -> list[str]:
    """Names of migrations not applied yet; raises :class:`NewerDatabase` when it knows more than we do."""
    known = upgrade.known(MIGRATIONS)
    applied = set()
    if database.table_exists(HISTORY):
        applied = {row[0] for row in database.execute_sql(f"SELECT name FROM {HISTORY}").fetchall()}
    if applied - set(known):
        raise NewerDatabase(", ".join(sorted(applied - set(known))))
    return [name for name in known if name not in applied]


def migrate(database: Database, tell: upgrade.Tell | None = None) -> list[str]:
    """Apply what is pending, each migration and its version row in one transaction. Years of requests take minutes:
    ``tell`` is told how far it has come where there are that many."""
    from playhouse.migrations import Runner

    with upgrade.told(tell if tell is not None and upgrade.is_long(database) else None):
        names: list[str] = Runner(database, str(MIGRATIONS), table_name=HISTORY).up()
    return names


def seen_change(database: Database) -> int | None:
    """A number that is another one once somebody else has written to the database since this connection last looked;
    None where the database does not tell (PostgreSQL)."""
    return int(database.execute_sql("PRAGMA data_version").fetchone()[0]) if is_sqlite(database) else None


def checkpoint(database: Database) -> None:
    """Move the write-ahead log into the file. Only for the holder of the home lock (SQLite before 3.51.3
    can corrupt a log that two connections write and checkpoint at once)."""
    if is_sqlite(database):
        database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


@contextmanager
def roomy(database: Database) -> Iterator[None]:
    """Some memory for the pages of a large transaction, which would go to the disk and back many times without."""
    if not is_sqlite(database):
        yield
        return
    before = database.execute_sql("PRAGMA cache_size").fetchone()[0]
    database.execute_sql(f"PRAGMA cache_size = {_ROOMY}")
    try:
        yield
    finally:
        database.execute_sql(f"PRAGMA cache_size = {before}")


def backup(database: Database, target: Path) -> None:
    """A whole copy at this moment through VACUUM INTO; the file must not exist yet (SQLite only)."""
    database.execute_sql("VACUUM INTO ?", (str(target),))


def overwrite(database: Database, source: Database) -> None:
    """Put what is in ``source`` in the place of what is in ``database``, as one change that programs which have it
    open see like any other; for the holder of the home lock, outside any transaction (SQLite only)."""
    with peewee.__exception_wrapper__:  # type: ignore[attr-defined]  # its stubs do not name it
        source.connection().backup(database.connection())


def is_of_the_program(database: Database) -> bool:
    """Whether this is a database of the program at all; one that was just made is none yet."""
    return database.table_exists(HISTORY) and bool(
        database.execute_sql(f"SELECT COUNT(*) FROM {HISTORY}").fetchone()[0]
    )


def integrity_problem(database: Database) -> str:
    """What SQLite itself finds wrong, empty when nothing."""
    if not is_sqlite(database):
        return ""
    rows = database.execute_sql("PRAGMA integrity_check(1)").fetchall()
    found = str(rows[0][0]) if rows else ""
    return "" if found == "ok" else found
