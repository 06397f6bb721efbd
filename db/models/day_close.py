"""Closed days: the signature, the figures and what was still open."""

from peewee import AutoField, CharField, DateField, TextField

from db.models.base import InstantField, Table


class DayClose(Table):
    """``figures``, ``open`` and ``files`` are JSON. A day may be closed again; the last one counts."""

    id = AutoField()
    day = DateField(index=True)
    terminal = CharField(max_length=16)
    closed_at = InstantField()
    signed_by = CharField(max_length=32)
    explain = TextField(default="")
    figures = TextField()
    open = TextField()
    files = TextField(default="[]")
