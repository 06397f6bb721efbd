"""Every version of an item that was ever in force or is prepared to come into force."""

from peewee import AutoField, CharField, DateField, IntegerField, TextField

from db.models.base import InstantField, Table


class ItemVersion(Table):
    """``body`` is the JSON of the whole item with its materials; ``starts`` the day from which it is in force, null
    for always; ``search`` as in the item."""

    id = AutoField()
    item = CharField(max_length=32)
    version = IntegerField()
    starts = DateField(null=True)
    body = TextField()
    search = TextField(default="")
    made_by = CharField(max_length=32, default="")
    made_at = InstantField()

    class Meta:
        indexes = ((("item", "version"), True),)
