"""Leave and outings asked for."""

from peewee import AutoField, CharField, TextField

from db.models.base import InstantField, Table


class Leave(Table):
    """``type`` is a code of ``rules.leave``; ``state`` asked, approved or rejected."""

    id = AutoField()
    terminal = CharField(max_length=16)
    staff = CharField(max_length=32, index=True)
    start = InstantField()
    end = InstantField()
    type = CharField(max_length=24)
    reason = TextField(default="")
    state = CharField(max_length=16, default="asked")
    asked_at = InstantField()
    decided_by = CharField(max_length=32, default="")
    decided_at = InstantField(null=True)
    decision = TextField(default="")
