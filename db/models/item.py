"""The catalogue: matters and the materials that they ask for."""

from peewee import SQL, AutoField, BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from db.models.base import Table


class Item(Table):
    """``search`` holds name, code, aliases and pinyin initials in lower case, made at import;
    ``conditions``, ``aliases``, ``condition_rules`` and ``departments`` (those that take part in a joint matter) are
    JSON. ``version`` is in force since ``starts`` (null:
    always), 0 while the first one is only prepared; ``next_starts`` is the day on which a prepared one begins."""

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
    version = IntegerField(default=1)
    starts = DateField(null=True)
    next_starts = DateField(null=True)
    condition_rules = TextField(default="[]")
    acceptance_conditions = TextField(default="")
    procedure = TextField(default="")
    done_once = BooleanField(default=False)
    citywide = BooleanField(default=False)


Item.add_index(Item.index(Item.next_starts, where=SQL("next_starts IS NOT NULL"), name="item_next_starts"))


class Material(Table):
    """A paper that an item asks for, at ``position`` in the guide; ``defects`` (often wrong with it) is JSON."""

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
    defects = TextField(default="[]")
    promisable = BooleanField(default=False)

    class Meta:
        indexes = ((("item", "code"), True),)
