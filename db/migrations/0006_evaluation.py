"""Evaluations and the follow-up of bad reviews.

Ratings given before are taken over with the day on which the matter was over; no follow-up is opened for them,
since its terms have long run out.
"""

from datetime import date, timedelta

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    Database,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

_HERE = 8 * 3600
"""Halls keep the time of China, which has one zone."""


class Request(Model):
    class Meta:
        table_name = "request"


class Evaluation(Model):
    request = ForeignKeyField(Request, primary_key=True, on_delete="CASCADE")
    day = DateField(index=True)
    at = BigIntegerField(null=True)
    rating = CharField(max_length=8)
    window = IntegerField()
    staff = CharField(max_length=32)
    item = CharField(max_length=32)
    department = TextField()
    entered_by = CharField(max_length=32, default="")

    class Meta:
        table_name = "evaluation"


class Review(Model):
    request = ForeignKeyField(Request, primary_key=True, on_delete="CASCADE")
    version = IntegerField(default=1)
    state = CharField(max_length=16, default="open", index=True)
    contact_due = DateField()
    rectify_due = DateField()
    provisional = BooleanField(default=False)
    explanation = TextField(default="[]")
    contacted_at = BigIntegerField(null=True)
    contacted_by = CharField(max_length=32, default="")
    contact_words = TextField(default="")
    rectified_at = BigIntegerField(null=True)
    rectified_by = CharField(max_length=32, default="")
    rectify_words = TextField(default="")
    excluded_at = BigIntegerField(null=True)
    excluded_by = CharField(max_length=32, default="")
    exclude_reason = TextField(default="")

    class Meta:
        table_name = "review"


TABLES = (Evaluation, Review)


def up(migrator: object, db: Database) -> None:
    with db.bind_ctx((Request, *TABLES)):
        db.create_tables(TABLES, safe=False)
    rated = db.execute_sql(
        "SELECT id, COALESCE(delivered_at, closed_at, decided_at, received_at), rating, "
        '"window", owner, item, department '
        "FROM request WHERE rating <> ''"
    ).fetchall()
    places = ", ".join([db.param] * 7)
    db.cursor().executemany(
        'INSERT INTO evaluation (request_id, day, rating, "window", staff, item, department, entered_by) '
        f"VALUES ({places}, '')",
        [(row, _day(at), *rest) for row, at, *rest in rated],
    )


def _day(seconds: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=(seconds + _HERE) // 86400)).isoformat()


def down(migrator: object, db: Database) -> None:
    with db.bind_ctx((Request, *TABLES)):
        db.drop_tables(TABLES)
