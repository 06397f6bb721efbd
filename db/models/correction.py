"""Corrections (补签): a punch that was forgotten, asked for by one person and approved by another."""

from peewee import AutoField, CharField, TextField

from db.models.base import InstantField, Table


class Correction(Table):
    """``state`` is asked, approved or rejected; an approved one adds a punch and changes none. ``evidence`` is a
    note of what shows that the person was there."""

    id = AutoField()
    terminal = CharField(max_length=16)
    staff = CharField(max_length=32, index=True)
    at = InstantField()
    kind = CharField(max_length=8)
    reason = TextField()
    state = CharField(max_length=16, default="asked")
    asked_at = InstantField()
    decided_by = CharField(max_length=32, default="")
    decided_at = InstantField(null=True)
    decision = TextField(default="")
    evidence = TextField(default="")
