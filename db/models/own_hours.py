"""Weeks that differ from the hall's: part time, 哺乳假, Saturdays in turn."""

from peewee import AutoField, CharField, DateField, TextField

from db.models.base import Table


class OwnHours(Table):
    """``weekdays`` are digits, 1 Monday to 7 Sunday; ``shift`` a name, ``off``, or empty for the hall's hours;
    ``staff`` empty means everyone with a window."""

    id = AutoField()
    staff = CharField(max_length=32, default="")
    from_day = DateField()
    to_day = DateField(null=True)
    weekdays = CharField(max_length=7)
    shift = CharField(max_length=60, default="")
    reason = TextField(default="")

    class Meta:
        indexes = ((("staff", "from_day", "weekdays"), True),)
