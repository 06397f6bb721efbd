"""The catalogue as a table with one row a material, in the columns and with the headers that the import reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hallclient.reports.table import Cell, Column, Row, Table, Term
from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.item_terms import PATHS
from hallclient.rules.item_text import SIGN, conditions_text, departments_text, names, rules_text
from hallclient.rules.message import Message
from hallclient.rules.terms import KINDS, UNITS

TITLE = Message("Catalogue of items")

ITEM_COLUMNS = (
    Column("code", Message("Item number"), "id"),
    Column("name", Message("Item name")),
    Column("department", Message("Department")),
    Column("kind", Message("Item kind")),
    Column("statutory_days", Message("Statutory days"), "int"),
    Column("promised_days", Message("Promised days"), "int"),
    Column("unit", Message("Unit of days")),
    Column("fee", Message("Fee charged")),
    Column("basis", Message("Basis in law")),
    Column("acceptance_conditions", Message("Conditions for acceptance")),
    Column("procedure", Message("Procedure of the item")),
    Column("alias", Message("Aliases")),
    Column("legal_path", Message("Legal path")),
    Column("remark", Message("Remark")),
    Column("in_person", Message("In person")),
    Column("done_once", Message("Done in one visit")),
    Column("citywide", Message("Any hall of the city")),
    Column("lapse_basis", Message("Basis for closing unanswered")),
    Column("deemed_basis", Message("Basis for acceptance by law")),
    Column("departments", Message("Departments taking part")),
    Column("conditions", Message("Conditions of the item")),
    Column("condition_rules", Message("Relations of conditions")),
    Column("active", Message("On offer")),
    Column("starts", Message("In force from"), "date"),
)
MATERIAL_COLUMNS = (
    Column("material_code", Message("Material code"), "id"),
    Column("material_name", Message("Material name")),
    Column("requirement", Message("Standard required")),
    Column("originals", Message("Number of originals"), "int"),
    Column("copies", Message("Number of copies"), "int"),
    Column("source", Message("Where it comes from")),
    Column("condition", Message("Where it applies")),
    Column("deferrable", Message("May be deferred")),
    Column("promisable", Message("May be promised")),
    Column("defects", Message("Known defects")),
)
COLUMNS = (*ITEM_COLUMNS, *MATERIAL_COLUMNS)


def catalogue_table(items: Iterable[Item], *, subtitle: str = "") -> Table:
    """Every row names its item, so that rows may be filtered; the rest of the item stands on its first row. The day
    is left empty: what is changed in the file is in force at once, unless a day is written there."""
    return Table("items", TITLE, subtitle, COLUMNS, [row for item in items for row in _rows(item)])


def _rows(item: Item) -> Iterator[Row]:
    called = names(dict(item.conditions))
    own: tuple[Cell, ...] = (
        item.code,
        item.name,
        item.department,
        Term(item.kind, KINDS[item.kind]),
        item.statutory_days,
        item.promised_days,
        Term(item.unit, UNITS[item.unit]),
        item.fee,
        item.basis,
        item.acceptance_conditions,
        item.procedure,
        SIGN.join(item.aliases),
        Term(item.legal_path, PATHS[item.legal_path]),
        item.remark,
        Term(item.in_person, IN_PERSON[item.in_person]) if item.in_person else None,
        item.done_once,
        item.citywide,
        item.lapse_basis,
        item.deemed_basis,
        departments_text(item),
        conditions_text(item),
        rules_text(item),
        item.active,
        None,
    )
    further: tuple[Cell, ...] = (item.code, *(None,) * (len(ITEM_COLUMNS) - 1))
    yield (*own, *(_material(item.materials[0], called) if item.materials else (None,) * len(MATERIAL_COLUMNS)))
    for material in item.materials[1:]:
        yield (*further, *_material(material, called))


def _material(material: ItemMaterial, called: dict[str, str]) -> tuple[Cell, ...]:
    return (
        material.code,
        material.name,
        material.requirement,
        material.originals,
        material.copies,
        material.source,
        called.get(material.condition, material.condition),
        material.deferrable,
        material.promisable,
        SIGN.join(material.defects),
    )
