"""What every table shares: names, and moments stored as whole UTC seconds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from peewee import BigIntegerField, Model


class InstantField(BigIntegerField):
    """A moment: an aware datetime in Python, UTC seconds in the table, so that it sorts and travels."""

    def db_value(self, value: Any) -> int | None:
        """UTC seconds; refuses a naive datetime, whose zone nobody knows."""
        if value is None or isinstance(value, int):
            return value
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return int(value.timestamp())

    def python_value(self, value: Any) -> datetime | None:
        """The moment in UTC; services move it to the hall's zone."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Table(Model):
    """Base of all models. It has no database of its own: every query is given one to run on."""

    class Meta:
        legacy_table_names = False
