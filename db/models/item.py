"""The catalogue: matters and the materials that they ask for."""

from peewee import AutoField, BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from db.models.base import Table


class Item(Table):
    """``search`` holds name, code, aliases and pinyin initials in lower case, made at import;
    ``conditions``, ``aliases`` and ``departments`` (those that take part in a joint matter) are JSON."""

    code = CharField(max_length=32, primary_key=True)
    name = TextField()
    department = TextField(index=True)
    kind = CharField(max_length=16)
    legal_path = CharField(max_length=16)
    statutory_days = IntegerField(null=True)
    promised_days = IntegerField(null=True)
    unit = CharField(max_length=8)
    fee = TextField(default="")
    basis = TextField(default="")
    remark = TextField(default="")
    aliases = TextField(default="[]")
    conditions = TextField(default="[]")
    departments = TextField(default="[]")
    search = TextField(default="")
    active = BooleanField(default=True)
    in_person = CharField(max_length=16, default="")
    lapse_basis = TextField(default="")
    deemed_basis = TextField(default="")


class Material(Table):
    """A paper that an item asks for, at ``position`` in the guide."""

    id = AutoField()
    item = ForeignKeyField(Item, backref="materials", on_delete="CASCADE")
    position = IntegerField()
    code = CharField(max_length=32)
    name = TextField()
    requirement = TextField(default="")
    originals = IntegerField(default=0)
    copies = IntegerField(default=0)
    source = TextField(default="")
    condition = TextField(default="")
    deferrable = BooleanField(default=False)

    class Meta:
        indexes = ((("item", "code"), True),)
