"""Matches of a search in the order of lists: what finds requests holds the day of receipt before the id."""

from peewee import Database, SqliteDatabase

from db import connection, upgrade
from db.queries import grams

CHANGED = (
    ("request_id_tail_id", "request_id_tail_received_on_id", '"id_tail"'),
    ("request_id_number_id", "request_id_number_received_on_id", '"id_number"'),
    ("request_phone_tail_id", "request_phone_tail_received_on_id", '"phone_tail"'),
    ("request_short_number", "request_short_number", 'substr("number", length("number") - 5)'),
)
"""Name of the index before and after, and what it begins with."""


def up(migrator: object, db: Database) -> None:
    with connection.roomy(db):
        for before, after, first in CHANGED:
            db.execute_sql(f"DROP INDEX {before}")
            db.execute_sql(f'CREATE INDEX {after} ON request ({first}, "received_on", "id")')
        _number(db, grams.PLACE, '"received_on", "id"')


def _number(db: Database, place: str, order: str) -> None:
    """Fill the grams anew, with other numbers of their rows."""
    if not isinstance(db, SqliteDatabase):
        return
    db.execute_sql("INSERT INTO request_grams(request_grams) VALUES ('delete-all')")
    rows = db.cursor().execute(f'SELECT {place}, "name" FROM request ORDER BY {order}')
    count = db.execute_sql("SELECT COUNT(*) FROM request").fetchone()[0]
    values = ((row, grams.words(name)) for row, name in upgrade.watched(rows, count))
    db.cursor().executemany("INSERT INTO request_grams(rowid, grams) VALUES (?, ?)", values)


def down(migrator: object, db: Database) -> None:
    with connection.roomy(db):
        for before, after, first in CHANGED:
            db.execute_sql(f"DROP INDEX {after}")
            db.execute_sql(f'CREATE INDEX {before} ON request ({first}, "id")')
        _number(db, '"id"', '"id"')
