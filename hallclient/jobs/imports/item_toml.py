"""Items in a TOML file, one table ``[[item]]`` each; what is wrong is told by line and key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hallclient.jobs.imports.columns import Problem
from hallclient.jobs.imports.item_sheet import Read
from hallclient.jobs.imports.table import Source, read_toml
from hallclient.rules import item_check, item_entry
from hallclient.rules.item_check import ItemProblem
from hallclient.rules.message import Message

_HEADER = re.compile(r"\s*\[\[\s*item\s*(\.\s*material\s*)?\]\]")
_TABLE = re.compile(r"\s*\[\s*item\s*\.\s*(\w+)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*(?:\.[^=]*)?=")
_KEYS = {"material_code": "code", "material_name": "name"}


@dataclass
class _Place:
    """Where an item stands: ``line`` of its header, of its keys, and the places of its materials."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)
    materials: list[_Place] = field(default_factory=list)

    def of(self, problem: ItemProblem) -> int:
        """The line of what is wrong; that of the table where the key cannot be found."""
        if problem.place is None or problem.place >= len(self.materials):
            return self.keys.get(problem.field, self.line)
        table = self.materials[problem.place]
        return table.keys.get(_KEYS.get(problem.field, problem.field), table.line)


def read(source: Source) -> tuple[int, list[Read], list[Problem], list[Problem]]:
    """How many items the file has, those that hold, what is wrong, and what is likely to be a slip."""
    data = read_toml(source)
    entries = data.get("item", [])
    if not isinstance(entries, list) or not data.keys() <= {"item", "about"} or not entries:
        return 0, [], [Problem(1, "item", Message("There must be one table [[item]] for each item."))], []
    places = _places(source, len(entries))
    items: dict[str, Read] = {}
    problems: list[Problem] = []
    remarks: list[Problem] = []
    for place, entry in zip(places, entries, strict=True):
        one = _item(entry, place, problems)
        if one is None:
            continue
        if one.item.code in items:
            twice = Message("The file has the item {code} twice.", code=one.item.code)
            problems.append(Problem(place.keys.get("code", place.line), "code", twice))
            continue
        items[one.item.code] = one
        remarks += [Problem(place.of(slip), slip.field, slip.message) for slip in item_check.remarks(one.item)]
    return len(entries), list(items.values()), problems, remarks


def _item(entry: Any, place: _Place, problems: list[Problem]) -> Read | None:
    """The item of an entry, or None with what is wrong noted."""
    starts = entry.pop("starts", None) if isinstance(entry, dict) else None
    found = list(item_entry.problems(entry))
    if starts is not None and type(starts) is not date:
        found.append(ItemProblem("starts", Message("“{value}” is not a date such as 2026-11-20.", value=str(starts))))
    item = None
    if not found:
        item = item_entry.item_of(entry)
        found += item_check.problems(item)
    problems += [Problem(place.of(one), one.field, one.message) for one in found]
    return Read(item, starts) if item is not None and not found else None


def _places(source: Source, count: int) -> list[_Place]:
    """Where each item stands. Items that are no tables of their own are found by their number only."""
    found = list(_tables(source.data.decode("utf-8-sig").splitlines()))
    return found if len(found) == count else [_Place(number) for number in range(1, count + 1)]


def _tables(lines: list[str]) -> Iterator[_Place]:
    item = table = None
    for number, line in enumerate(lines, 1):
        header = _HEADER.match(line)
        if header is not None and header[1] and item is not None:
            table = _Place(number)
            item.materials.append(table)
        elif header is not None:
            if item is not None:
                yield item
            item = table = _Place(number)
        elif item is not None and table is not None:
            inner = _TABLE.match(line)
            key = _KEY.match(line)
            if inner is not None:
                item.keys.setdefault(inner[1], number)
            elif key is not None:
                table.keys.setdefault(key[1], number)
    if item is not None:
        yield item
