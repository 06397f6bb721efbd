"""Shifts, weeks of one's own, settled verdicts with what changed them, reviews, signed months, patrol checks."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    Database,
    DateField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)


class Shift(Model):
    name = CharField(max_length=60)
    from_day = DateField()
    to_day = DateField(null=True)
    spans = TextField()
    kind = CharField(max_length=16, default="ordinary")
    punches = IntegerField(default=4)
    late_grace = IntegerField(default=0)
    early_grace = IntegerField(default=0)
    absent_minutes = IntegerField(default=30)

    class Meta:
        table_name = "shift"
        indexes = ((("name", "from_day"), True),)


class OwnHours(Model):
    staff = CharField(max_length=32, default="")
    from_day = DateField()
    to_day = DateField(null=True)
    weekdays = CharField(max_length=7)
    shift = CharField(max_length=60, default="")
    reason = TextField(default="")

    class Meta:
        table_name = "own_hours"
        indexes = ((("staff", "from_day", "weekdays"), True),)


class SettledDay(Model):
    day = DateField(primary_key=True)
    at = BigIntegerField()

    class Meta:
        table_name = "settled_day"


class HalfDay(Model):
    day = DateField()
    staff = CharField(max_length=32)
    place = IntegerField()
    half = CharField(max_length=8)
    window = IntegerField(null=True)
    first_in = IntegerField(null=True)
    last_out = IntegerField(null=True)
    verdicts = CharField(max_length=64)
    late = IntegerField(default=0)
    early = IntegerField(default=0)
    away = IntegerField(default=0)
    off_post = IntegerField(default=0)
    corrected = BooleanField(default=False)
    suspect = BooleanField(default=False)
    excuse = CharField(max_length=24, default="")

    class Meta:
        table_name = "half_day"
        indexes = ((("day", "staff", "place"), True), (("staff", "day"), False))


class VerdictChange(Model):
    at = BigIntegerField()
    by = CharField(max_length=32)
    cause = CharField(max_length=16)
    day = DateField()
    staff = CharField(max_length=32)
    half = CharField(max_length=8)
    before = TextField(default="")
    after = TextField(default="")

    class Meta:
        table_name = "verdict_change"
        indexes = ((("day", "staff"), False),)


class VerdictReview(Model):
    day = DateField()
    staff = CharField(max_length=32)
    half = CharField(max_length=8)
    kind = CharField(max_length=16)
    words = TextField(default="")
    by = CharField(max_length=32)
    at = BigIntegerField()

    class Meta:
        table_name = "verdict_review"
        indexes = ((("day", "staff"), False),)


class MonthSignature(Model):
    month = CharField(max_length=7)
    version = IntegerField()
    signed_by = CharField(max_length=32)
    signed_at = BigIntegerField()
    words = TextField(default="")
    body = TextField()
    sha256 = CharField(max_length=64)

    class Meta:
        table_name = "month_signature"
        indexes = ((("month", "version"), True),)


class Patrol(Model):
    day = DateField(index=True)
    at = BigIntegerField()
    staff = CharField(max_length=32)
    window = IntegerField(null=True)
    present = BooleanField(null=True)
    badge = BooleanField(null=True)
    words = TextField(default="")
    by = CharField(max_length=32)

    class Meta:
        table_name = "patrol"


class AnnualLeave(Model):
    staff = CharField(max_length=32)
    year = IntegerField()
    half_days = IntegerField()

    class Meta:
        table_name = "annual_leave"
        indexes = ((("staff", "year"), True),)


TABLES = (Shift, OwnHours, SettledDay, HalfDay, VerdictChange, VerdictReview, MonthSignature, Patrol, AnnualLeave)
FROZEN = ("verdict_change", "verdict_review", "month_signature", "patrol")
COLUMNS = (
    ("roster", "shift", "VARCHAR(60) NOT NULL DEFAULT ''"),
    ("roster", "covers", "VARCHAR(32) NOT NULL DEFAULT ''"),
    ("correction", "evidence", "TEXT NOT NULL DEFAULT ''"),
)


def up(migrator: object, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    for table, column, kind in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{column}" {kind}')
    shared = "INTEGER NOT NULL DEFAULT 0" if isinstance(db, SqliteDatabase) else "BOOLEAN NOT NULL DEFAULT FALSE"
    db.execute_sql(f'ALTER TABLE "window" ADD COLUMN "shared" {shared}')
    for table in FROZEN:
        _guard(db, table)


def _guard(db: Database, table: str) -> None:
    """Refuse to change what must stay as written; the function on PostgreSQL is of 0002."""
    if not isinstance(db, SqliteDatabase):
        db.execute_sql(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        db.execute_sql(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def down(migrator: object, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
    for table, column, _ in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
    db.execute_sql('ALTER TABLE "window" DROP COLUMN "shared"')
