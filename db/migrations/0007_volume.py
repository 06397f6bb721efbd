"""Lists and counts at a year's volume: indexes in the order of the lists, and what triggers count beside them."""

from peewee import CharField, CompositeKey, Database, DateField, ForeignKeyField, IntegerField, Model, SqliteDatabase


class Notice(Model):
    id = CharField(primary_key=True, max_length=40)

    class Meta:
        table_name = "notice"


class RequestTally(Model):
    day = DateField()
    window = IntegerField()
    state = CharField(max_length=24)
    n = IntegerField()

    class Meta:
        table_name = "request_tally"
        primary_key = CompositeKey("day", "window", "state")
        indexes = ((("state", "day"), False),)


class NoticeUnprinted(Model):
    notice = ForeignKeyField(Notice, primary_key=True, on_delete="CASCADE")
    terminal = CharField(max_length=16, index=True)

    class Meta:
        table_name = "notice_unprinted"


DROPPED = {
    "request_state_id": '"state", "id"',
    "request_owner_state": '"owner", "state"',
    "request_item_id": '"item", "id"',
    "request_promised_due_id": '"promised_due", "id"',
}

ADDED = {
    "request_state_received_on_id": 'request ("state", "received_on", "id")',
    "request_window_state_received_on_id": 'request ("window", "state", "received_on", "id")',
    "request_owner_state_received_on_id_window": 'request ("owner", "state", "received_on", "id", "window")',
    "request_item_received_on_id": 'request ("item", "received_on", "id")',
    # What most open requests do not have yet costs a new one nothing.
    "request_accepted": 'request ("accepted_on", "window") WHERE "accepted_on" IS NOT NULL',
    "request_closed": 'request ("closed_at", "received_on") WHERE "closed_at" IS NOT NULL',
    "request_decided": 'request ("decided_at", "received_on") WHERE "decided_at" IS NOT NULL',
    "request_delivered": 'request ("delivered_at", "received_on") WHERE "delivered_at" IS NOT NULL',
    "request_due": (
        'request ("state", "received_on", "id") WHERE "promised_due" IS NOT NULL OR "statutory_due" IS NOT NULL'
    ),
    "request_handed_over": 'request ("pending_owner") WHERE "pending_owner" <> \'\'',
    # Window and serial, by which lists show a request (03-0012).
    "request_short_number": 'request (substr("number", length("number") - 5), "id")',
    "notice_number": 'notice ("number")',
    "summary_revision_waiting": 'summary_revision ("terminal") WHERE "published" <> "revision"',
}

_ONE_MORE = (
    'INSERT INTO request_tally ("day", "window", "state", "n") '
    'VALUES (NEW."received_on", NEW."window", NEW."state", 1) '
    'ON CONFLICT ("day", "window", "state") DO UPDATE SET "n" = request_tally."n" + 1; '
)
_OLD = '"day" = OLD."received_on" AND "window" = OLD."window" AND "state" = OLD."state"'
_ONE_LESS = (
    f'UPDATE request_tally SET "n" = "n" - 1 WHERE {_OLD}; DELETE FROM request_tally WHERE {_OLD} AND "n" <= 0; '
)
_MOVED = 'OLD."state" <> NEW."state" OR OLD."received_on" <> NEW."received_on" OR OLD."window" <> NEW."window"'
_WAITS = "INSERT INTO notice_unprinted (notice_id, terminal) VALUES (NEW.id, NEW.terminal); "
_PRINTED = "DELETE FROM notice_unprinted WHERE notice_id = NEW.notice_id; "

TRIGGERS = (
    ("request_tally_add", "request", "INSERT", "", _ONE_MORE),
    ("request_tally_move", "request", 'UPDATE OF "state", "received_on", "window"', _MOVED, _ONE_LESS + _ONE_MORE),
    ("request_tally_remove", "request", "DELETE", "", _ONE_LESS),
    ("notice_waits", "notice", "INSERT", "", _WAITS),
    ("notice_printed", "notice_print", "INSERT", "", _PRINTED),
)
"""Name, table, event, condition and what is done after each row."""


def up(migrator: object, db: Database) -> None:
    tables = (RequestTally, NoticeUnprinted)
    # A count is found in the key itself; PostgreSQL has no such tables.
    RequestTally._meta.without_rowid = isinstance(db, SqliteDatabase)
    with db.bind_ctx((Notice, *tables)):
        db.create_tables(tables, safe=False)
    for name in DROPPED:
        db.execute_sql(f"DROP INDEX {name}")
    for name, columns in ADDED.items():
        db.execute_sql(f"CREATE INDEX {name} ON {columns}")
    db.execute_sql(
        'INSERT INTO request_tally ("day", "window", "state", "n") '
        'SELECT "received_on", "window", "state", COUNT(*) FROM request GROUP BY "received_on", "window", "state"'
    )
    db.execute_sql(
        "INSERT INTO notice_unprinted (notice_id, terminal) SELECT id, terminal FROM notice "
        "WHERE id NOT IN (SELECT notice_id FROM notice_print)"
    )
    for trigger in TRIGGERS:
        (_add_sqlite if isinstance(db, SqliteDatabase) else _add_postgres)(db, *trigger)


def _add_sqlite(db: Database, name: str, table: str, event: str, when: str, does: str) -> None:
    condition = f"WHEN {when} " if when else ""
    db.execute_sql(f"CREATE TRIGGER {name} AFTER {event} ON {table} {condition}BEGIN {does}END")


def _add_postgres(db: Database, name: str, table: str, event: str, when: str, does: str) -> None:
    db.execute_sql(f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {does}RETURN NULL; END $$ LANGUAGE plpgsql")
    condition = f"WHEN ({when}) " if when else ""
    db.execute_sql(
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition}EXECUTE FUNCTION {name}()"
    )


def down(migrator: object, db: Database) -> None:
    for name, table, *_ in TRIGGERS:
        if isinstance(db, SqliteDatabase):
            db.execute_sql(f"DROP TRIGGER {name}")
        else:
            db.execute_sql(f"DROP TRIGGER {name} ON {table}")
            db.execute_sql(f"DROP FUNCTION {name}()")
    for name in ADDED:
        db.execute_sql(f"DROP INDEX {name}")
    for name, columns in DROPPED.items():
        db.execute_sql(f"CREATE INDEX {name} ON request ({columns})")
    with db.bind_ctx((Notice, RequestTally, NoticeUnprinted)):
        db.drop_tables((RequestTally, NoticeUnprinted))
