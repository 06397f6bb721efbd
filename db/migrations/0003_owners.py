"""Parts of joint matters, authorisations with number and term, refusals as a list, corrected intakes, hand-over to a
window or department, and where an applicant was guided to."""

from peewee import BigIntegerField, CharField, Database, DateField, ForeignKeyField, Model, SqliteDatabase, TextField


class Request(Model):
    class Meta:
        table_name = "request"


class RequestTask(Model):
    terminal = CharField(max_length=16)
    request = ForeignKeyField(Request, on_delete="CASCADE")
    department = TextField()
    owner = CharField(max_length=32)
    due_on = DateField(null=True)
    state = CharField(max_length=16, default="open")
    words = TextField(default="")
    opened_by = CharField(max_length=32)
    opened_at = BigIntegerField()
    finished_by = CharField(max_length=32, default="")
    finished_at = BigIntegerField(null=True)

    class Meta:
        table_name = "request_task"
        indexes = ((("owner", "state"), False),)


class RequestOriginal(Model):
    terminal = CharField(max_length=16)
    request = ForeignKeyField(Request, on_delete="RESTRICT")
    action = CharField(max_length=32)
    staff = CharField(max_length=32)
    at = BigIntegerField()
    reason = TextField()
    body = TextField()

    class Meta:
        table_name = "request_original"


class Refusal(Model):
    terminal = CharField(max_length=16)
    request = ForeignKeyField(Request, on_delete="CASCADE")
    at = BigIntegerField(index=True)
    staff = CharField(max_length=32)
    action = CharField(max_length=32)
    words = TextField(default="")
    authorisation = CharField(max_length=64, default="")

    class Meta:
        table_name = "refusal"


class Authorisation(Model):
    staff = CharField(max_length=32, index=True)
    department = TextField()
    number = CharField(max_length=64, default="")
    items = TextField(default="")
    valid_from = DateField()
    expires = DateField(null=True)
    granted_by = CharField(max_length=32)
    granted_at = BigIntegerField()
    revoked_at = BigIntegerField(null=True)

    class Meta:
        table_name = "authorisation"


TABLES = (RequestTask, RequestOriginal, Refusal, Authorisation)

REQUEST_COLUMNS = (
    ("pending_window", "INTEGER"),
    ("pending_department", "TEXT NOT NULL DEFAULT ''"),
    ("handed_by", "VARCHAR(32) NOT NULL DEFAULT ''"),
    ("guided", "TEXT NOT NULL DEFAULT ''"),
    ("above", "TEXT NOT NULL DEFAULT ''"),
    ("authorisation", "VARCHAR(64) NOT NULL DEFAULT ''"),
)

# What was refused before: from the journal, whose entries name the action and, for decisions, the result.
_TAKE_OVER = """
INSERT INTO refusal (terminal, request_id, at, staff, action, words, authorisation)
SELECT r.terminal, r.id, j.at, j.staff, j.action, r.result_reason, ''
FROM journal j JOIN request r ON r.number || '@' || r.terminal = j.subject
WHERE j.kind = 'request' AND (j.action IN ('refuse', 'redirect') OR (j.action = 'decide' AND r.result = 'refused'))
ORDER BY j.id
"""


def up(migrator: object, db: Database) -> None:
    with db.bind_ctx((Request, *TABLES)):
        db.create_tables(TABLES, safe=False)
    for name, kind in REQUEST_COLUMNS:
        db.execute_sql(f'ALTER TABLE request ADD COLUMN "{name}" {kind}')
    db.execute_sql("ALTER TABLE item ADD COLUMN \"departments\" TEXT NOT NULL DEFAULT '[]'")
    # Requests on their way to a window or a department: few at any time.
    db.execute_sql(
        'CREATE INDEX request_pending_window ON request ("pending_window") WHERE pending_window IS NOT NULL'
    )
    db.execute_sql(
        "CREATE INDEX request_pending_department ON request (\"pending_department\") WHERE pending_department <> ''"
    )
    db.execute_sql(_TAKE_OVER)
    if isinstance(db, SqliteDatabase):
        for verb in ("UPDATE", "DELETE"):
            db.execute_sql(
                f"CREATE TRIGGER request_original_no_{verb.lower()} BEFORE {verb} ON request_original "
                "BEGIN SELECT RAISE(ABORT, 'request_original is append-only'); END"
            )
    else:
        db.execute_sql(
            "CREATE TRIGGER request_original_frozen BEFORE UPDATE OR DELETE ON request_original "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def down(migrator: object, db: Database) -> None:
    for name in ("request_pending_window", "request_pending_department"):
        db.execute_sql(f"DROP INDEX {name}")
    with db.bind_ctx((Request, *TABLES)):
        db.drop_tables(TABLES)
    for name, _ in REQUEST_COLUMNS:
        db.execute_sql(f'ALTER TABLE request DROP COLUMN "{name}"')
    db.execute_sql('ALTER TABLE item DROP COLUMN "departments"')
