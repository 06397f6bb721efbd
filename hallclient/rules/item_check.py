"""What does not hold in an item, each with its place: for the importer, the editor and the service alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hallclient.rules import conditions, item_text
from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.item import KINDS, LEGAL_PATHS, UNITS, Item, ItemMaterial
from hallclient.rules.message import Message

LONGEST_CODE = 32
LONGEST_NAME = 120
LONGEST_TEXT = 1000
"""Characters of a field of the catalogue: what is longer cannot be read at a counter or printed on a notice."""

LONGEST_DEFECT = 100
MOST_DEFECTS = 20
MOST_DAYS = 3650
MOST_PIECES = 999

_NAMES = ("name", "department")
_TEXTS = ("fee", "basis", "remark", "acceptance_conditions", "procedure", "lapse_basis", "deemed_basis")

_KNOWN = {"kind": KINDS, "legal_path": LEGAL_PATHS, "unit": UNITS, "in_person": tuple(IN_PERSON)}

NEED_NO_MATERIALS = frozenset({"consultation", "complaint", "handed_on"})


@dataclass(frozen=True, slots=True)
class ItemProblem:
    """What is wrong in ``field``; ``place`` is the position of the material from 0, None for the item itself."""

    field: str
    message: Message
    place: int | None = None


def problems(item: Item) -> tuple[ItemProblem, ...]:
    """Everything that does not hold; empty for an item that can be offered."""
    return tuple(_of_item(item)) + tuple(_of_materials(item))


def remarks(item: Item) -> tuple[ItemProblem, ...]:
    """What holds and is still likely to be a slip."""
    if item.materials or not item.active or item.kind in NEED_NO_MATERIALS:
        return ()
    words = Message("The item {code} asks for no materials: nothing can be told once. Is that meant?", code=item.code)
    return (ItemProblem("material_code", words),)


def _of_item(item: Item) -> Iterator[ItemProblem]:
    yield from _code("code", item.code)
    for field in _TEXTS:
        yield from _length(field, getattr(item, field), LONGEST_TEXT)
    for field in _NAMES:
        yield from _length(field, getattr(item, field), LONGEST_NAME)
        if not getattr(item, field):
            yield ItemProblem(field, Message("This must not be empty."))
    for field, known in _KNOWN.items():
        value = getattr(item, field)
        if value not in known:
            words = Message("“{value}” is none of {known}.", value=value, known=", ".join(filter(None, known)))
            yield ItemProblem(field, words)
    yield from _limits(item)
    if item.lapse_basis and item.legal_path == "licence":
        yield ItemProblem("lapse_basis", Message("A licence never lapses: no basis for closing it unanswered."))
    yield from _of_conditions(item)


def _limits(item: Item) -> Iterator[ItemProblem]:
    for field in ("statutory_days", "promised_days"):
        days = getattr(item, field)
        if days is not None:
            yield from _number(field, days, MOST_DAYS)
    promised, statutory = item.promised_days, item.statutory_days
    if promised is not None and statutory is not None and promised > statutory:
        yield ItemProblem(
            "promised_days",
            Message("Promised are {promised} days, more than the statutory {statutory}.",
                    promised=promised, statutory=statutory),
        )  # fmt: skip


def _of_conditions(item: Item) -> Iterator[ItemProblem]:
    ticks = dict(item.conditions)
    wrong = conditions.refuse_rules(item.conditions, item.condition_rules)
    if wrong is not None:
        yield ItemProblem("condition_rules", wrong)
    for said in (*ticks, *ticks.values()):
        yield from _length("conditions", said, LONGEST_NAME)
    for alias in item.aliases:
        yield from _length("aliases", alias, LONGEST_NAME)
    for name, condition in item.departments:
        yield from _length("departments", name, LONGEST_NAME)
        if condition and condition not in ticks:
            words = Message("{department}: the condition “{name}” is not one of the item.",
                            department=name, name=condition)  # fmt: skip
            yield ItemProblem("departments", words)
    for field, value, read in (
        ("aliases", item.aliases, item_text.parts(item_text.SIGN.join(item.aliases))),
        ("conditions", ticks, item_text.conditions_of(item_text.conditions_text(item))),
        ("departments", item.departments, item_text.departments_of(item_text.departments_text(item), ticks)),
        ("condition_rules", item.condition_rules, item_text.rules_of(item_text.rules_text(item), ticks)[0]),
    ):
        if value != read and not (field == "condition_rules" and wrong is not None):
            signs = Message("Nothing here may be empty or hold a sign that parts values: ； = （ ）")
            yield ItemProblem(field, signs)


def _of_materials(item: Item) -> Iterator[ItemProblem]:
    first: dict[str, int] = {}
    ticks = {code for code, _ in item.conditions}
    for place, material in enumerate(item.materials):
        yield from _code("material_code", material.code, place)
        if material.code in first:
            message = Message("The material code {code} stands twice in the item.", code=material.code)
            yield ItemProblem("material_code", message, place)
        first.setdefault(material.code, place)
        if material.condition and material.condition not in ticks:
            message = Message("The condition “{name}” is not one of the item.", name=material.condition)
            yield ItemProblem("condition", message, place)
        yield from _of_material(material, place)


def _of_material(material: ItemMaterial, place: int) -> Iterator[ItemProblem]:
    if not material.name:
        yield ItemProblem("material_name", Message("This must not be empty."), place)
    yield from _length("material_name", material.name, LONGEST_NAME, place)
    for field in ("originals", "copies"):
        yield from _number(field, getattr(material, field), MOST_PIECES, place)
    for field in ("requirement", "source"):
        yield from _length(field, getattr(material, field), LONGEST_TEXT, place)
    if len(material.defects) > MOST_DEFECTS:
        yield ItemProblem("defects", Message("There are more than {limit} known defects.", limit=MOST_DEFECTS), place)
    for defect in material.defects:
        yield from _length("defects", defect, LONGEST_DEFECT, place)
        if set(defect) & set(";；"):
            yield ItemProblem("defects", Message("A semicolon parts known defects; there is one within."), place)


def _code(field: str, code: str, place: int | None = None) -> Iterator[ItemProblem]:
    if not code:
        yield ItemProblem(field, Message("This must not be empty."), place)
    yield from _length(field, code, LONGEST_CODE, place)


def _number(field: str, number: int, most: int, place: int | None = None) -> Iterator[ItemProblem]:
    if type(number) is not int or not 0 <= number <= most:
        words = Message("“{value}” is not a whole number from {lowest} to {highest}.",
                        value=number, lowest=0, highest=most)  # fmt: skip
        yield ItemProblem(field, words, place)


def _length(field: str, text: str, limit: int, place: int | None = None) -> Iterator[ItemProblem]:
    if len(text) > limit:
        message = Message("This has {count} characters; {limit} is the most.", count=len(text), limit=limit)
        yield ItemProblem(field, message, place)
