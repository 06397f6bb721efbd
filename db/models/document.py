"""Documents as issued, the bytes of their forms, every printing, and what waits for its paper."""

from peewee import AutoField, BlobField, CharField, DateField, ForeignKeyField, TextField

from db.models.base import InstantField, Table
from db.models.request import Request


class Document(Table):
    """``body`` is the canonical JSON of the paper; ``facts`` is the digest of what it was made of, so that a reprint
    and a new document are told apart. Triggers refuse to change or delete it."""

    id = CharField(max_length=64, primary_key=True)
    terminal = CharField(max_length=16)
    kind = CharField(max_length=16)
    number = TextField(index=True)
    request = ForeignKeyField(Request, backref="documents", null=True, on_delete="RESTRICT")
    issued_at = InstantField()
    issued_on = DateField(index=True)
    clerk = CharField(max_length=32)
    facts = CharField(max_length=64, default="")
    body = TextField()
    sha256 = CharField(max_length=64)


class DocumentForm(Table):
    """A form as it was first made: its bytes (compressed; none for PDF, which lies in the folder of papers), their
    digest, and what they rest on (fonts and library). Append-only."""

    id = AutoField()
    document = ForeignKeyField(Document, backref="forms", on_delete="RESTRICT")
    form = CharField(max_length=16)
    kept_at = InstantField()
    made_with = TextField(default="")
    content = BlobField(null=True)
    sha256 = CharField(max_length=64)

    class Meta:
        indexes = ((("document", "form"), True),)


class DocumentPrint(Table):
    """A printing: when, by whom, in which form, by which way (a printer, viewer, folder, hand), which copy, and
    whether the paper came out (``out``) or not (``failed``). A notice may have prints before it has a document."""

    id = AutoField()
    document = CharField(max_length=64, index=True)
    printed_at = InstantField()
    staff = CharField(max_length=32)
    form = CharField(max_length=16)
    way = TextField(default="")
    copy = CharField(max_length=16, default="")
    outcome = CharField(max_length=8, default="out")
    words = TextField(default="")


class WaitingPaper(Table):
    """Issued, and not printed yet (待打印): why not, and the printer's job that may still be under way."""

    document = CharField(max_length=64, primary_key=True)
    terminal = CharField(max_length=16, index=True)
    kind = CharField(max_length=16)
    number = TextField()
    request = CharField(max_length=40, default="")
    since = InstantField()
    problem = TextField(default="")
    job = TextField(default="")
