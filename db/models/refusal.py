"""Every “no” said to an applicant (否定事项报备), kept though the request be reopened."""

from peewee import AutoField, CharField, ForeignKeyField, TextField

from db.models.base import InstantField, Table
from db.models.request import Request


class Refusal(Table):
    """``action`` is refuse, redirect or decide; ``authorisation`` the number of the one it was done under."""

    id = AutoField()
    terminal = CharField(max_length=16)
    request = ForeignKeyField(Request, backref="refusals", on_delete="CASCADE")
    at = InstantField(index=True)
    staff = CharField(max_length=32)
    action = CharField(max_length=32)
    words = TextField(default="")
    authorisation = CharField(max_length=64, default="")
