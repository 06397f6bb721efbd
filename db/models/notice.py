"""One-time notices as issued, and every time that one was printed."""

from peewee import AutoField, CharField, DateField, ForeignKeyField, TextField

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


class NoticePrint(Table):
    """The paper came out: when, by whom, as what (text, html, or hand with its number)."""

    id = AutoField()
    notice = ForeignKeyField(Notice, backref="prints", on_delete="RESTRICT")
    printed_at = InstantField()
    staff = CharField(max_length=32)
    form = CharField(max_length=16)
    words = TextField(default="")
