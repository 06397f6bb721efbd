"""The catalogue: finding an item as it is typed, reading one, and taking new ones in."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import db as database_package
from db.models.item import Item as ItemRow
from db.models.item import Material as MaterialRow
from db.queries import catalogue as queries
from hallclient.errors import BadInput, NotFound
from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.item import KINDS, LEGAL_PATHS, UNITS, Item, ItemMaterial
from hallclient.rules.message import Message
from hallclient.rules.text import clean
from hallclient.services import journal
from hallclient.services.hall import Hall

SAMPLE = Path(database_package.__file__ or "").with_name("catalogue")
LONGEST_CODE = 32
_APPLY = "申请"


@dataclass(frozen=True, slots=True)
class ItemHit:
    """An item found by what was typed."""

    code: str
    name: str
    department: str
    kind: str


def find(hall: Hall, text: str = "", limit: int | None = None) -> list[ItemHit]:
    """Items by name, alias, code or pinyin initials, the best first; all of them for an empty text."""
    wanted = clean(text).lower().replace(" ", "")
    rows = queries.search_rows(hall.db)
    if not wanted:
        return [ItemHit(*row[:4]) for row in rows[:limit]]
    ranked = sorted(
        (rank, index) for index, row in enumerate(rows) if (rank := _rank(wanted, row[0], row[1], row[4])) is not None
    )
    return [ItemHit(*rows[index][:4]) for _, index in ranked[:limit]]


def _rank(wanted: str, code: str, name: str, search: str) -> int | None:
    """0 the code itself … 5 the characters in their order; None for no match."""
    if any(letter not in search and letter not in name.lower() for letter in wanted):
        return None
    if wanted == code.lower():
        return 0
    if name.lower().startswith(wanted):
        return 1
    words = search.split(" ")
    if wanted in words:
        return 2
    if any(word.startswith(wanted) for word in words):
        return 3
    if any(wanted in word for word in words):
        return 4
    letters = iter(name.lower())
    return 5 if len(wanted) > 1 and all(letter in letters for letter in wanted) else None


def get(hall: Hall, code: str) -> Item:
    """The item as it is now. Raises :class:`NotFound`."""
    row = queries.get(hall.db, code)
    if row is None:
        raise NotFound(
            Message("There is no item with the code {code}.", code=code),
            Message("Look for it with “hallclient item list TEXT”."),
        )
    return _item(row, queries.materials(hall.db, [row.code])[row.code])


def is_offered(hall: Hall, code: str) -> bool:
    """Whether new requests for an item are received; running ones go on either way."""
    row = queries.get(hall.db, code)
    return row is not None and bool(row.active)


def everything(hall: Hall) -> list[Item]:
    """The whole catalogue by code."""
    rows = queries.everything(hall.db)
    papers = queries.materials(hall.db, [row.code for row in rows])
    return [_item(row, papers[row.code]) for row in rows]


def save(hall: Hall, staff: str, items: Iterable[Item]) -> tuple[int, int, int]:
    """Take items in; returns how many were added, changed and the same. All or nothing."""
    have = {item.code: item for item in everything(hall)}
    added = changed = same = 0
    with hall.write():
        for item in items:
            before = have.get(item.code)
            if before == item:
                same += 1
                continue
            queries.save(hall.db, _values(item), [_paper(item.code, n, m) for n, m in enumerate(item.materials, 1)])
            journal.record(hall, staff, "item", "item", item.code, row=_row(item))
            have[item.code] = item
            added, changed = (added + 1, changed) if before is None else (added, changed + 1)
    return added, changed, same


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
        except (KeyError, TypeError, ValueError) as error:
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
    """An item from plain values. Raises KeyError, TypeError or ValueError naming what is wrong."""
    known = {**entry}
    materials = tuple(ItemMaterial(**_cleaned(paper)) for paper in known.pop("material", ()))
    conditions = tuple(dict(known.pop("conditions", {})).items())
    aliases = tuple(known.pop("aliases", ()))
    departments = tuple((clean(name), condition) for name, condition in dict(known.pop("departments", {})).items())
    item = Item(
        **_cleaned(known),
        aliases=aliases,
        conditions=conditions,
        materials=materials,
        departments=departments,
    )
    check(item)
    return item


def _cleaned(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: clean(value) if isinstance(value, str) else value for key, value in entry.items()}


def check(item: Item) -> None:
    """Raise ValueError that names what does not hold."""
    if not item.code or not item.name:
        raise ValueError("code, name")
    for value, known in (
        (item.kind, KINDS),
        (item.legal_path, LEGAL_PATHS),
        (item.unit, UNITS),
        (item.in_person, IN_PERSON),
    ):
        if value not in known:
            raise ValueError(f"{value!r}: {', '.join(known)}")
    for code in (item.code, *(m.code for m in item.materials)):
        if not code or len(code) > LONGEST_CODE:
            raise ValueError(f"code {code!r}: 1-{LONGEST_CODE}")
    numbers = {"statutory_days": item.statutory_days, "promised_days": item.promised_days}
    numbers |= {f"originals {m.code}": m.originals for m in item.materials}
    numbers |= {f"copies {m.code}": m.copies for m in item.materials}
    for field, number in numbers.items():
        if number is not None and (type(number) is not int or number < 0):
            raise ValueError(f"{field} {number!r}")
    promised, statutory = item.promised_days, item.statutory_days
    if promised is not None and statutory is not None and promised > statutory:
        raise ValueError(f"promised_days {promised} > statutory_days {statutory}")
    if item.lapse_basis and item.legal_path == "licence":
        raise ValueError("lapse_basis: a licence never lapses")
    codes = [m.code for m in item.materials]
    if len(set(codes)) != len(codes):
        raise ValueError(f"material codes {codes}")
    ticks = {code for code, _ in item.conditions}
    for material in item.materials:
        if material.condition and material.condition not in ticks:
            raise ValueError(f"condition {material.condition!r} of {material.code}")
    for department, condition in item.departments:
        if not department or (condition and condition not in ticks):
            raise ValueError(f"departments {department!r}: {condition!r}")


def search_text(item: Item) -> str:
    """What the item is found by: name, aliases, code and pinyin initials, in lower case."""
    from pypinyin import Style, lazy_pinyin

    words: list[str] = [item.code.lower()]
    for name in (item.name, *item.aliases):
        for text in (name,) if name.endswith(_APPLY) else (name, name + _APPLY):
            words.append(text.lower().replace(" ", ""))
            words.append("".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower().replace(" ", ""))
    return " ".join(dict.fromkeys(words))


def _values(item: Item) -> dict[str, Any]:
    row = _row(item)
    row.pop("materials")
    row["aliases"] = json.dumps(item.aliases, ensure_ascii=False)
    row["conditions"] = json.dumps(item.conditions, ensure_ascii=False)
    row["departments"] = json.dumps(item.departments, ensure_ascii=False)
    row["search"] = search_text(item)
    return row


def _row(item: Item) -> dict[str, Any]:
    return asdict(item)


def _paper(code: str, position: int, material: ItemMaterial) -> dict[str, Any]:
    return {"item": code, "position": position, **asdict(material)}


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
                m.code, m.name, m.requirement, m.originals, m.copies, m.source, m.condition, bool(m.deferrable)
            )
            for m in papers
        ),
        active=bool(row.active),
        in_person=row.in_person,
        departments=tuple((name, condition) for name, condition in json.loads(row.departments)),
        lapse_basis=row.lapse_basis,
        deemed_basis=row.deemed_basis,
    )
