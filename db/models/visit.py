"""Visits (到场) to the hall, the spans of time that they consist of, and the requests dealt with in them."""

from peewee import AutoField, BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from db.models.base import InstantField, Table


class Visit(Table):
    """``day`` is the hall's date of arrival, ``window`` the first one. ``queue`` is the number of the slip, empty
    without one. ``left_at`` is empty while the visitor is here; ``outcome`` says then how it ended: ``served``,
    ``left`` (went away unserved), ``stale`` (nobody knows; the day was closed over it) or ``void`` (nobody came)."""

    id = AutoField()
    terminal = CharField(max_length=16)
    day = DateField()
    window = IntegerField()
    queue = CharField(max_length=16, default="")
    staff = CharField(max_length=32)
    arrived_at = InstantField()
    left_at = InstantField(null=True)
    outcome = CharField(max_length=16, default="")
    green = TextField(default="")

    class Meta:
        indexes = ((("day", "window"), False), (("left_at", "terminal"), False))


class VisitSpan(Table):
    """``kind`` is waiting, called, serving or parked; ``ended_at`` is empty while it runs. A ``void`` span was a slip
    of the hand (``reason`` says which): it stays in the table and counts for nothing. A ``resumed`` one is the span
    before it, going on after a slip."""

    id = AutoField()
    terminal = CharField(max_length=16)
    visit = ForeignKeyField(Visit, column_name="visit", backref="spans", on_delete="CASCADE")
    kind = CharField(max_length=16)
    staff = CharField(max_length=32)
    window = IntegerField()
    began_at = InstantField(index=True)
    ended_at = InstantField(null=True)
    reason = TextField(default="")
    void = BooleanField(default=False)
    resumed = BooleanField(default=False)


class VisitRequest(Table):
    """A request (its id) was dealt with in a visit, for a ``purpose``: receive, supplement or collect."""

    id = AutoField()
    visit = ForeignKeyField(Visit, column_name="visit", backref="requests", on_delete="CASCADE")
    request = IntegerField()
    purpose = CharField(max_length=16)

    class Meta:
        indexes = ((("request", "visit", "purpose"), True),)
