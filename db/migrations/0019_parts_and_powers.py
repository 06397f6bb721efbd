"""The day named for a part of a joint matter and how its due date is counted; who ended an authorisation, and why;
the law and article that acceptance was refused by."""

from peewee import Database

COLUMNS = (
    ("request_task", "named_due", "DATE"),
    ("request_task", "extended_days", "INTEGER NOT NULL DEFAULT 0"),
    ("request_task", "explanation", "TEXT NOT NULL DEFAULT '[]'"),
    ("authorisation", "revoked_by", "VARCHAR(32) NOT NULL DEFAULT ''"),
    ("authorisation", "revoke_reason", "TEXT NOT NULL DEFAULT ''"),
    ("request", "legal_basis", "TEXT NOT NULL DEFAULT ''"),
)

_NAMED = """UPDATE request_task SET named_due = due_on, extended_days = (
    SELECT request.extended_days FROM request WHERE request.id = request_task.request_id
) WHERE due_on <> (
    SELECT COALESCE(request.promised_due, request.statutory_due)
    FROM request WHERE request.id = request_task.request_id
)"""
"""Another day than the request's was named, or the request's moved on; whatever moves it from now on delays it."""


def up(migrator: object, db: Database) -> None:
    for table, name, sql in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {sql}')
    db.execute_sql(_NAMED)


def down(migrator: object, db: Database) -> None:
    for table, name, _ in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{name}"')
