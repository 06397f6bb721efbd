"""The catalogue of matters."""

from __future__ import annotations

from typing import Any

from peewee import Database

from db.models.item import Item, Material


def get(db: Database, code: str) -> Item | None:
    """The item with this code."""
    found = list(Item.select().where(Item.code == code).execute(db))
    return found[0] if found else None


def materials(db: Database, codes: list[str]) -> dict[str, list[Material]]:
    """The materials of some items, in their order."""
    found: dict[str, list[Material]] = {code: [] for code in codes}
    query = Material.select().where(Material.item.in_(codes)).order_by(Material.item, Material.position)
    for row in query.execute(db):
        found[row.item_id].append(row)
    return found


def everything(db: Database) -> list[Item]:
    """All items by code."""
    return list(Item.select().order_by(Item.code).execute(db))


def search_rows(db: Database) -> list[tuple[str, str, str, str, str]]:
    """Code, name, department, kind and search text of the items on offer."""
    return list(
        Item.select(Item.code, Item.name, Item.department, Item.kind, Item.search)
        .where(Item.active == True)  # noqa: E712 - an SQL comparison
        .order_by(Item.code)
        .tuples()
        .execute(db)
    )


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
