"""The visit that an evaluation is about: one rating a visit."""

from peewee import Database


def up(migrator: object, db: Database) -> None:
    db.execute_sql("ALTER TABLE evaluation ADD COLUMN visit INTEGER")
    db.execute_sql("CREATE INDEX evaluation_visit ON evaluation (visit)")


def down(migrator: object, db: Database) -> None:
    db.execute_sql("DROP INDEX evaluation_visit")
    db.execute_sql("ALTER TABLE evaluation DROP COLUMN visit")
