"""Rows that were checked and wait to be stored, in a file that goes with the program: a year's ledger is not kept in
memory, and the hall is locked only while it is written."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Key = tuple[int, str]
"""Moment of receipt (UTC seconds) and item: what a number stands for."""


class Staging:
    """Rows of plain values in the order of the file, each under its number."""

    def __init__(self) -> None:
        # An empty name is a temporary file that nobody else sees and that is gone when it is closed.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("CREATE TABLE staged (id INTEGER PRIMARY KEY, number TEXT UNIQUE, at, item, row)")
        self._db.execute("BEGIN")
        self.count = 0

    def add(self, rows: Iterable[tuple[str, Key, Sequence[Any]]]) -> None:
        """More rows, whose numbers are new."""
        values = [(number, at, item, marshal.dumps(row)) for number, (at, item), row in rows]
        self._db.executemany("INSERT INTO staged (number, at, item, row) VALUES (?, ?, ?, ?)", values)
        self.count += len(values)

    def known(self, numbers: Sequence[str]) -> dict[str, Key]:
        """What those of the numbers stand for that are here already; at most 500 of them."""
        places = ", ".join("?" * len(numbers))
        text = f"SELECT number, at, item FROM staged WHERE number IN ({places})"
        return {number: (at, item) for number, at, item in self._db.execute(text, list(numbers))}

    def parts(self, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows, so many at a time."""
        cursor = self._db.execute("SELECT row FROM staged ORDER BY id")
        while found := cursor.fetchmany(size):
            yield [marshal.loads(row) for (row,) in found]

    def close(self) -> None:
        """Forget everything."""
        self._db.close()
