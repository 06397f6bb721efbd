"""Keeping drivers out that a hall does not use. Imports nothing itself."""

from __future__ import annotations

import sys

_DRIVERS = ("psycopg2", "psycopg", "psycopg2cffi")


def import_peewee(url: str) -> None:
    """Import Peewee for the database of ``url`` (empty: an SQLite file).

    Peewee imports every PostgreSQL driver that is installed: 20 ms and 5 MiB that a counter with an SQLite file
    need not pay. Where Peewee is imported already, or the database is PostgreSQL, nothing is kept out.
    """
    if "peewee" in sys.modules:
        return
    postgres = url.startswith(("postgres:", "postgresql:"))
    kept_out = [] if postgres else [name for name in _DRIVERS if name not in sys.modules]
    for name in kept_out:
        sys.modules[name] = None  # type: ignore[assignment]  # makes the import fail
    try:
        import peewee  # noqa: F401
    finally:
        for name in kept_out:
            del sys.modules[name]
