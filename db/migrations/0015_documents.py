"""Documents as issued, the bytes of their forms, every printing, and what waits for its paper.

The prints of notices move to those of all documents.
"""

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    CharField,
    Database,
    DateField,
    ForeignKeyField,
    Model,
    SqliteDatabase,
    TextField,
)


class Request(Model):
    class Meta:
        table_name = "request"


class Document(Model):
    id = CharField(primary_key=True, max_length=64)
    terminal = CharField(max_length=16)
    kind = CharField(max_length=16)
    number = TextField(index=True)
    request = ForeignKeyField(Request, null=True, on_delete="RESTRICT")
    issued_at = BigIntegerField()
    issued_on = DateField(index=True)
    clerk = CharField(max_length=32)
    facts = CharField(max_length=64, default="")
    body = TextField()
    sha256 = CharField(max_length=64)

    class Meta:
        table_name = "document"


class DocumentForm(Model):
    id = AutoField()
    document = ForeignKeyField(Document, on_delete="RESTRICT")
    form = CharField(max_length=16)
    kept_at = BigIntegerField()
    made_with = TextField(default="")
    content = BlobField(null=True)
    sha256 = CharField(max_length=64)

    class Meta:
        table_name = "document_form"
        indexes = ((("document", "form"), True),)


class DocumentPrint(Model):
    id = AutoField()
    document = CharField(max_length=64, index=True)
    printed_at = BigIntegerField()
    staff = CharField(max_length=32)
    form = CharField(max_length=16)
    way = TextField(default="")
    copy = CharField(max_length=16, default="")
    outcome = CharField(max_length=8, default="out")
    words = TextField(default="")

    class Meta:
        table_name = "document_print"


class WaitingPaper(Model):
    document = CharField(primary_key=True, max_length=64)
    terminal = CharField(max_length=16, index=True)
    kind = CharField(max_length=16)
    number = TextField()
    request = CharField(max_length=40, default="")
    since = BigIntegerField()
    problem = TextField(default="")
    job = TextField(default="")

    class Meta:
        table_name = "waiting_paper"


class Notice(Model):
    id = CharField(primary_key=True, max_length=40)

    class Meta:
        table_name = "notice"


class NoticePrint(Model):
    notice = ForeignKeyField(Notice, on_delete="RESTRICT")
    printed_at = BigIntegerField()
    staff = CharField(max_length=32)
    form = CharField(max_length=16)
    words = TextField(default="")

    class Meta:
        table_name = "notice_print"


TABLES = (Document, DocumentForm, DocumentPrint, WaitingPaper)
FROZEN = ("document", "document_form", "document_print")
_MOVE = (
    "INSERT INTO document_print (document, printed_at, staff, form, way, copy, outcome, words) "
    "SELECT notice_id, printed_at, staff, form, 'folder', '', 'out', words FROM notice_print ORDER BY id",
    "INSERT INTO waiting_paper (document, terminal, kind, number, request, since, problem, job) "
    "SELECT n.id, n.terminal, 'notice', n.number, r.number, n.issued_at, '', '' FROM notice AS n "
    "JOIN request AS r ON r.id = n.request_id LEFT JOIN notice_print AS p ON p.notice_id = n.id WHERE p.id IS NULL",
)
_BACK = (
    "INSERT INTO notice_print (notice_id, printed_at, staff, form, words) "
    "SELECT document, printed_at, staff, form, words FROM document_print "
    "WHERE outcome = 'out' AND document IN (SELECT id FROM notice) ORDER BY id"
)


class NoticeUnprinted(Model):
    notice = ForeignKeyField(Notice, primary_key=True, on_delete="CASCADE")
    terminal = CharField(max_length=16, index=True)

    class Meta:
        table_name = "notice_unprinted"


_TRIGGERS = (
    ("notice_waits", "notice", "INSERT INTO notice_unprinted (notice_id, terminal) VALUES (NEW.id, NEW.terminal); "),
    ("notice_printed", "notice_print", "DELETE FROM notice_unprinted WHERE notice_id = NEW.notice_id; "),
)
"""What kept the notices without print (0007); ``waiting_paper`` does it for all documents."""


def _drop_triggers(db: Database) -> None:
    for name, table, _ in _TRIGGERS:
        if isinstance(db, SqliteDatabase):
            db.execute_sql(f"DROP TRIGGER {name}")
        else:
            db.execute_sql(f"DROP TRIGGER {name} ON {table}")
            db.execute_sql(f"DROP FUNCTION {name}()")


def _add_triggers(db: Database) -> None:
    for name, table, does in _TRIGGERS:
        if isinstance(db, SqliteDatabase):
            db.execute_sql(f"CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN {does}END")
        else:
            db.execute_sql(
                f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {does}RETURN NULL; END $$ LANGUAGE plpgsql"
            )
            db.execute_sql(f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def up(migrator: object, db: Database) -> None:
    _drop_triggers(db)
    with db.bind_ctx((Request, *TABLES)):
        db.create_tables(TABLES, safe=False)
    for sql in _MOVE:
        db.execute_sql(sql)
    db.execute_sql("DROP TABLE notice_unprinted")
    db.execute_sql("DROP TABLE notice_print")
    for table in FROZEN:
        if isinstance(db, SqliteDatabase):
            for verb in ("UPDATE", "DELETE"):
                db.execute_sql(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        else:
            # The function was made with the first guards.
            db.execute_sql(
                f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )


def down(migrator: object, db: Database) -> None:
    """Prints of notices go back to where they were; other documents are gone."""
    for table in FROZEN:
        if isinstance(db, SqliteDatabase):
            db.execute_sql(f"DROP TRIGGER {table}_no_update")
            db.execute_sql(f"DROP TRIGGER {table}_no_delete")
        else:
            db.execute_sql(f"DROP TRIGGER {table}_frozen ON {table}")
    with db.bind_ctx((Notice, NoticePrint, NoticeUnprinted)):
        db.create_tables((NoticePrint, NoticeUnprinted), safe=False)
    db.execute_sql(_BACK)
    db.execute_sql(
        "INSERT INTO notice_unprinted (notice_id, terminal) SELECT id, terminal FROM notice "
        "WHERE id NOT IN (SELECT notice_id FROM notice_print)"
    )
    _add_triggers(db)
    with db.bind_ctx((Request, *TABLES)):
        db.drop_tables(TABLES)
