"""What triggers keep beside requests, so that counting needs no scan."""

from peewee import CharField, CompositeKey, DateField, IntegerField

from db.models.base import Table


class RequestTally(Table):
    """How many requests a window received on a day are in a state now; no row for none.

    Triggers keep it in the statement that changes a request (``db/migrations/0007_volume.py``), so that no
    way of changing a state can pass it by; ``db/queries/tally.py`` compares it and counts it anew."""

    day = DateField()
    window = IntegerField()
    state = CharField(max_length=24)
    n = IntegerField()

    class Meta:
        primary_key = CompositeKey("day", "window", "state")
        indexes = ((("state", "day"), False),)
