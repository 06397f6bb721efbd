"""Time that does not count in the limit of a request (行政许可法 §45)."""

from peewee import AutoField, CharField, DateField, ForeignKeyField, TextField

from db.models.base import Table
from db.models.request import Request


class ExcludedPeriod(Table):
    """The letter that told the applicant, and the day on which the result arrived (null while it is awaited)."""

    id = AutoField()
    request = ForeignKeyField(Request, backref="excluded", on_delete="CASCADE")
    terminal = CharField(max_length=16)
    kind = CharField(max_length=24)
    letter = TextField()
    reason = TextField(default="")
    sent_on = DateField()
    result_on = DateField(null=True)
    started_by = CharField(max_length=32)
    ended_by = CharField(max_length=32, default="")
