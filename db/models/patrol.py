"""Patrol checks (巡查): what a supervisor saw at a window."""

from peewee import AutoField, BooleanField, CharField, DateField, IntegerField, TextField

from db.models.base import InstantField, Table


class Patrol(Table):
    """``present`` and ``badge`` are None where that was not looked at. Rows are added, never changed."""

    id = AutoField()
    day = DateField(index=True)
    at = InstantField()
    staff = CharField(max_length=32)
    window = IntegerField(null=True)
    present = BooleanField(null=True)
    badge = BooleanField(null=True)
    words = TextField(default="")
    by = CharField(max_length=32)
