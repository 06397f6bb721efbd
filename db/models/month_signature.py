"""Signed months: what a supervisor put a name to, and the amendments after it."""

from peewee import AutoField, CharField, IntegerField, TextField

from db.models.base import InstantField, Table


class MonthSignature(Table):
    """``version`` 1 is the month as signed, each later one an amendment with its reason (``words``). ``body`` is
    canonical JSON, ``sha256`` its digest. Rows are added, never changed."""

    id = AutoField()
    month = CharField(max_length=7)
    version = IntegerField()
    signed_by = CharField(max_length=32)
    signed_at = InstantField()
    words = TextField(default="")
    body = TextField()
    sha256 = CharField(max_length=64)

    class Meta:
        indexes = ((("month", "version"), True),)
