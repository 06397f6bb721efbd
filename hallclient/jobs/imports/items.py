"""``import items``: the catalogue, as TOML (the format of the sample) or as a table with one row a material.

In a table the columns of the item stand on its first row; further rows may leave them empty. Columns that the
table does not have keep what the hall knows of the item. Items that the file does not name stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from hallclient.jobs.imports import item_sheet
from hallclient.jobs.imports.columns import Problem
from hallclient.jobs.imports.item_sheet import COLUMNS, Read
from hallclient.jobs.imports.outcome import Changed, Prepared
from hallclient.jobs.imports.table import Source, is_toml, read_toml
from hallclient.rules import item_check, item_diff
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.message import Message
from hallclient.services import catalogue, item_versions
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

__all__ = ["COLUMNS", "prepare"]

PERMISSION = "administer"


def prepare(hall: Hall, source: Source) -> Prepared:
    """The items of the file compared with the catalogue; counted are items."""
    have = {item.code: item for item in catalogue.everything(hall)}
    count, found, problems, remarks = _from_toml(source) if is_toml(source) else item_sheet.read(source, have)
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


def _from_toml(source: Source) -> tuple[int, list[Read], list[Problem], list[Problem]]:
    entries = read_toml(source).get("item", [])
    items: dict[str, Read] = {}
    problems: list[Problem] = []
    remarks: list[Problem] = []
    if not isinstance(entries, list):
        return 0, [], [Problem(1, "item", Message("There must be one table [[item]] for each item."))], []
    for number, entry in enumerate(entries, 1):
        try:
            starts = entry.pop("starts", None) if isinstance(entry, dict) else None
            if starts is not None and type(starts) is not date:
                raise TypeError(f"starts = {starts!r}")
            item = catalogue.from_mapping(_typed(entry))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            code = str(entry.get("code", "")) if isinstance(entry, Mapping) else ""
            message = Message("The item {code} does not hold: {detail}.", code=code or "?", detail=str(error))
            problems.append(Problem(number, "item", message))
            continue
        if item.code in items:
            problems.append(Problem(number, "code", Message("The file has the item {code} twice.", code=item.code)))
            continue
        items[item.code] = Read(item, starts)
        remarks += [Problem(number, slip.field, slip.message) for slip in item_check.remarks(item)]
    return len(entries), list(items.values()), problems, remarks


def _typed(entry: Any) -> Mapping[str, Any]:
    """The entry, whose texts are texts. Raises TypeError naming the first key that is not what it must be."""
    if not isinstance(entry, Mapping):
        raise TypeError(repr(entry))
    texts = {f.name for f in (*fields(Item), *fields(ItemMaterial)) if f.type == "str"}
    for table in (entry, *entry.get("material", ())):
        for key, value in table.items():
            if key in texts and not isinstance(value, str):
                raise TypeError(f"{key} = {value!r}")
    return entry
