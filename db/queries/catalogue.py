"""The catalogue of matters."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import Database

from db import statement
from db.models.item import Item, Material
from db.queries.bulk import in_parts


def get(db: Database, code: str) -> Item | None:
    """The item with this code."""
    found = statement.select(db, Item, 'WHERE "code" = ?', (code,))
    return found[0] if found else None


def materials(db: Database, codes: list[str]) -> dict[str, list[Material]]:
    """The materials of some items, in their order."""
    found: dict[str, list[Material]] = {code: [] for code in codes}
    for part in in_parts(codes):
        rest = f'WHERE "item_id" IN ({", ".join("?" * len(part))}) ORDER BY "item_id", "position"'
        for row in statement.select(db, Material, rest, part):
            found[row.__data__["item"]].append(row)
    return found


def everything(db: Database) -> list[Item]:
    """All items by code."""
    return list(Item.select().order_by(Item.code).execute(db))


def search_rows(db: Database, withdrawn: bool = False) -> list[tuple[str, str, str, str, str]]:
    """Code, name, department, kind and search text of the items on offer, or of those that are not any more."""
    text = 'SELECT "code", "name", "department", "kind", "search" FROM item WHERE "active" = ? ORDER BY "code"'
    found: list[tuple[str, str, str, str, str]] = statement.run(db, text, (not withdrawn,)).fetchall()
    return found


def set_next(db: Database, code: str, day: date | None) -> None:
    """The day on which the next version of an item begins; None where none is prepared."""
    Item.update({"next_starts": day}).where(Item.code == code).execute(db)


def save(db: Database, values: dict[str, Any], papers: list[dict[str, Any]]) -> None:
    """Add or replace an item with its materials."""
    code = values["code"]
    if get(db, code) is None:
        Item.insert(values).execute(db)
    else:
        Item.update(values).where(Item.code == code).execute(db)
        Material.delete().where(Material.item == code).execute(db)
    if papers:
        Material.insert_many(papers).execute(db)
