"""``import items``: the catalogue, as TOML (the format of the sample) or as a table with one row a material.

In a table the columns of the item stand on its first row; further rows may leave them empty. Columns that the
table does not have keep what the hall knows of the item. Items that the file does not name stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from hallclient.jobs.imports import item_sheet, item_toml
from hallclient.jobs.imports.item_sheet import COLUMNS
from hallclient.jobs.imports.outcome import Changed, Prepared
from hallclient.jobs.imports.table import Source, is_toml
from hallclient.rules import item_diff
from hallclient.rules.item import Item
from hallclient.services import catalogue, item_versions
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

__all__ = ["COLUMNS", "prepare"]

PERMISSION = "administer"


def prepare(hall: Hall, source: Source) -> Prepared:
    """The items of the file compared with the catalogue; counted are items."""
    have = {item.code: item for item in catalogue.everything(hall)}
    count, found, problems, remarks = item_toml.read(source) if is_toml(source) else item_sheet.read(source, have)
    today = hall.clock.today()
    news: dict[date | None, list[Item]] = defaultdict(list)
    changes = []
    for one in found:
        later = one.starts is not None and one.starts > today
        prepared = item_versions.prepared(hall, one.item.code, one.starts) if later and one.starts else None
        before = have.get(one.item.code)
        if (prepared if later else before) != one.item:
            news[one.starts].append(one.item)
            differences = item_diff.differences(prepared or before, one.item)
            changes.append(Changed(one.item.code, one.item.name, before is None, one.starts, differences))

    def save(hall: Hall, actor: Actor) -> None:
        for starts, items in news.items():
            catalogue.save(hall, actor.code, items, starts)

    added = sum(change.added for change in changes)
    codes = [change.code for change in changes]
    same = len(found) - len(changes)
    return Prepared(count, problems, added, len(changes) - added, same, codes, save, remarks, changes=changes)
