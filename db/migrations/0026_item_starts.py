"""An index of the items that have a prepared version: each request that is received looks whether one has begun."""

from peewee import Database


def up(migrator: object, db: Database) -> None:
    db.execute_sql('CREATE INDEX item_next_starts ON item ("next_starts") WHERE "next_starts" IS NOT NULL')


def down(migrator: object, db: Database) -> None:
    db.execute_sql("DROP INDEX item_next_starts")
