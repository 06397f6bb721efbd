"""What a request said before a correction or a reopening."""

from peewee import AutoField, CharField, ForeignKeyField, TextField

from db.models.base import InstantField, Table
from db.models.request import Request


class RequestOriginal(Table):
    """``body`` is the JSON of the old values of the columns that changed, personal data included; triggers refuse
    to change or delete a row."""

    id = AutoField()
    terminal = CharField(max_length=16)
    request = ForeignKeyField(Request, backref="originals", on_delete="RESTRICT")
    action = CharField(max_length=32)
    staff = CharField(max_length=32)
    at = InstantField()
    reason = TextField()
    body = TextField()
