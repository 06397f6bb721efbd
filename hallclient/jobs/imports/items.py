"""``import items``: the catalogue, as TOML (the format of the sample) or as a table with one row a material.

In a table the columns of the item stand on its first row; further rows may leave them empty. Columns that the
table does not have keep what the hall knows of the item. Items that the file does not name stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from hallclient.jobs.imports.columns import Column, Line, Problem, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.table import Source, is_toml, read_sheet, read_toml
from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.item import LEGAL_PATHS, Item, ItemMaterial
from hallclient.rules.message import Message
from hallclient.rules.terms import KINDS, UNITS
from hallclient.services import catalogue
from hallclient.services.accounts import Actor, split
from hallclient.services.hall import Hall

PERMISSION = "administer"
COLUMNS = (
    Column("code", "事项编码", required=True),
    Column("name", "事项名称", required=True),
    Column("department", "部门", required=True),
    Column("kind", "类型", required=True),
    Column("statutory_days", "法定天数"),
    Column("promised_days", "承诺天数"),
    Column("unit", "天数单位"),
    Column("fee", "收费"),
    Column("basis", "依据"),
    Column("alias", "别名"),
    Column("legal_path", "法律路径"),
    Column("remark", "备注"),
    Column("lapse_basis", "逾期依据"),
    Column("deemed_basis", "视为受理依据"),
    Column("in_person", "须本人"),
    Column("departments", "联办部门"),
    Column("material_code", "材料编码", others=("material",)),
    Column("material_name", "材料名称"),
    Column("requirement", "要求"),
    Column("originals", "原件份数"),
    Column("copies", "复印件份数"),
    Column("source", "来源"),
    Column("condition", "适用情形"),
    Column("deferrable", "可容缺"),
)
_ITEM_KEYS = tuple(c.key for c in COLUMNS[: [c.key for c in COLUMNS].index("material_code")])
_KIND_WORDS = {"投诉/建议": "complaint", "投诉": "complaint", "建议": "complaint", "转办": "handed_on"}
_UNIT_WORDS = {"日": "day", "天": "day", "个工作日": "workday"}
_PATHS = {
    "licence": Message("Administrative licence"),
    "other": Message("Basis of its own"),
    "disclosure": Message("Disclosure request"),
}
_IN_PERSON_WORDS = {"是": "self", "yes": "self", "本人": "self", "监护人": "guardian", "否": "", "no": ""}
_MOST_DAYS = 3650
_MOST_PIECES = 999


def prepare(hall: Hall, source: Source) -> Prepared:
    """The items of the file compared with the catalogue; counted are items."""
    have = {item.code: item for item in catalogue.everything(hall)}
    read, items, problems = _from_toml(source) if is_toml(source) else _from_sheet(source, have)
    news = [item for item in items if have.get(item.code) != item]
    added = sum(item.code not in have for item in news)

    def save(hall: Hall, actor: Actor) -> None:
        catalogue.save(hall, actor.code, news)

    codes = [item.code for item in news]
    return Prepared(read, problems, added, len(news) - added, len(items) - len(news), codes, save)


def _from_toml(source: Source) -> tuple[int, list[Item], list[Problem]]:
    entries = read_toml(source).get("item", [])
    items: dict[str, Item] = {}
    problems: list[Problem] = []
    if not isinstance(entries, list):
        return 0, [], [Problem(1, "item", Message("There must be one table [[item]] for each item."))]
    for number, entry in enumerate(entries, 1):
        try:
            item = catalogue.from_mapping(_typed(entry))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            code = str(entry.get("code", "")) if isinstance(entry, Mapping) else ""
            message = Message("The item {code} does not hold: {detail}.", code=code or "?", detail=str(error))
            problems.append(Problem(number, "item", message))
            continue
        if item.code in items:
            problems.append(Problem(number, "code", Message("The file has the item {code} twice.", code=item.code)))
            continue
        items[item.code] = item
    return len(entries), list(items.values()), problems


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


@dataclass
class _Group:
    """The rows of one item; the first one names it."""

    lines: list[Line] = field(default_factory=list)

    @property
    def head(self) -> Line:
        """The row that problems of the whole item are told at."""
        return self.lines[0]


def _from_sheet(source: Source, have: Mapping[str, Item]) -> tuple[int, list[Item], list[Problem]]:
    groups: dict[str, _Group] = {}
    orphans: list[Problem] = []
    code = ""
    for line in lines(source, read_sheet(source), COLUMNS):
        code = line.text("code", catalogue.LONGEST_CODE) or ("" if line.has_problem("code") else code)
        if code:
            groups.setdefault(code, _Group()).lines.append(line)
        else:
            if not line.has_problem("code"):
                line.needed("code")
            orphans += line.problems
    items = [_item(code, group, have.get(code)) for code, group in groups.items()]
    problems = [problem for group in groups.values() for line in group.lines for problem in line.problems]
    return len(groups), [item for item in items if item is not None], orphans + problems


def _item(code: str, group: _Group, before: Item | None) -> Item | None:
    """The item of the rows, or None with the problems noted in them."""
    head = _joined(group)
    conditions = dict(before.conditions) if before else {}
    materials = [m for line in group.lines if (m := _material(line, conditions)) is not None]
    kind = head.code("kind", KINDS, _KIND_WORDS)
    if not kind and not head.has_problem("kind"):
        head.needed("kind")
    name, department = head.needed("name"), head.needed("department")
    path = head.code("legal_path", _PATHS) or (before.legal_path if before else _usual_path(kind))
    values: dict[str, Any] = {
        "statutory_days": head.number("statutory_days", 0, _MOST_DAYS),
        "promised_days": head.number("promised_days", 0, _MOST_DAYS),
        "unit": head.code("unit", UNITS, _UNIT_WORDS) or "workday",
        "fee": head.text("fee"),
        "basis": head.text("basis"),
        "remark": head.text("remark"),
        "lapse_basis": head.text("lapse_basis"),
        "deemed_basis": head.text("deemed_basis"),
        "in_person": head.code("in_person", IN_PERSON, _IN_PERSON_WORDS),
        "aliases": split(head.text("alias")),
        "departments": _departments(head.text("departments"), conditions),
    }
    if before is not None:
        absent = {"alias": "aliases"}
        values |= {
            absent.get(key, key): getattr(before, absent.get(key, key))
            for key in _ITEM_KEYS
            if key not in head.cells and absent.get(key, key) in values
        }
    if not all(line.ok for line in group.lines):
        return None
    item = Item(
        code=code,
        name=name,
        department=department,
        kind=kind,
        legal_path=path,
        conditions=tuple(conditions.items()),
        materials=tuple(materials),
        **values,
    )
    return _checked(item, head)


def _departments(said: str, conditions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """``A;B（condition）``: who takes part in a joint matter, with the condition under which it does."""
    found = []
    for part in split(said):
        name, _, words = part.replace("（", "(").rstrip("）)").partition("(")
        code = next((known for known, label in conditions.items() if words.strip() in (known, label)), words.strip())
        found.append((name.strip(), code))
    return tuple(found)


def _checked(item: Item, head: Line) -> Item | None:
    statutory, promised = item.statutory_days, item.promised_days
    if statutory is not None and promised is not None and promised > statutory:
        head.wrong(
            "promised_days",
            Message(
                "Promised are {promised} days, more than the statutory {statutory}.",
                promised=promised,
                statutory=statutory,
            ),
        )
        return None
    try:
        catalogue.check(item)
    except ValueError as error:
        head.wrong("code", Message("The item {code} does not hold: {detail}.", code=item.code, detail=str(error)))
        return None
    return item


def _usual_path(kind: str) -> str:
    """Nothing is taken for a licence unless the file says so: a licence can be accepted by law."""
    return "disclosure" if kind == "disclosure" else LEGAL_PATHS[1]


def _joined(group: _Group) -> Line:
    """The first row with what only later rows say of the item; rows that contradict each other are wrong."""
    head = group.head
    cells = dict(head.cells)
    for line in group.lines[1:]:
        for key in _ITEM_KEYS:
            said = line.cells.get(key, "")
            if not said:
                continue
            if cells.get(key) and cells[key] != said:
                line.wrong(key, Message("Row {row} says otherwise of the same item.", row=head.row))
            cells[key] = cells.get(key) or said
    head.cells = cells
    return head


def _material(line: Line, conditions: dict[str, str]) -> ItemMaterial | None:
    """The material of a row; None for a row without one. A new condition is its own code."""
    code, name = line.text("material_code", catalogue.LONGEST_CODE), line.text("material_name")
    if not code and not name:
        return None
    line.needed("material_code")
    line.needed("material_name")
    said = line.text("condition")
    condition = next((known for known, label in conditions.items() if said in (known, label)), said)
    if condition:
        conditions.setdefault(condition, said)
    return ItemMaterial(
        code=code,
        name=name,
        requirement=line.text("requirement"),
        originals=line.number("originals", 0, _MOST_PIECES) or 0,
        copies=line.number("copies", 0, _MOST_PIECES) or 0,
        source=line.text("source"),
        condition=condition,
        deferrable=line.yes("deferrable"),
    )
