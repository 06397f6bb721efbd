"""Items in a table with one row a material: the rows of an item follow one another, the first one names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hallclient.jobs.imports.columns import Column, Line, Problem, lines, unknown
from hallclient.jobs.imports.spoiled import spoiled_cells
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.rules import item_check, item_text
from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.item import LEGAL_PATHS, Item, ItemMaterial
from hallclient.rules.item_terms import PATHS
from hallclient.rules.message import Message
from hallclient.rules.terms import KINDS, UNITS
from hallclient.services.accounts import split

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
    Column("acceptance_conditions", "受理条件"),
    Column("procedure", "办理流程"),
    Column("alias", "别名"),
    Column("legal_path", "法律路径"),
    Column("remark", "备注"),
    Column("in_person", "须本人"),
    Column("done_once", "一次办好"),
    Column("citywide", "全市通办"),
    Column("lapse_basis", "逾期结案依据", others=("逾期依据",)),
    Column("deemed_basis", "视为受理依据"),
    Column("departments", "联办部门"),
    Column("conditions", "情形"),
    Column("condition_rules", "情形关系"),
    Column("active", "启用"),
    Column("starts", "生效日期"),
    Column("material_code", "材料编码", others=("material",)),
    Column("material_name", "材料名称"),
    Column("requirement", "要求"),
    Column("originals", "原件份数"),
    Column("copies", "复印件份数"),
    Column("source", "来源"),
    Column("condition", "适用情形"),
    Column("deferrable", "可容缺"),
    Column("promisable", "可告知承诺"),
    Column("defects", "常见问题"),
)
_ITEM_KEYS = tuple(c.key for c in COLUMNS[: [c.key for c in COLUMNS].index("material_code")])
_KIND_WORDS = {
    "matter with promised limit": "promised",
    "投诉/建议": "complaint",
    "投诉": "complaint",
    "建议": "complaint",
    "转办": "handed_on",
}
_UNIT_WORDS = {"日": "day", "天": "day", "个工作日": "workday"}
_IN_PERSON_WORDS = {"是": "self", "yes": "self", "本人": "self", "监护人": "guardian", "否": "", "no": ""}
_COLUMN_OF = {"aliases": "alias"}
"""Field of the item → its column, where that has another name."""


@dataclass(frozen=True, slots=True)
class Read:
    """An item as the file has it, ``starts`` the day from which it shall be in force (None: at once)."""

    item: Item
    starts: date | None = None


@dataclass
class _Group:
    """The rows of one item."""

    lines: list[Line] = field(default_factory=list)

    @property
    def head(self) -> Line:
        """The row that problems of the whole item are told at."""
        return self.lines[0]


def read(source: Source, have: Mapping[str, Item]) -> tuple[int, list[Read], list[Problem], list[Problem]]:
    """How many items the table has, those that hold, what is wrong, and what is likely to be a slip."""
    groups: dict[str, _Group] = {}
    sheet = read_sheet(source)
    orphans: list[Problem] = spoiled_cells(source, sheet.header)
    remarks = unknown(sheet, COLUMNS)
    code = ""
    for line in lines(source, sheet, COLUMNS):
        before = code
        code = line.text("code", item_check.LONGEST_CODE) or ("" if line.has_problem("code") else code)
        if not code:
            if not line.has_problem("code"):
                line.needed("code")
            orphans += line.problems
            continue
        if code in groups and code != before:
            row = groups[code].head.row
            twice = Message("The item {code} stands in row {row} already; its rows must follow one another.",
                            code=code, row=row)  # fmt: skip
            line.wrong("code", twice)
        groups.setdefault(code, _Group()).lines.append(line)
    items = [_item(code, group, have.get(code), remarks) for code, group in groups.items()]
    problems = [problem for group in groups.values() for line in group.lines for problem in line.problems]
    return len(groups), [item for item in items if item is not None], orphans + problems, remarks


def _item(code: str, group: _Group, before: Item | None, remarks: list[Problem]) -> Read | None:
    """The item of the rows, or None with the problems noted in them."""
    head = _joined(group)
    conditions = _conditions(head, before)
    had = {m.code: m for m in before.materials} if before else {}
    rows: list[Line] = []
    materials: list[ItemMaterial] = []
    for line in group.lines:
        material = _material(line, conditions, had)
        if material is not None:
            rows.append(line)
            materials.append(material)
    values = _values(head, before)
    if before is None or "departments" in head.cells:
        values["departments"] = item_text.departments_of(head.text("departments"), conditions)
    else:
        values["departments"] = before.departments
    rules = _rules(head, conditions) if "condition_rules" in head.cells else before.condition_rules if before else ()
    starts = head.day("starts")
    item = Item(
        code=code,
        conditions=tuple(conditions.items()),
        materials=tuple(materials),
        condition_rules=rules,
        **values,
    )
    for slip in item_check.remarks(item):
        remarks.append(Problem(head.row, slip.field, slip.message, head.titles.get(slip.field, "")))
    _check(item, head, rows)
    return Read(item, starts) if all(line.ok for line in group.lines) else None


def _values(head: Line, before: Item | None) -> dict[str, Any]:
    kind = head.code("kind", KINDS, _KIND_WORDS)
    if not kind and not head.has_problem("kind"):
        head.needed("kind")
    said = head.cells.get("active", "")
    values: dict[str, Any] = {
        "name": head.needed("name"),
        "department": head.needed("department"),
        "kind": kind,
        "legal_path": head.code("legal_path", PATHS) or (before.legal_path if before else _usual_path(kind)),
        "statutory_days": head.number("statutory_days", 0, item_check.MOST_DAYS),
        "promised_days": head.number("promised_days", 0, item_check.MOST_DAYS),
        "unit": head.code("unit", UNITS, _UNIT_WORDS) or "workday",
        "fee": head.text("fee"),
        "basis": head.text("basis"),
        "remark": head.text("remark"),
        "acceptance_conditions": head.text("acceptance_conditions"),
        "procedure": head.text("procedure"),
        "lapse_basis": head.text("lapse_basis"),
        "deemed_basis": head.text("deemed_basis"),
        "in_person": head.code("in_person", IN_PERSON, _IN_PERSON_WORDS),
        "done_once": head.yes("done_once"),
        "citywide": head.yes("citywide"),
        "aliases": split(head.text("alias")),
        "active": head.yes("active") if said else True,
    }
    if before is not None:
        values |= {key: getattr(before, key) for key in values if _COLUMN_OF.get(key, key) not in head.cells}
    return values


def _check(item: Item, head: Line, rows: list[Line]) -> None:
    """Note at its row and column what does not hold; a cell that could not be read has been told already."""
    for problem in item_check.problems(item):
        field = _COLUMN_OF.get(problem.field, problem.field)
        line = head if problem.place is None else rows[problem.place]
        if not line.has_problem(field):
            line.wrong(field, problem.message)


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


def _conditions(head: Line, before: Item | None) -> dict[str, str]:
    """Code → words of the conditions: those that the table names as ``code=words``, else those known of the item."""
    if "conditions" not in head.cells:
        return dict(before.conditions) if before else {}
    text = head.text("conditions")
    code = item_text.twice(text)
    if code is not None:
        head.wrong("conditions", Message(item_text.TWICE.text, code=code))
    return item_text.conditions_of(text)


def _rules(head: Line, conditions: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """``A 包含 B；C 排斥 D``, conditions by their code or their words."""
    found, bad = item_text.rules_of(head.text("condition_rules"), conditions)
    for part in bad:
        head.wrong("condition_rules", Message("“{text}” is not “A implies B” or “A excludes B”.", text=part))
    return found


def _material(line: Line, conditions: dict[str, str], had: Mapping[str, ItemMaterial]) -> ItemMaterial | None:
    """The material of a row; None for a row without one. A new condition is its own code. Columns that the table
    does not have keep what the hall knows."""
    code, name = line.text("material_code", item_check.LONGEST_CODE), line.text("material_name")
    if not code and not name:
        return None
    line.needed("material_code")
    line.needed("material_name")
    said = line.text("condition")
    condition = item_text.condition_of(said, conditions) if said else ""
    if condition:
        conditions.setdefault(condition, said)
    values: dict[str, Any] = {
        "requirement": line.text("requirement"),
        "originals": line.number("originals", 0, item_check.MOST_PIECES) or 0,
        "copies": line.number("copies", 0, item_check.MOST_PIECES) or 0,
        "source": line.text("source"),
        "condition": condition,
        "deferrable": line.yes("deferrable"),
        "promisable": line.yes("promisable"),
        "defects": split(line.text("defects")),
    }
    if code in had:
        values |= {key: getattr(had[code], key) for key in values if key not in line.cells}
    if "promisable" not in line.cells and (code not in had or values["deferrable"] != had[code].deferrable):
        values["promisable"] = values["deferrable"]  # a table of the time when one mark stood for both
    return ItemMaterial(code=code, name=name, **values)
