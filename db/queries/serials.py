"""Serial numbers of a terminal."""

from __future__ import annotations

from peewee import Database

from db.models.serial import Serial


def following(db: Database, terminal: str, series: str, first: int = 1) -> int:
    """The next number of a series, from ``first``; inside the transaction that uses it."""
    key = (Serial.terminal == terminal) & (Serial.series == series)
    rows = list(Serial.select(Serial.last).where(key).tuples().execute(db))
    if not rows:
        Serial.insert(terminal=terminal, series=series, last=first).execute(db)
        return first
    number = max(int(rows[0][0]) + 1, first)
    Serial.update(last=number).where(key).execute(db)
    return number


def at_least(db: Database, terminal: str, series: str, last: int) -> None:
    """Let the series go on behind ``last``, where it has not come so far; inside a transaction."""
    key = (Serial.terminal == terminal) & (Serial.series == series)
    if not list(Serial.select(Serial.id).where(key).tuples().execute(db)):
        Serial.insert(terminal=terminal, series=series, last=last).execute(db)
    else:
        Serial.update(last=last).where(key, Serial.last < last).execute(db)
