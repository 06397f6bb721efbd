"""What a terminal publishes: revisions of its records, and what the sync remembers."""

from peewee import SQL, AutoField, BigIntegerField, CharField, DateField, TextField

from db.models.base import InstantField, Table


class SummaryRevision(Table):
    """The revision of one record (terminal, day, kind, key), raised in the transaction of each change.

    ``body`` is the line that was last built for it (``hallclient/sync/lines.py``), empty before the first
    sync; where that line was taken back from the share, a second line tells what this database had then.
    ``published`` is the revision that reached the share last."""

    id = AutoField()
    terminal = CharField(max_length=16)
    day = DateField()
    kind = CharField(max_length=24)
    key = CharField(max_length=64)
    revision = BigIntegerField()
    changed_at = InstantField()
    body = TextField(default="")
    published = BigIntegerField(default=0)

    class Meta:
        indexes = ((("terminal", "day", "kind", "key"), True),)


SummaryRevision.add_index(
    SummaryRevision.index(
        SummaryRevision.terminal, where=SQL('"published" <> "revision"'), name="summary_revision_waiting"
    )
)


class SyncNote(Table):
    """Small facts that a sync carries from one run to the next (last segment, foreign lock seen, pins)."""

    key = CharField(max_length=64, primary_key=True)
    value = TextField()
