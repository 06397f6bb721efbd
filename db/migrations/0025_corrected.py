"""The day on which a disclosure request was last corrected: its reply is counted anew from there (条例 §30)."""

from peewee import Database


def up(migrator: object, db: Database) -> None:
    db.execute_sql('ALTER TABLE "request" ADD COLUMN "corrected_on" DATE')


def down(migrator: object, db: Database) -> None:
    db.execute_sql('ALTER TABLE "request" DROP COLUMN "corrected_on"')
