"""Evaluations (好差评): one rating a visit, as the applicant gave it at the window."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from db.models.base import InstantField, Table
from db.models.request import Request


class Evaluation(Table):
    """``rating`` is 5 to 1 or declined. ``staff`` had the request when it was rated and ``entered_by`` took the
    rating down; window, item and department are those of the request. ``at`` is empty for what was taken over
    from another ledger, whose ``day`` is the day on which the matter was over; ``visit`` where there was none."""

    request = ForeignKeyField(Request, primary_key=True, on_delete="CASCADE")
    day = DateField(index=True)
    at = InstantField(null=True)
    rating = CharField(max_length=8)
    window = IntegerField()
    staff = CharField(max_length=32)
    item = CharField(max_length=32)
    department = TextField()
    entered_by = CharField(max_length=32, default="")
    visit = IntegerField(null=True, index=True)
