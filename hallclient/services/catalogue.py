"""The catalogue: reading an item as it is now, and taking new ones and new versions in."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import db as database_package
from db.models.item import Item as ItemRow
from db.models.item import Material as MaterialRow
from db.queries import catalogue as queries
from hallclient.errors import BadInput, NotFound
from hallclient.rules import item_check, item_entry
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.message import Message
from hallclient.services import item_versions, journal
from hallclient.services.catalogue_search import search_text
from hallclient.services.hall import Hall

_LISTS = frozenset({"aliases", "conditions", "departments", "condition_rules"})
"""What an item has several of is JSON in its row."""

SAMPLE = Path(database_package.__file__ or "").with_name("catalogue")


def get(hall: Hall, code: str) -> Item:
    """The item as it is now: the version in force today. Raises :class:`NotFound`."""
    today = hall.clock.today()
    mark = None if hall.writing else hall.items.mark(hall.db)
    known = hall.items.get(code, mark, today) if mark is not None else None
    if known is not None:
        return known
    row = queries.get(hall.db, code)
    if row is not None and row.next_starts is not None and row.next_starts <= today:
        return item_versions.begun(hall)[code].item
    if row is None:
        raise NotFound(
            Message("There is no item with the code {code}.", code=code),
            Message("Look for it with “hallclient item list TEXT”."),
        )
    item = _item(row, queries.materials(hall.db, [row.code])[row.code])
    hall.items.keep(mark, item, row.next_starts)
    return item


def is_offered(hall: Hall, code: str) -> bool:
    """Whether new requests for an item are received; running ones go on either way."""
    row = queries.get(hall.db, code)
    return row is not None and bool(row.active)


def everything(hall: Hall) -> list[Item]:
    """The whole catalogue by code."""
    rows = queries.everything(hall.db)
    papers = queries.materials(hall.db, [row.code for row in rows])
    fresh = item_versions.begun(hall)
    return [fresh[row.code].item if row.code in fresh else _item(row, papers[row.code]) for row in rows]


def told(hall: Hall, code: str, version: int) -> Item:
    """The item as it was in that version, which a request was received under; as it is now where it was not kept."""
    return (item_versions.get(hall, code, version) if version else None) or get(hall, code)


def save(hall: Hall, staff: str, items: Iterable[Item], starts: date | None = None) -> tuple[int, int, int]:
    """Take items in; returns how many were added, changed and the same. All or nothing.

    Each change is a new version, in force from ``starts``, or at once; a day that has not come yet prepares it.
    """
    added = changed = same = 0
    with hall.write():
        bring_in(hall)
        have = {item.code: item for item in everything(hall)}
        later = starts is not None and starts > hall.clock.today()
        numbers = item_versions.next_numbers(hall, have.values())
        for item in items:
            before = have.get(item.code)
            if (_prepared(hall, item.code, starts) if later and starts else before) == item:
                same += 1
                continue
            if before is not None and before.version and not item_versions.known(hall, item.code, before.version):
                item_versions.keep(hall, "", before, search_text(before))
            begins = starts if before is not None or later else None
            if before is not None and begins is None:
                begins = hall.clock.today()
            version = replace(item, version=numbers.get(item.code, 1), starts=begins)
            _take_in(hall, staff, version, before, later=later)
            if not later:
                have[item.code] = version
            numbers[item.code] = version.version + 1
            added, changed = (added + 1, changed) if before is None else (added, changed + 1)
    return added, changed, same


def _prepared(hall: Hall, code: str, starts: date) -> Item | None:
    return item_versions.prepared(hall, code, starts)


def _take_in(hall: Hall, staff: str, item: Item, before: Item | None, *, later: bool) -> None:
    """Store a version, and make it the one in force unless its day has not come yet."""
    search = search_text(item)
    if later:
        assert item.starts is not None
        again = _prepared(hall, item.code, item.starts)
        item = replace(item, version=again.version if again is not None else item.version)
        if before is None:
            # The code is taken, but nothing is on offer before the day.
            _store(hall, replace(item, version=0, starts=None, active=False), search)
    else:
        _store(hall, item, search)
    if later or before is not None:
        item_versions.keep(hall, staff, item, search)
    hall.items.forget()
    queries.set_next(hall.db, item.code, item_versions.next_start(hall, item.code))
    body = {"version": item.version, "starts": item.starts.isoformat() if item.starts else ""}
    journal.record(hall, staff, "item", "item", item.code, body, row=asdict(item))


def bring_in(hall: Hall) -> None:
    """Make versions whose day has come the stored ones. Inside a transaction."""
    item_versions.bring_in(hall, lambda item, search: _store(hall, item, search))


def _store(hall: Hall, item: Item, search: str) -> None:
    hall.items.forget()
    papers = [_paper(item.code, n, m) for n, m in enumerate(item.materials, 1)]
    queries.save(hall.db, {**_values(item), "search": search}, papers)


def sample_items() -> list[Item]:
    """The sample catalogue that comes with the program; to be checked against the local guide."""
    items: list[Item] = []
    for path in sorted(SAMPLE.glob("*.toml")):  # about.toml holds no items and adds none
        items += read_toml(path)
    return items


def read_toml(path: Path) -> list[Item]:
    """The items of a TOML file. Raises :class:`BadInput` that names the file and the item."""
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _mistake(path, "", str(error)) from error
    items = []
    for entry in data.get("item", []):
        try:
            items.append(from_mapping(entry))
        except ValueError as error:
            raise _mistake(path, str(entry.get("code", "")), str(error)) from error
    return items


def _mistake(path: Path, code: str, detail: str) -> BadInput:
    return BadInput(
        Message(
            "The catalogue file {file} does not hold: {code} {detail}.", file=path.name, code=code, detail=detail
        ),
        Message("Put the file right and import it again; nothing was imported."),
    )


def from_mapping(entry: Mapping[str, Any]) -> Item:
    """An item from plain values. Raises ValueError naming what is wrong."""
    for problem in item_entry.problems(entry):
        raise ValueError(f"{problem.field}: {problem.message}")
    item = item_entry.item_of(entry)
    for problem in item_check.problems(item):
        raise ValueError(f"{problem.field}: {problem.message}")
    return item


def _values(item: Item) -> dict[str, Any]:
    row = asdict(item)
    row.pop("materials")
    return {key: json.dumps(value, ensure_ascii=False) if key in _LISTS else value for key, value in row.items()}


def _paper(code: str, position: int, material: ItemMaterial) -> dict[str, Any]:
    defects = json.dumps(material.defects, ensure_ascii=False)
    return {"item": code, "position": position, **asdict(material), "defects": defects}


def _item(row: ItemRow, papers: list[MaterialRow]) -> Item:
    return Item(
        code=row.code,
        name=row.name,
        department=row.department,
        kind=row.kind,
        legal_path=row.legal_path,
        statutory_days=row.statutory_days,
        promised_days=row.promised_days,
        unit=row.unit,
        fee=row.fee,
        basis=row.basis,
        remark=row.remark,
        aliases=tuple(json.loads(row.aliases)),
        conditions=tuple((code, label) for code, label in json.loads(row.conditions)),
        materials=tuple(
            ItemMaterial(
                m.code,
                m.name,
                m.requirement,
                m.originals,
                m.copies,
                m.source,
                m.condition,
                bool(m.deferrable),
                tuple(json.loads(m.defects)),
                bool(m.promisable),
            )
            for m in papers
        ),
        active=bool(row.active),
        in_person=row.in_person,
        departments=tuple((name, condition) for name, condition in json.loads(row.departments)),
        lapse_basis=row.lapse_basis,
        deemed_basis=row.deemed_basis,
        condition_rules=tuple((one, relation, other) for one, relation, other in json.loads(row.condition_rules)),
        acceptance_conditions=row.acceptance_conditions,
        procedure=row.procedure,
        done_once=bool(row.done_once),
        citywide=bool(row.citywide),
        version=row.version,
        starts=row.starts,
    )
