"""One-time notices as issued."""

from peewee import CharField, DateField, ForeignKeyField, TextField

from db.models.base import InstantField, Table
from db.models.request import Request


class Notice(Table):
    """``body`` is the canonical JSON of all that the paper says; triggers refuse to change or delete it."""

    id = CharField(max_length=40, primary_key=True)
    number = TextField(index=True)
    terminal = CharField(max_length=16)
    request = ForeignKeyField(Request, backref="notices", on_delete="RESTRICT")
    issued_at = InstantField()
    issued_on = DateField(index=True)
    clerk = CharField(max_length=32)
    body = TextField()
    sha256 = CharField(max_length=64)
