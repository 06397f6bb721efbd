"""How much annual leave (年休假) each person has in a year."""

from peewee import AutoField, CharField, IntegerField

from db.models.base import Table


class AnnualLeave(Table):
    """``half_days``: two make a day."""

    id = AutoField()
    staff = CharField(max_length=32)
    year = IntegerField()
    half_days = IntegerField()

    class Meta:
        indexes = ((("staff", "year"), True),)
