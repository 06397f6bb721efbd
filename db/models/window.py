"""Windows of the hall."""

from peewee import CharField, IntegerField, TextField

from db.models.base import Table


class Window(Table):
    """``kind`` is ``general`` (综合) or ``special`` (专窗, for the ``departments`` joined by ``;``)."""

    number = IntegerField(primary_key=True)
    name = TextField(default="")
    kind = CharField(max_length=16, default="general")
    departments = TextField(default="")
    floor = TextField(default="")
    phone = TextField(default="")
