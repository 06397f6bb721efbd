"""Calls to applicants about a notice whose supplement is awaited."""

from peewee import AutoField, BooleanField, CharField, ForeignKeyField, TextField

from db.models.base import InstantField, Table
from db.models.notice import Notice


class NoticeCall(Table):
    """Who called when, whether somebody was reached, and what was said; triggers refuse to change or delete it."""

    id = AutoField()
    terminal = CharField(max_length=16)
    notice = ForeignKeyField(Notice, backref="calls", on_delete="RESTRICT")
    called_at = InstantField()
    staff = CharField(max_length=32)
    reached = BooleanField()
    words = TextField(default="")
