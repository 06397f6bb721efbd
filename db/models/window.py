"""Windows of the hall."""

from peewee import BooleanField, CharField, IntegerField, TextField

from db.models.base import Table


class Window(Table):
    """``kind`` is ``general`` (综合) or ``special`` (专窗, for the ``departments`` joined by ``;``).
    ``shared``: two people may be signed in at it at once."""

    number = IntegerField(primary_key=True)
    name = TextField(default="")
    kind = CharField(max_length=16, default="general")
    departments = TextField(default="")
    floor = TextField(default="")
    phone = TextField(default="")
    shared = BooleanField(default=False)
