"""On a request how the receipt of its one-time notice was signed for."""

from peewee import Database

COLUMNS = (
    ("notice_signature", "VARCHAR(16) NOT NULL DEFAULT ''"),
    ("notice_signature_reason", "TEXT NOT NULL DEFAULT ''"),
    ("notice_signature_witness", "TEXT NOT NULL DEFAULT ''"),
)


def up(migrator: object, db: Database) -> None:
    for name, sql in COLUMNS:
        db.execute_sql(f"ALTER TABLE request ADD COLUMN {name} {sql}")


def down(migrator: object, db: Database) -> None:
    for name, _ in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE request DROP COLUMN {name}")
