"""The journal: append-only, hash-chained per terminal."""

from peewee import AutoField, CharField, IntegerField, TextField

from db.models.base import InstantField, Table


class Journal(Table):
    """One entry a change. ``body`` is canonical JSON without personal data; ``row`` is the SHA-256 of the
    changed row, empty where none; ``hash`` covers all fields and ``previous``. Triggers refuse changes."""

    id = AutoField()
    terminal = CharField(max_length=16)
    entry = IntegerField()
    version = IntegerField()
    at = InstantField()
    staff = CharField(max_length=32)
    action = CharField(max_length=32)
    kind = CharField(max_length=24)
    subject = CharField(max_length=64)
    body = TextField()
    row = CharField(max_length=64)
    previous = CharField(max_length=64)
    hash = CharField(max_length=64)

    class Meta:
        indexes = ((("terminal", "entry"), True), (("kind", "subject", "id"), False))
