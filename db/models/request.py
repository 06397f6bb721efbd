"""Requests and the marks of their materials."""

from peewee import SQL, AutoField, BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from db.models.base import InstantField, Table


class Request(Table):
    """The key is number and terminal. What the item was on the day of receipt is copied here, so that a
    later edit of the catalogue changes nothing. ``conditions`` and ``explanation`` are JSON; the tails are
    the last four characters of identifier and phone, for search. ``visit`` is the one in which it was received,
    ``province_number`` its number in the province's system; for the others see ``rules/circumstances.py``.
    ``guided`` (where the applicant was sent) and ``above`` (the result of the body above) are JSON or empty."""

    id = AutoField()
    number = CharField(max_length=40)
    terminal = CharField(max_length=16)
    version = IntegerField(default=1)
    state = CharField(max_length=24)
    received_at = InstantField()
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
    decided_at = InstantField(null=True)
    decided_by = CharField(max_length=32, default="")
    result = CharField(max_length=24, default="")
    result_reason = TextField(default="")
    delivered_at = InstantField(null=True)
    delivered_to = TextField(default="")
    rating = CharField(max_length=8, default="")
    closed_at = InstantField(null=True)
    visits = IntegerField(default=1)
    visit = IntegerField(null=True)
    province_number = CharField(max_length=64, default="")
    agent_authority = CharField(max_length=16, default="")
    agent_scope = TextField(default="")
    agent_until = DateField(null=True)
    no_phone = BooleanField(default=False)
    contact_name = TextField(default="")
    contact_relation = TextField(default="")
    large_print = BooleanField(default=False)
    scribe = TextField(default="")
    scribe_witness = TextField(default="")
    signature = CharField(max_length=16, default="")
    signature_reason = TextField(default="")
    signature_witness = TextField(default="")
    card = CharField(max_length=16, default="")
    typed_by_hand = BooleanField(default=False)
    paper_serial = CharField(max_length=64, default="")
    entered_by = CharField(max_length=32, default="")
    entered_at = InstantField(null=True)
    delivered_way = CharField(max_length=16, default="")
    delivered_id = TextField(default="")
    delivered_number = TextField(default="")
    delivered_signed = CharField(max_length=16, default="")
    notice_signature = CharField(max_length=16, default="")
    notice_signature_reason = TextField(default="")
    notice_signature_witness = TextField(default="")
    pending_window = IntegerField(null=True)
    pending_department = TextField(default="")
    handed_by = CharField(max_length=32, default="")
    guided = TextField(default="")
    above = TextField(default="")
    authorisation = CharField(max_length=64, default="")
    lapse_basis = TextField(default="")
    deemed_basis = TextField(default="")
    counted_from = DateField(null=True)
    paused_since = DateField(null=True)
    extended_days = IntegerField(default=0)
    extension_approver = TextField(default="")
    extension_on = DateField(null=True)
    extension_document = TextField(default="")
    overdue_reason = TextField(default="")
    overdue_by = CharField(max_length=32, default="")
    papers_returned = TextField(default="")
    item_version = IntegerField(default=0)
    corrected_on = DateField(null=True)
    legal_basis = TextField(default="")

    class Meta:
        indexes = (
            (("number", "terminal"), True),
            (("received_on", "id"), False),
            (("state", "received_on", "id"), False),
            (("window", "state", "received_on", "id"), False),
            (("owner", "state", "received_on", "id", "window"), False),
            (("item", "received_on", "id"), False),
            (("id_tail", "received_on", "id"), False),
            (("phone_tail", "received_on", "id"), False),
            (("id_number", "received_on", "id"), False),
        )


Request.add_index(
    Request.index(Request.province_number, where=SQL("province_number <> ''"), name="request_province_number")
)
Request.add_index(
    Request.index(Request.pending_window, where=SQL("pending_window IS NOT NULL"), name="request_pending_window")
)
Request.add_index(
    Request.index(
        Request.pending_department, where=SQL("pending_department <> ''"), name="request_pending_department"
    )
)


class RequestMaterial(Table):
    """One material of one request: the catalogue's words of that day, and the mark."""

    id = AutoField()
    request = ForeignKeyField(Request, backref="materials", on_delete="CASCADE")
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
    deferred_until = DateField(null=True)
    promised_by = TextField(default="")
    handed = CharField(max_length=16, default="")
    promisable = BooleanField(default=False)

    class Meta:
        indexes = ((("request", "code"), True),)


for _name, _columns, _where in (
    ("accepted", (Request.accepted_on, Request.window), '"accepted_on" IS NOT NULL'),
    ("closed", (Request.closed_at, Request.received_on), '"closed_at" IS NOT NULL'),
    ("decided", (Request.decided_at, Request.received_on), '"decided_at" IS NOT NULL'),
    ("delivered", (Request.delivered_at, Request.received_on), '"delivered_at" IS NOT NULL'),
    (
        "due",
        (Request.state, Request.received_on, Request.id),
        '"promised_due" IS NOT NULL OR "statutory_due" IS NOT NULL',
    ),
    ("handed_over", (Request.pending_owner,), "\"pending_owner\" <> ''"),
    ("short_number", (SQL('substr("number", length("number") - 5)'), Request.received_on, Request.id), ""),
):
    Request.add_index(Request.index(*_columns, where=SQL(_where) if _where else None, name=f"request_{_name}"))
