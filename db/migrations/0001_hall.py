"""The tables of the first version: a frozen copy, independent of the models of later versions."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    Database,
    DateField,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class Staff(Model):
    code = CharField(primary_key=True, max_length=32)
    name = TextField()
    role = CharField(max_length=16)
    window = IntegerField(null=True)
    department = TextField(default="")
    backup = CharField(max_length=32, default="")
    departments = TextField(default="")
    pin = TextField(default="")
    active = BooleanField(default=True)
    failed = IntegerField(default=0)
    locked_until = BigIntegerField(null=True)

    class Meta:
        table_name = "staff"


class Window(Model):
    number = IntegerField(primary_key=True)
    name = TextField(default="")
    kind = CharField(max_length=16, default="general")
    departments = TextField(default="")
    floor = TextField(default="")
    phone = TextField(default="")

    class Meta:
        table_name = "window"


class Timetable(Model):
    name = TextField()
    from_day = DateField()
    to_day = DateField(null=True)
    am_start = CharField(max_length=5)
    am_end = CharField(max_length=5)
    pm_start = CharField(max_length=5)
    pm_end = CharField(max_length=5)
    punches = IntegerField(default=4)
    late_grace = IntegerField(default=0)
    early_grace = IntegerField(default=0)
    absent_minutes = IntegerField(default=30)

    class Meta:
        table_name = "timetable"
        indexes = ((("name", "from_day"), True),)


class Roster(Model):
    day = DateField()
    staff = CharField(max_length=32)
    window = IntegerField(null=True)
    half = CharField(max_length=8, default="day")

    class Meta:
        table_name = "roster"
        indexes = ((("day", "staff", "half"), True),)


class CalendarYear(Model):
    year = IntegerField(primary_key=True)
    source = TextField(default="")

    class Meta:
        table_name = "calendar_year"


class CalendarDay(Model):
    day = DateField(primary_key=True)
    working = BooleanField()
    name = TextField(default="")

    class Meta:
        table_name = "calendar_day"


class Item(Model):
    code = CharField(primary_key=True, max_length=32)
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
    search = TextField(default="")
    active = BooleanField(default=True)

    class Meta:
        table_name = "item"


class Material(Model):
    item = ForeignKeyField(Item, on_delete="CASCADE")
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
        table_name = "material"
        indexes = ((("item", "code"), True),)


class Request(Model):
    number = CharField(max_length=40)
    terminal = CharField(max_length=16)
    version = IntegerField(default=1)
    state = CharField(max_length=24)
    received_at = BigIntegerField()
    received_on = DateField()
    window = IntegerField()
    item = CharField(max_length=32)
    item_name = TextField()
    department = TextField()
    kind = CharField(max_length=16)
    legal_path = CharField(max_length=16)
    unit = CharField(max_length=8)
    statutory_days = IntegerField(null=True)
    promised_days = IntegerField(null=True)
    name = TextField(default="")
    id_type = CharField(max_length=24, default="")
    id_number = TextField(default="")
    id_tail = CharField(max_length=8, default="")
    phone = TextField(default="")
    phone_tail = CharField(max_length=8, default="")
    organisation = BooleanField(default=False)
    agent_name = TextField(default="")
    agent_id_type = CharField(max_length=24, default="")
    agent_id = TextField(default="")
    agent_phone = TextField(default="")
    channel = CharField(max_length=16, default="counter")
    green = TextField(default="")
    conditions = TextField(default="[]")
    matter = TextField(default="")
    answer = TextField(default="")
    first_asked = CharField(max_length=32)
    owner = CharField(max_length=32)
    pending_owner = CharField(max_length=32, default="")
    notice_due = DateField(null=True)
    supplement_due = DateField(null=True)
    accepted_on = DateField(null=True)
    by_law = BooleanField(default=False)
    promised_due = DateField(null=True)
    statutory_due = DateField(null=True)
    provisional = BooleanField(default=False)
    explanation = TextField(default="[]")
    decided_at = BigIntegerField(null=True)
    decided_by = CharField(max_length=32, default="")
    result = CharField(max_length=24, default="")
    result_reason = TextField(default="")
    delivered_at = BigIntegerField(null=True)
    delivered_to = TextField(default="")
    rating = CharField(max_length=8, default="")
    closed_at = BigIntegerField(null=True)
    visits = IntegerField(default=1)

    class Meta:
        table_name = "request"
        indexes = (
            (("number", "terminal"), True),
            (("state", "id"), False),
            (("received_on", "id"), False),
            (("owner", "state"), False),
            (("item", "id"), False),
            (("id_tail", "id"), False),
            (("phone_tail", "id"), False),
            (("id_number", "id"), False),
            (("promised_due", "id"), False),
        )


class RequestMaterial(Model):
    request = ForeignKeyField(Request, on_delete="CASCADE")
    position = IntegerField()
    code = CharField(max_length=32)
    name = TextField()
    requirement = TextField(default="")
    originals = IntegerField(default=0)
    copies = IntegerField(default=0)
    source = TextField(default="")
    deferrable = BooleanField(default=False)
    mark = CharField(max_length=16, default="")
    words = TextField(default="")
    received_on = DateField(null=True)
    receiver = CharField(max_length=32, default="")

    class Meta:
        table_name = "request_material"
        indexes = ((("request", "code"), True),)


class Notice(Model):
    id = CharField(primary_key=True, max_length=40)
    number = TextField()
    terminal = CharField(max_length=16)
    request = ForeignKeyField(Request, on_delete="RESTRICT")
    issued_at = BigIntegerField()
    issued_on = DateField(index=True)
    clerk = CharField(max_length=32)
    body = TextField()
    sha256 = CharField(max_length=64)

    class Meta:
        table_name = "notice"


class NoticePrint(Model):
    notice = ForeignKeyField(Notice, on_delete="RESTRICT")
    printed_at = BigIntegerField()
    staff = CharField(max_length=32)
    form = CharField(max_length=16)
    words = TextField(default="")

    class Meta:
        table_name = "notice_print"


class Punch(Model):
    terminal = CharField(max_length=16)
    staff = CharField(max_length=32)
    kind = CharField(max_length=8)
    at = BigIntegerField()
    day = DateField()
    window = IntegerField(null=True)
    reason = TextField(default="")
    badge = BooleanField(null=True)
    source = CharField(max_length=16, default="self")
    entered_by = CharField(max_length=32, default="")
    entered_at = BigIntegerField()
    since_boot = FloatField(default=0)
    boot = CharField(max_length=40, default="")
    sequence = BigIntegerField(default=0)
    moved = IntegerField(default=0)

    class Meta:
        table_name = "punch"
        indexes = ((("day", "staff"), False), (("staff", "at", "kind"), True))


class Leave(Model):
    terminal = CharField(max_length=16)
    staff = CharField(index=True, max_length=32)
    start = BigIntegerField()
    end = BigIntegerField()
    type = CharField(max_length=24)
    reason = TextField(default="")
    state = CharField(max_length=16, default="asked")
    asked_at = BigIntegerField()
    decided_by = CharField(max_length=32, default="")
    decided_at = BigIntegerField(null=True)
    decision = TextField(default="")

    class Meta:
        table_name = "leave"


class Correction(Model):
    terminal = CharField(max_length=16)
    staff = CharField(index=True, max_length=32)
    at = BigIntegerField()
    kind = CharField(max_length=8)
    reason = TextField()
    state = CharField(max_length=16, default="asked")
    asked_at = BigIntegerField()
    decided_by = CharField(max_length=32, default="")
    decided_at = BigIntegerField(null=True)
    decision = TextField(default="")

    class Meta:
        table_name = "correction"


class Draft(Model):
    terminal = CharField(index=True, max_length=16)
    staff = CharField(max_length=32)
    label = TextField(default="")
    form = TextField()
    saved_at = BigIntegerField()
    parked_at = BigIntegerField(null=True)

    class Meta:
        table_name = "draft"


class DayClose(Model):
    day = DateField(index=True)
    terminal = CharField(max_length=16)
    closed_at = BigIntegerField()
    signed_by = CharField(max_length=32)
    explain = TextField(default="")
    figures = TextField()
    open = TextField()
    files = TextField(default="[]")

    class Meta:
        table_name = "day_close"


class Journal(Model):
    terminal = CharField(max_length=16)
    entry = IntegerField()
    version = IntegerField()
    at = BigIntegerField()
    staff = CharField(max_length=32)
    action = CharField(max_length=32)
    kind = CharField(max_length=24)
    subject = CharField(max_length=64)
    body = TextField()
    row = CharField(max_length=64)
    previous = CharField(max_length=64)
    hash = CharField(max_length=64)

    class Meta:
        table_name = "journal"
        indexes = ((("terminal", "entry"), True), (("kind", "subject", "id"), False))


class SummaryRevision(Model):
    terminal = CharField(max_length=16)
    day = DateField()
    kind = CharField(max_length=24)
    key = CharField(max_length=64)
    revision = BigIntegerField()
    changed_at = BigIntegerField()
    body = TextField(default="")
    published = BigIntegerField(default=0)

    class Meta:
        table_name = "summary_revision"
        indexes = ((("terminal", "day", "kind", "key"), True),)


class SyncNote(Model):
    key = CharField(primary_key=True, max_length=64)
    value = TextField()

    class Meta:
        table_name = "sync_note"


class Serial(Model):
    terminal = CharField(max_length=16)
    series = CharField(max_length=32)
    last = IntegerField()

    class Meta:
        table_name = "serial"
        indexes = ((("terminal", "series"), True),)


TABLES = (
    Staff,
    Window,
    Timetable,
    Roster,
    CalendarYear,
    CalendarDay,
    Item,
    Material,
    Request,
    RequestMaterial,
    Notice,
    NoticePrint,
    Punch,
    Leave,
    Correction,
    Draft,
    DayClose,
    Journal,
    SummaryRevision,
    SyncNote,
    Serial,
)


def up(migrator: object, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: object, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
