"""Serial numbers of a terminal."""

from __future__ import annotations

from peewee import Database

from db import statement
from db.models.serial import Serial

_KEY = '"terminal" = ? AND "series" = ?'


def following(db: Database, terminal: str, series: str, first: int = 1) -> int:
    """The next number of a series, from ``first``; inside the transaction that uses it."""
    key = (terminal, series)
    row = statement.run(db, f'SELECT "last" FROM serial WHERE {_KEY}', key).fetchone()
    if row is None:
        statement.insert(db, Serial, {"terminal": terminal, "series": series, "last": first})
        return first
    number = max(int(row[0]) + 1, first)
    statement.update(db, Serial, {"last": number}, _KEY, key)
    return number


def at_least(db: Database, terminal: str, series: str, last: int) -> None:
    """Let the series go on behind ``last``, where it has not come so far; inside a transaction."""
    key = (Serial.terminal == terminal) & (Serial.series == series)
    if not list(Serial.select(Serial.id).where(key).tuples().execute(db)):
        Serial.insert(terminal=terminal, series=series, last=last).execute(db)
    else:
        Serial.update(last=last).where(key, Serial.last < last).execute(db)
