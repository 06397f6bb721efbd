"""Triggers that refuse to change what must stay as written, and the grams that names are found by."""

from peewee import Database, SqliteDatabase

FROZEN = ("journal", "notice", "punch")


def _guard_sqlite(db: Database, table: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        db.execute_sql(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _guard_postgres(db: Database, table: str) -> None:
    db.execute_sql(
        # The driver reads %% as one %.
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$ "
        "BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
    )
    db.execute_sql(
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def up(migrator: object, db: Database) -> None:
    sqlite = isinstance(db, SqliteDatabase)
    for table in FROZEN:
        (_guard_sqlite if sqlite else _guard_postgres)(db, table)
    if sqlite:
        # Contentless: single characters and adjacent pairs of the applicant's name (db/queries/grams.py).
        db.execute_sql("CREATE VIRTUAL TABLE request_grams USING fts5(grams, content='', detail=none)")


def down(migrator: object, db: Database) -> None:
    sqlite = isinstance(db, SqliteDatabase)
    for table in FROZEN:
        if sqlite:
            db.execute_sql(f"DROP TRIGGER {table}_no_update")
            db.execute_sql(f"DROP TRIGGER {table}_no_delete")
        else:
            db.execute_sql(f"DROP TRIGGER {table}_frozen ON {table}")
    if sqlite:
        db.execute_sql("DROP TABLE request_grams")
