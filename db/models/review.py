"""Bad reviews (差评) and what was done about them: the ledger of their follow-up."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from db.models.base import InstantField, Table
from db.models.request import Request


class Review(Table):
    """``state`` is open, contacted, rectified or excluded. The due dates and ``explanation`` (JSON) are those of
    the day of the rating. An excluded one stays, with its reason."""

    request = ForeignKeyField(Request, primary_key=True, on_delete="CASCADE")
    version = IntegerField(default=1)
    state = CharField(max_length=16, default="open", index=True)
    contact_due = DateField()
    rectify_due = DateField()
    provisional = BooleanField(default=False)
    explanation = TextField(default="[]")
    contacted_at = InstantField(null=True)
    contacted_by = CharField(max_length=32, default="")
    contact_words = TextField(default="")
    rectified_at = InstantField(null=True)
    rectified_by = CharField(max_length=32, default="")
    rectify_words = TextField(default="")
    excluded_at = InstantField(null=True)
    excluded_by = CharField(max_length=32, default="")
    exclude_reason = TextField(default="")
