"""Items of the catalogue once read, for a counter receives the same few all day."""

from __future__ import annotations

from datetime import date
from threading import get_ident
from typing import TYPE_CHECKING

from peewee import Database

from db import connection

if TYPE_CHECKING:
    from hallclient.rules.item import Item

_Mark = tuple[int, int]


class ItemMemory:
    """What was read stays good until another connection has written, or this one has changed the catalogue. Nothing
    is remembered on PostgreSQL, which does not tell whether somebody has written, and nothing inside a transaction,
    which may yet be rolled back."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[_Mark, Item, date | None]] = {}

    def mark(self, db: Database) -> _Mark | None:
        """The state of the database that what is read now belongs to; None where that cannot be said."""
        seen = connection.seen_change(db)
        # The number belongs to a connection, and a connection to a thread.
        return None if seen is None else (get_ident(), seen)

    def get(self, code: str, mark: _Mark | None, today: date) -> Item | None:
        """The item, where it is known and no other version has begun."""
        found = self._known.get(code)
        if found is None or found[0] != mark or (found[2] is not None and found[2] <= today):
            return None
        return found[1]

    def keep(self, mark: _Mark | None, item: Item, next_starts: date | None) -> None:
        """Remember an item as it was read at ``mark``, until its next version begins."""
        if mark is not None:
            self._known[item.code] = (mark, item, next_starts)

    def forget(self) -> None:
        """The catalogue has changed."""
        self._known.clear()
