"""Serial numbers of a terminal."""

from __future__ import annotations

from peewee import Database

from db import statement
from db.models.serial import Serial

_NEXT = (
    'INSERT INTO serial ("terminal", "series", "last") VALUES (?, ?, ?) '
    'ON CONFLICT ("terminal", "series") DO UPDATE SET "last" = CASE WHEN serial."last" >= excluded."last" '
    'THEN serial."last" + 1 ELSE excluded."last" END RETURNING "last"'
)


def following(db: Database, terminal: str, series: str, first: int = 1) -> int:
    """The next number of a series, from ``first``; inside the transaction that uses it."""
    return int(statement.run(db, _NEXT, (terminal, series, first)).fetchone()[0])


def at_least(db: Database, terminal: str, series: str, last: int) -> None:
    """Let the series go on behind ``last``, where it has not come so far; inside a transaction."""
    key = (Serial.terminal == terminal) & (Serial.series == series)
    if not list(Serial.select(Serial.id).where(key).tuples().execute(db)):
        Serial.insert(terminal=terminal, series=series, last=last).execute(db)
    else:
        Serial.update(last=last).where(key, Serial.last < last).execute(db)


def every(db: Database) -> list[tuple[str, str, int]]:
    """Terminal, series, and the number that was given out last."""
    return list(Serial.select(Serial.terminal, Serial.series, Serial.last).tuples().execute(db))
