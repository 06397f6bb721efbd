"""Versions of items with the day from which each is in force, how papers were handed in, calls about notices."""

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


class ItemVersion(Model):
    item = CharField(max_length=32)
    version = IntegerField()
    starts = DateField(null=True)
    body = TextField()
    search = TextField(default="")
    made_by = CharField(max_length=32, default="")
    made_at = BigIntegerField()

    class Meta:
        table_name = "item_version"
        indexes = ((("item", "version"), True),)


class Notice(Model):
    id = CharField(primary_key=True, max_length=40)

    class Meta:
        table_name = "notice"


class NoticeCall(Model):
    terminal = CharField(max_length=16)
    notice = ForeignKeyField(Notice, on_delete="RESTRICT")
    called_at = BigIntegerField()
    staff = CharField(max_length=32)
    reached = BooleanField()
    words = TextField(default="")

    class Meta:
        table_name = "notice_call"


TABLES = (ItemVersion, NoticeCall)
COLUMNS = (
    ("item", "version", "INTEGER NOT NULL DEFAULT 1"),
    ("item", "starts", "DATE"),
    ("item", "next_starts", "DATE"),
    ("item", "condition_rules", "TEXT NOT NULL DEFAULT '[]'"),
    ("material", "defects", "TEXT NOT NULL DEFAULT '[]'"),
    ("request", "item_version", "INTEGER NOT NULL DEFAULT 0"),
    ("request_material", "handed", "VARCHAR(16) NOT NULL DEFAULT ''"),
)


def up(migrator: object, db: Database) -> None:
    with db.bind_ctx((*TABLES, Notice)):
        db.create_tables(TABLES, safe=False)
    for table, name, sql in COLUMNS:
        # A default of the table makes this a change of its description only, however many rows there are.
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {sql}')
    for verb in ("UPDATE", "DELETE"):
        if isinstance(db, SqliteDatabase):
            db.execute_sql(
                f"CREATE TRIGGER notice_call_no_{verb.lower()} BEFORE {verb} ON notice_call "
                "BEGIN SELECT RAISE(ABORT, 'notice_call is append-only'); END"
            )
    if not isinstance(db, SqliteDatabase):
        db.execute_sql(
            "CREATE TRIGGER notice_call_frozen BEFORE UPDATE OR DELETE ON notice_call "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def down(migrator: object, db: Database) -> None:
    for table, name, _ in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{name}"')
    with db.bind_ctx((*TABLES, Notice)):
        db.drop_tables(TABLES)
