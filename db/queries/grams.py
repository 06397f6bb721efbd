"""Finding a name by any of its characters. Full-text grams are SQLite's own; PostgreSQL uses LIKE.

Single characters and adjacent pairs of each name are kept in a contentless FTS5 table, since a trigram
index finds nothing for one or two characters, which is most Chinese names. A character that is not ASCII is
kept as its hexadecimal number: the tokenizer knows only the characters of the Unicode of its day, and drops
or splits the rare ones of later ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from peewee import Database

from db.connection import is_sqlite


def add(db: Database, row: int, name: str) -> None:
    """Index the name of a request; in the transaction that inserts it."""
    if is_sqlite(db):
        db.execute_sql("INSERT INTO request_grams(rowid, grams) VALUES (?, ?)", (row, " ".join(_grams(name))))


def add_many(db: Database, names: Iterable[tuple[int, str]]) -> None:
    """Index the names (id, name) of many requests; in the transaction that inserts them."""
    if is_sqlite(db):
        rows = ((row, " ".join(_grams(name))) for row, name in names)
        db.cursor().executemany("INSERT INTO request_grams(rowid, grams) VALUES (?, ?)", rows)


def remove(db: Database, row: int, name: str) -> None:
    """Take the old name out before another one is added."""
    if is_sqlite(db):
        db.execute_sql(
            "INSERT INTO request_grams(request_grams, rowid, grams) VALUES ('delete', ?, ?)",
            (row, " ".join(_grams(name))),
        )


def rows_with(db: Database, text: str, limit: int) -> list[int]:
    """Ids of the newest requests whose name contains ``text``, at most ``limit``; may name a few too many,
    which the caller sorts out by looking at the name."""
    found = letters(text)
    if not found:
        return []
    if not is_sqlite(db):
        # Any mark or blank may stand between two letters, as it may for the grams.
        cursor = db.execute_sql(
            "SELECT id FROM request WHERE name ILIKE %s ORDER BY id DESC LIMIT %s", (f"%{'%'.join(found)}%", limit)
        )
    else:
        wanted = [_token(pair) for pair in pairwise(found)] or [_token(found)]
        match = " AND ".join(f'"{gram}"' for gram in wanted)
        cursor = db.execute_sql(
            "SELECT rowid FROM request_grams WHERE request_grams MATCH ? ORDER BY rowid DESC LIMIT ?", (match, limit)
        )
    return [row[0] for row in cursor.fetchall()]


def letters(name: str) -> str:
    """What a name is compared by: its letters and digits, small, without blanks and marks."""
    return "".join(c for c in name.lower() if c.isalnum())


def _grams(name: str) -> list[str]:
    found = letters(name)
    return list(dict.fromkeys([*map(_token, found), *map(_token, pairwise(found))]))


def _token(characters: Iterable[str]) -> str:
    return "x".join(c if c.isascii() else f"{ord(c):x}" for c in characters)
