"""Settled verdicts: half-days that are over, as they were judged, and what has changed them since."""

from peewee import AutoField, BooleanField, CharField, DateField, IntegerField, TextField

from db.models.base import InstantField, Table


class SettledDay(Table):
    """A day whose half-days stand as stored: later hours, windows and people do not change them."""

    day = DateField(primary_key=True)
    at = InstantField()


class HalfDay(Table):
    """One person's half-day. ``first_in`` and ``last_out`` are seconds after the local midnight that ``day`` begins
    with; ``verdicts`` are joined by commas; ``place`` is the place among the person's spans of the day."""

    id = AutoField()
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
        indexes = ((("day", "staff", "place"), True), (("staff", "day"), False))


class VerdictChange(Table):
    """What a half-day was judged before and after something changed: leave, a correction, the roster, the calendar,
    or a recount on purpose (``cause``). Both are verdicts and minutes in short. Rows are added, never changed."""

    id = AutoField()
    at = InstantField()
    by = CharField(max_length=32)
    cause = CharField(max_length=16)
    day = DateField()
    staff = CharField(max_length=32)
    half = CharField(max_length=8)
    before = TextField(default="")
    after = TextField(default="")

    class Meta:
        indexes = ((("day", "staff"), False),)
