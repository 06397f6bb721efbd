"""可告知承诺 is a mark of its own: until now what was deferrable allowed both."""

from peewee import Database, SqliteDatabase

TABLES = ("material", "request_material")


def up(migrator: object, db: Database) -> None:
    boolean = "INTEGER NOT NULL DEFAULT 0" if isinstance(db, SqliteDatabase) else "BOOLEAN NOT NULL DEFAULT FALSE"
    for table in TABLES:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "promisable" {boolean}')
        db.execute_sql(f'UPDATE "{table}" SET "promisable" = "deferrable" WHERE "deferrable"')


def down(migrator: object, db: Database) -> None:
    for table in TABLES:
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "promisable"')
