"""Who is expected where on which day; no row means every working day, at the person's own window."""

from peewee import AutoField, CharField, DateField, IntegerField

from db.models.base import Table


class Roster(Table):
    """``half`` is am, pm, day or off."""

    id = AutoField()
    day = DateField()
    staff = CharField(max_length=32)
    window = IntegerField(null=True)
    half = CharField(max_length=8, default="day")

    class Meta:
        indexes = ((("day", "staff", "half"), True),)
