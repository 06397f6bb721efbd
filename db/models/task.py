"""Parts of joint matters (联办子任务): one a department, worked on in parallel."""

from peewee import AutoField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from db.models.base import InstantField, Table
from db.models.request import Request


class RequestTask(Table):
    """``state`` is open or finished; ``words`` are the department's result. ``named_due`` is the day that a person
    named, null where the part is due with the request; ``extended_days`` the extension that was known then.
    ``handed_by`` handed it to ``pending_owner``, who has not taken it up; both are empty otherwise."""

    id = AutoField()
    terminal = CharField(max_length=16)
    request = ForeignKeyField(Request, backref="tasks", on_delete="CASCADE")
    department = TextField()
    owner = CharField(max_length=32)
    due_on = DateField(null=True)
    named_due = DateField(null=True)
    extended_days = IntegerField(default=0)
    explanation = TextField(default="[]")
    pending_owner = CharField(max_length=32, default="", index=True)
    handed_by = CharField(max_length=32, default="")
    state = CharField(max_length=16, default="open")
    words = TextField(default="")
    opened_by = CharField(max_length=32)
    opened_at = InstantField()
    finished_by = CharField(max_length=32, default="")
    finished_at = InstantField(null=True)

    class Meta:
        indexes = ((("owner", "state"), False),)
