"""People who work in the hall."""

from peewee import BooleanField, CharField, IntegerField, TextField

from db.models.base import InstantField, Table


class Staff(Table):
    """``departments`` are those that a chief representative is authorised for, joined by ``;``."""

    code = CharField(max_length=32, primary_key=True)
    name = TextField()
    role = CharField(max_length=16)
    window = IntegerField(null=True)
    department = TextField(default="")
    backup = CharField(max_length=32, default="")
    departments = TextField(default="")
    pin = TextField(default="")
    active = BooleanField(default=True)
    failed = IntegerField(default=0)
    locked_until = InstantField(null=True)
