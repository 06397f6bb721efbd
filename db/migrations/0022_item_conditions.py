"""What an item says of its conditions, procedure and 一次办好, 全市通办; drafts of edits of an item."""

from peewee import Database, SqliteDatabase

COLUMNS = (
    ("item", "acceptance_conditions", "TEXT NOT NULL DEFAULT ''"),
    ("item", "procedure", "TEXT NOT NULL DEFAULT ''"),
    ("item", "done_once", ""),
    ("item", "citywide", ""),
    ("draft", "subject", "VARCHAR(40) NOT NULL DEFAULT ''"),
)


def up(migrator: object, db: Database) -> None:
    mark = "INTEGER NOT NULL DEFAULT 0" if isinstance(db, SqliteDatabase) else "BOOLEAN NOT NULL DEFAULT FALSE"
    for table, name, sql in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {sql or mark}')


def down(migrator: object, db: Database) -> None:
    """Drafts that only this version knows go with their column."""
    db.execute_sql("DELETE FROM draft WHERE subject <> ''")
    for table, name, _ in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{name}"')
