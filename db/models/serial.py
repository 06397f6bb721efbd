"""Serial numbers, one counter a terminal and series; no central counter exists."""

from peewee import AutoField, CharField, IntegerField

from db.models.base import Table


class Serial(Table):
    """``series`` is such as ``request:20261120`` or ``notice:2026``; ``last`` was given out last."""

    id = AutoField()
    terminal = CharField(max_length=16)
    series = CharField(max_length=32)
    last = IntegerField()

    class Meta:
        indexes = ((("terminal", "series"), True),)
