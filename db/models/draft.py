"""Parked drafts (挂起): what was typed for an applicant who went away; never counted as received."""

from peewee import AutoField, CharField, TextField

from db.models.base import InstantField, Table


class Draft(Table):
    """``form`` is the JSON of the fields. A draft that is being typed has no ``parked_at``."""

    id = AutoField()
    terminal = CharField(max_length=16, index=True)
    staff = CharField(max_length=32)
    label = TextField(default="")
    form = TextField()
    saved_at = InstantField()
    parked_at = InstantField(null=True)
