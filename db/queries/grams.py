"""Finding a name by any of its characters. Full-text grams are SQLite's own; PostgreSQL uses LIKE.

Single characters and adjacent pairs of each name are kept in a contentless FTS5 table, since a trigram
index finds nothing for one or two characters, which is most Chinese names.
"""

from __future__ import annotations

from itertools import pairwise

from peewee import Database

from db.connection import is_sqlite


def add(db: Database, row: int, name: str) -> None:
    """Index the name of a request; in the transaction that inserts it."""
    if is_sqlite(db):
        db.execute_sql("INSERT INTO request_grams(rowid, grams) VALUES (?, ?)", (row, " ".join(_grams(name))))


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
    letters = _letters(text)
    if not letters:
        return []
    if not is_sqlite(db):
        pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found = db.execute_sql(
            "SELECT id FROM request WHERE name LIKE %s ORDER BY id DESC LIMIT %s", (pattern, limit)
        )
    else:
        wanted = [a + b for a, b in pairwise(letters)] or [letters]
        match = " AND ".join(f'"{gram}"' for gram in wanted)
        found = db.execute_sql(
            "SELECT rowid FROM request_grams WHERE grams MATCH ? ORDER BY rowid DESC LIMIT ?", (match, limit)
        )
    return [row[0] for row in found.fetchall()]


def _letters(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _grams(name: str) -> list[str]:
    letters = _letters(name)
    pairs = [a + b for a, b in pairwise(letters)]
    return list(dict.fromkeys([*letters, *pairs]))
