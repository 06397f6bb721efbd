"""What people say of a verdict: a supervisor confirms or dismisses a suspected absence, the clerk objects."""

from peewee import AutoField, CharField, DateField, TextField

from db.models.base import InstantField, Table


class VerdictReview(Table):
    """``kind`` is objected, answered, confirmed or dismissed. Rows are added, never changed; the last word counts."""

    id = AutoField()
    day = DateField()
    staff = CharField(max_length=32)
    half = CharField(max_length=8)
    kind = CharField(max_length=16)
    words = TextField(default="")
    by = CharField(max_length=32)
    at = InstantField()

    class Meta:
        indexes = ((("day", "staff"), False),)
