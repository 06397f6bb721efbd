"""What moves the clocks of a request: excluded time, extension, deferred materials, reasons for being late."""

from peewee import Database, SqliteDatabase

_TEXT = "TEXT NOT NULL DEFAULT ''"
_CODE = "VARCHAR(32) NOT NULL DEFAULT ''"

COLUMNS = (
    ("item", "lapse_basis", _TEXT),
    ("item", "deemed_basis", _TEXT),
    ("request", "lapse_basis", _TEXT),
    ("request", "deemed_basis", _TEXT),
    ("request", "counted_from", "DATE"),
    ("request", "paused_since", "DATE"),
    ("request", "extended_days", "INTEGER NOT NULL DEFAULT 0"),
    ("request", "extension_approver", _TEXT),
    ("request", "extension_on", "DATE"),
    ("request", "extension_document", _TEXT),
    ("request", "overdue_reason", _TEXT),
    ("request", "overdue_by", _CODE),
    ("request", "papers_returned", _TEXT),
    ("request_material", "deferred_until", "DATE"),
    ("request_material", "promised_by", _TEXT),
)


def up(migrator: object, db: Database) -> None:
    for table, column, kind in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{column}" {kind}')
    key = "INTEGER NOT NULL PRIMARY KEY" if isinstance(db, SqliteDatabase) else "SERIAL NOT NULL PRIMARY KEY"
    db.execute_sql(
        f'CREATE TABLE "excluded_period" ("id" {key}, "request_id" INTEGER NOT NULL, '
        '"terminal" VARCHAR(16) NOT NULL, "kind" VARCHAR(24) NOT NULL, "letter" TEXT NOT NULL, '
        '"reason" TEXT NOT NULL, "sent_on" DATE NOT NULL, "result_on" DATE, "started_by" VARCHAR(32) NOT NULL, '
        '"ended_by" VARCHAR(32) NOT NULL, '
        'FOREIGN KEY ("request_id") REFERENCES "request" ("id") ON DELETE CASCADE)'
    )
    db.execute_sql('CREATE INDEX "excludedperiod_request_id" ON "excluded_period" ("request_id")')


def down(migrator: object, db: Database) -> None:
    db.execute_sql('DROP TABLE "excluded_period"')
    for table, column, _ in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
