"""Versions of items: kept whole, read by day or number, brought in when their day has come.

Reading needs no writing: until the next change of the catalogue or the next receipt brings a version in, it is laid
over the stored item wherever the catalogue is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from db.models.item_version import ItemVersion as Row
from db.queries import catalogue as catalogue_queries
from db.queries import item_versions as queries
from hallclient.rules import item_version as rules
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.item_version import Version
from hallclient.rules.journal import canonical
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept version: the whole item, and ``search`` as the catalogue finds it."""

    item: Item
    search: str
    made_by: str

    @property
    def version(self) -> Version:
        """Its number and day."""
        return Version(self.item.version, self.item.starts)


def body(item: Item) -> str:
    """The item as JSON."""
    from dataclasses import asdict

    return canonical({**asdict(item), "materials": [asdict(m) for m in item.materials]})


def from_body(text: str) -> Item:
    """The item of :func:`body`; what a later version of the program added has its default, and a material of the time
    when one mark stood for both is promisable where it is deferrable."""
    values = json.loads(text)
    known = {f.name for f in fields(Item)}
    values = {key: _tuples(value) for key, value in values.items() if key in known}
    paper = {f.name for f in fields(ItemMaterial)}
    values["materials"] = tuple(
        ItemMaterial(
            **{
                "promisable": entry.get("deferrable", False),
                **{key: _tuples(value) for key, value in entry.items() if key in paper},
            }
        )
        for entry in json.loads(text)["materials"]
    )
    values["starts"] = date.fromisoformat(values["starts"]) if values.get("starts") else None
    return Item(**values)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value


def _kept(row: Row) -> Kept:
    item = replace(from_body(row.body), version=row.version, starts=row.starts)
    return Kept(item, row.search, row.made_by)


def begun(hall: Hall) -> dict[str, Kept]:
    """Code → version in force today, of the items whose stored version has been overtaken."""
    today = hall.clock.today()
    codes = queries.due(hall.db, today)
    found = {}
    for code, rows in (queries.of_items(hall.db, codes) if codes else {}).items():
        kept = {row.version: row for row in rows}
        now = rules.in_force((Version(row.version, row.starts) for row in rows), today)
        if now is not None:
            found[code] = _kept(kept[now.number])
    return found


def bring_in(hall: Hall, store: Callable[[Item, str], None]) -> None:
    """Make the versions that have begun the stored ones; inside a transaction. ``store`` writes one."""
    for code, kept in begun(hall).items():
        store(kept.item, kept.search)
        hall.items.forget()
        catalogue_queries.set_next(hall.db, code, next_start(hall, code))


def next_start(hall: Hall, code: str) -> date | None:
    """The day on which a prepared version of the item begins."""
    rows = queries.of_items(hall.db, [code])[code]
    return rules.next_start((Version(row.version, row.starts) for row in rows), hall.clock.today())


def next_numbers(hall: Hall, items: Iterable[Item]) -> dict[str, int]:
    """Code → number of the next version of some stored items."""
    stored = {item.code: item.version for item in items}
    last = queries.last_numbers(hall.db, list(stored))
    return {code: max(version, last.get(code, 0)) + 1 for code, version in stored.items()}


def keep(hall: Hall, staff: str, item: Item, search: str) -> None:
    """Keep a version whole; inside the transaction of its change."""
    values = {
        "item": item.code,
        "version": item.version,
        "starts": item.starts,
        "body": body(item),
        "search": search,
        "made_by": staff,
        "made_at": hall.clock.now(),
    }
    queries.keep(hall.db, values)


def known(hall: Hall, code: str, number: int) -> bool:
    """Whether the version is kept."""
    return queries.get(hall.db, code, number) is not None


def get(hall: Hall, code: str, number: int) -> Item | None:
    """A version by its number."""
    row = queries.get(hall.db, code, number)
    return _kept(row).item if row is not None else None


def of_item(hall: Hall, code: str) -> list[Kept]:
    """Every kept version of an item, the oldest number first."""
    return [_kept(row) for row in queries.of_items(hall.db, [code])[code]]


def prepared(hall: Hall, code: str, starts: date) -> Item | None:
    """The version that is prepared for a day after today."""
    return next((one.item for one in of_item(hall, code) if one.item.starts == starts), None)
