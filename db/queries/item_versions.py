"""Versions of items: those in force, superseded and prepared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Database, fn

from db import statement
from db.models.item_version import ItemVersion


def due(db: Database, day: date) -> list[str]:
    """Codes of items of which a prepared version has begun by ``day`` and has not been brought in yet."""
    found = statement.run(db, 'SELECT "code" FROM item WHERE "next_starts" <= ?', (day.isoformat(),))
    return [code for (code,) in found.fetchall()]


def of_items(db: Database, codes: Sequence[str]) -> dict[str, list[ItemVersion]]:
    """Every kept version of some items, the oldest number first."""
    found: dict[str, list[ItemVersion]] = {code: [] for code in codes}
    query = ItemVersion.select().where(ItemVersion.item.in_(list(codes)))
    for row in query.order_by(ItemVersion.item, ItemVersion.version).execute(db):
        found[row.item].append(row)
    return found


def get(db: Database, code: str, version: int) -> ItemVersion | None:
    """One version of an item."""
    query = ItemVersion.select().where(ItemVersion.item == code, ItemVersion.version == version)
    return next(iter(query.execute(db)), None)


def last_numbers(db: Database, codes: Sequence[str]) -> dict[str, int]:
    """Code → highest number of a kept version."""
    query = ItemVersion.select(ItemVersion.item, fn.MAX(ItemVersion.version)).where(ItemVersion.item.in_(list(codes)))
    return {code: int(number) for code, number in query.group_by(ItemVersion.item).tuples().execute(db)}


def keep(db: Database, values: dict[str, Any]) -> None:
    """Keep a version; one that was prepared under the same number gives way to it."""
    same = (ItemVersion.item == values["item"]) & (ItemVersion.version == values["version"])
    ItemVersion.delete().where(same).execute(db)
    ItemVersion.insert(values).execute(db)


def forget(db: Database, code: str, version: int) -> None:
    """Take back a version that is only prepared."""
    ItemVersion.delete().where(ItemVersion.item == code, ItemVersion.version == version).execute(db)
