"""The stored calendar: years whose holiday schedule is known, and the days that differ from the week."""

from peewee import BooleanField, DateField, IntegerField, TextField

from db.models.base import Table


class CalendarYear(Table):
    """A year whose schedule has been loaded, and from where."""

    year = IntegerField(primary_key=True)
    source = TextField(default="")


class CalendarDay(Table):
    """A day off on a weekday (``working`` false) or a make-up workday at a weekend (true)."""

    day = DateField(primary_key=True)
    working = BooleanField()
    name = TextField(default="")
