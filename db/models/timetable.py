"""Timetables: the hours of the hall, with the dates that they hold for."""

from peewee import AutoField, CharField, DateField, IntegerField, TextField

from db.models.base import Table


class Timetable(Table):
    """Times are ``HH:MM``; grace and limits are minutes. A later row takes the place of an earlier one."""

    id = AutoField()
    name = TextField()
    from_day = DateField()
    to_day = DateField(null=True)
    am_start = CharField(max_length=5)
    am_end = CharField(max_length=5)
    pm_start = CharField(max_length=5)
    pm_end = CharField(max_length=5)
    punches = IntegerField(default=4)
    late_grace = IntegerField(default=0)
    early_grace = IntegerField(default=0)
    absent_minutes = IntegerField(default=30)

    class Meta:
        indexes = ((("name", "from_day"), True),)
