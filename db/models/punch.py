"""Punches: what was punched, when, where, and what the clocks said."""

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    FloatField,
    IntegerField,
    TextField,
)

from db.models.base import InstantField, Table


class Punch(Table):
    """``source`` is self, correction, paper or import. ``moved`` is how many seconds the wall clock had
    jumped since the last record, 0 where it had not. Punches are added, never changed."""

    id = AutoField()
    terminal = CharField(max_length=16)
    staff = CharField(max_length=32)
    kind = CharField(max_length=8)
    at = InstantField()
    day = DateField()
    window = IntegerField(null=True)
    reason = TextField(default="")
    badge = BooleanField(null=True)
    source = CharField(max_length=16, default="self")
    entered_by = CharField(max_length=32, default="")
    entered_at = InstantField()
    since_boot = FloatField(default=0)
    boot = CharField(max_length=40, default="")
    sequence = BigIntegerField(default=0)
    moved = IntegerField(default=0)

    class Meta:
        indexes = ((("day", "staff"), False), (("staff", "at", "kind"), True))
