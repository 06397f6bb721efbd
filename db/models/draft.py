"""Drafts: what was typed for an applicant, parked (挂起) or not, never counted as received; unsaved edits."""

from peewee import AutoField, CharField, TextField

from db.models.base import InstantField, Table


class Draft(Table):
    """``form`` is the JSON of the fields. A draft that is being typed has no ``parked_at``. ``subject`` is empty for
    an applicant's, ``item:CODE`` for edits of an item of the catalogue."""

    id = AutoField()
    terminal = CharField(max_length=16, index=True)
    staff = CharField(max_length=32)
    label = TextField(default="")
    form = TextField()
    saved_at = InstantField()
    parked_at = InstantField(null=True)
    subject = CharField(max_length=40, default="")
