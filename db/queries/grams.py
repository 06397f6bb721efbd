"""Finding a name by any of its characters. Full-text grams are SQLite's own; PostgreSQL uses LIKE.

Single characters and adjacent pairs of each name are kept in a contentless FTS5 table, since a trigram
index finds nothing for one or two characters, which is most Chinese names. A character that is not ASCII is
kept as its hexadecimal number: the tokenizer knows only the characters of the Unicode of its day, and drops
or splits the rare ones of later ones.

The rows of the table are numbered in the order of lists, by day of receipt and id (:func:`place`): a page of
matches, or those of some days, is a piece of the index, however many matches there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from peewee import Database

from db import statement
from db.connection import is_sqlite

_BITS = 32
MASK = (1 << _BITS) - 1
"""What of the number of a row is the id of the request."""
ID = f"request_grams.rowid & {MASK}"
"""The id of the request that a row stands for, in SQL."""

PLACE = f'((CAST(julianday("received_on") - 1721424.5 AS INTEGER) << {_BITS}) | "id")'
"""Of a request, in SQL: what :func:`place` gives."""


def place(day: date, row: int = 0) -> int:
    """The number of a request in the table: the day's (as Python counts them), then the id."""
    return day.toordinal() << _BITS | row


def request_at(number: int) -> tuple[date, int]:
    """Day of receipt and id of the request that a row stands for."""
    return date.fromordinal(number >> _BITS), number & MASK


def add(db: Database, day: date, row: int, name: str) -> None:
    """Index the name of a request by its day of receipt and id; in the transaction that inserts it."""
    if is_sqlite(db):
        db.execute_sql("INSERT INTO request_grams(rowid, grams) VALUES (?, ?)", (place(day, row), words(name)))


def add_many(db: Database, names: Iterable[tuple[int, date, str]]) -> None:
    """Index the names (id, day of receipt, name) of many requests; in the transaction that inserts them."""
    if is_sqlite(db):
        # In order: FTS5 writes out what it has gathered whenever a row comes before the last one.
        rows = sorted((place(day, row), words(name)) for row, day, name in names)
        statement.run_many(db, "INSERT INTO request_grams(rowid, grams) VALUES (?, ?)", rows)


def remove(db: Database, day: date, row: int, name: str) -> None:
    """Take the old name out before another one is added."""
    if is_sqlite(db):
        text = "INSERT INTO request_grams(request_grams, rowid, grams) VALUES ('delete', ?, ?)"
        db.execute_sql(text, (place(day, row), words(name)))


def match(text: str) -> str:
    """What the table is asked for to find the names that contain ``text``; it may find a few too many where there
    are three letters or more, which the caller sorts out by looking at the name."""
    found = _tokens(text)
    wanted = ["x".join(pair) for pair in pairwise(found)] or ["x".join(found)]
    return " AND ".join(f'"{gram}"' for gram in wanted)


def pattern(text: str) -> str:
    """The same for LIKE, on either database: any mark or blank may stand between two letters. A letter of which
    SQLite does not know the other case (two have one that is ASCII) may be anything."""
    return f"%{'%'.join(c for c in letters(text) if c not in 'ik' and (c.isascii() or c == c.upper()))}%"


def letters(name: str) -> str:
    """What a name is compared by: its letters and digits, small, without blanks and marks."""
    return "".join(c for c in name.lower() if c.isalnum())


def words(name: str) -> str:
    """The grams of a name as the table takes them."""
    found = _tokens(name)
    return " ".join(dict.fromkeys([*found, *map("x".join, pairwise(found))]))


def _tokens(name: str) -> list[str]:
    return [c if c.isascii() else f"{ord(c):x}" for c in letters(name)]
