"""Shifts (班次): hours under a name, beside the hall's timetable."""

from peewee import AutoField, CharField, DateField, IntegerField, TextField

from db.models.base import Table


class Shift(Table):
    """``spans`` are ``HH:MM-HH:MM``, several with a blank between; an end not after its start lies on the next day.
    A later row of the same name takes the place of an earlier one for its dates."""

    id = AutoField()
    name = CharField(max_length=60)
    from_day = DateField()
    to_day = DateField(null=True)
    spans = TextField()
    kind = CharField(max_length=16, default="ordinary")
    punches = IntegerField(default=4)
    late_grace = IntegerField(default=0)
    early_grace = IntegerField(default=0)
    absent_minutes = IntegerField(default=30)

    class Meta:
        indexes = ((("name", "from_day"), True),)
