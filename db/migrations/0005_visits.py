"""Visits with their spans; on a request how it was received, who stood there, and how its result was handed out."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    Database,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)


class Visit(Model):
    terminal = CharField(max_length=16)
    day = DateField()
    window = IntegerField()
    queue = CharField(max_length=16, default="")
    staff = CharField(max_length=32)
    arrived_at = BigIntegerField()
    left_at = BigIntegerField(null=True)
    outcome = CharField(max_length=16, default="")
    green = TextField(default="")

    class Meta:
        table_name = "visit"
        indexes = ((("day", "window"), False), (("left_at", "terminal"), False))


class VisitSpan(Model):
    terminal = CharField(max_length=16)
    visit = ForeignKeyField(Visit, column_name="visit", on_delete="CASCADE")
    kind = CharField(max_length=16)
    staff = CharField(max_length=32)
    window = IntegerField()
    began_at = BigIntegerField(index=True)
    ended_at = BigIntegerField(null=True)
    reason = TextField(default="")
    void = BooleanField(default=False)
    resumed = BooleanField(default=False)

    class Meta:
        table_name = "visit_span"


class VisitRequest(Model):
    visit = ForeignKeyField(Visit, column_name="visit", on_delete="CASCADE")
    request = IntegerField()
    purpose = CharField(max_length=16)

    class Meta:
        table_name = "visit_request"
        indexes = ((("request", "visit", "purpose"), True),)


TABLES = (Visit, VisitSpan, VisitRequest)

_WORDS = "VARCHAR({}) NOT NULL DEFAULT ''"
_TEXT = "TEXT NOT NULL DEFAULT ''"
COLUMNS = (
    ("visit", "INTEGER"),
    ("province_number", _WORDS.format(64)),
    ("agent_authority", _WORDS.format(16)),
    ("agent_scope", _TEXT),
    ("agent_until", "DATE"),
    ("no_phone", "BOOLEAN"),
    ("contact_name", _TEXT),
    ("contact_relation", _TEXT),
    ("large_print", "BOOLEAN"),
    ("scribe", _TEXT),
    ("scribe_witness", _TEXT),
    ("signature", _WORDS.format(16)),
    ("signature_reason", _TEXT),
    ("signature_witness", _TEXT),
    ("card", _WORDS.format(16)),
    ("typed_by_hand", "BOOLEAN"),
    ("paper_serial", _WORDS.format(64)),
    ("entered_by", _WORDS.format(32)),
    ("entered_at", "BIGINT"),
    ("delivered_way", _WORDS.format(16)),
    ("delivered_id", _TEXT),
    ("delivered_number", _TEXT),
    ("delivered_signed", _WORDS.format(16)),
)


def _type(sql: str, sqlite: bool) -> str:
    if sql == "BOOLEAN":
        return "INTEGER NOT NULL DEFAULT 0" if sqlite else "BOOLEAN NOT NULL DEFAULT FALSE"
    return "INTEGER" if sqlite and sql == "BIGINT" else sql


def up(migrator: object, db: Database) -> None:
    sqlite = isinstance(db, SqliteDatabase)
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    for name, sql in COLUMNS:
        # A default of the table makes this a change of its description only, however many rows there are.
        db.execute_sql(f"ALTER TABLE request ADD COLUMN {name} {_type(sql, sqlite)}")
    db.execute_sql(f"ALTER TABLE item ADD COLUMN in_person {_WORDS.format(16)}")
    db.execute_sql("CREATE INDEX request_province_number ON request (province_number) WHERE province_number <> ''")


def down(migrator: object, db: Database) -> None:
    db.execute_sql("DROP INDEX request_province_number")
    db.execute_sql("ALTER TABLE item DROP COLUMN in_person")
    for name, _ in reversed(COLUMNS):
        db.execute_sql(f"ALTER TABLE request DROP COLUMN {name}")
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
