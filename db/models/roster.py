"""Who is expected where on which day; no row means every working day, at the person's own window."""

from peewee import AutoField, CharField, DateField, IntegerField

from db.models.base import Table


class Roster(Table):
    """``half`` is am, pm, day, off, or a duty beyond them (noon, extended, booked, night). ``shift`` names
    hours of its own; ``covers`` is the person in whose place (顶岗) this one is there."""

    id = AutoField()
    day = DateField()
    staff = CharField(max_length=32)
    window = IntegerField(null=True)
    half = CharField(max_length=8, default="day")
    shift = CharField(max_length=60, default="")
    covers = CharField(max_length=32, default="")

    class Meta:
        indexes = ((("day", "staff", "half"), True),)
