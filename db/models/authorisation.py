"""Authorisations of chief representatives (授权): which department's power, for which items, until when."""

from peewee import AutoField, CharField, DateField, TextField

from db.models.base import InstantField, Table


class Authorisation(Table):
    """``items`` are codes joined by ``;``, empty for every item of the department; ``expires`` is the last day."""

    id = AutoField()
    staff = CharField(max_length=32, index=True)
    department = TextField()
    number = CharField(max_length=64, default="")
    items = TextField(default="")
    valid_from = DateField()
    expires = DateField(null=True)
    granted_by = CharField(max_length=32)
    granted_at = InstantField()
    revoked_at = InstantField(null=True)
    revoked_by = CharField(max_length=32, default="")
    revoke_reason = TextField(default="")
