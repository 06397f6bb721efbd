"""What does not hold in an item, each with its place: for the importer, the editor and the service alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hallclient.rules import conditions
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.message import Message

LONGEST_NAME = 120
LONGEST_TEXT = 1000
"""Characters of a field of the catalogue: what is longer cannot be read at a counter or printed on a notice."""

LONGEST_DEFECT = 100
MOST_DEFECTS = 20

_NAMES = ("name", "department")
_TEXTS = ("fee", "basis", "remark", "acceptance_conditions", "procedure", "lapse_basis", "deemed_basis")

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
    for field in _TEXTS:
        yield from _length(field, getattr(item, field), LONGEST_TEXT)
    for field in _NAMES:
        yield from _length(field, getattr(item, field), LONGEST_NAME)
        if not getattr(item, field):
            yield ItemProblem(field, Message("This must not be empty."))
    promised, statutory = item.promised_days, item.statutory_days
    if promised is not None and statutory is not None and promised > statutory:
        yield ItemProblem(
            "promised_days",
            Message("Promised are {promised} days, more than the statutory {statutory}.",
                    promised=promised, statutory=statutory),
        )  # fmt: skip
    wrong = conditions.refuse_rules(item.conditions, item.condition_rules)
    if wrong is not None:
        yield ItemProblem("condition_rules", wrong)


def _of_materials(item: Item) -> Iterator[ItemProblem]:
    first: dict[str, int] = {}
    ticks = {code for code, _ in item.conditions}
    for place, material in enumerate(item.materials):
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
    for field in ("requirement", "source"):
        yield from _length(field, getattr(material, field), LONGEST_TEXT, place)
    if len(material.defects) > MOST_DEFECTS:
        yield ItemProblem("defects", Message("There are more than {limit} known defects.", limit=MOST_DEFECTS), place)
    for defect in material.defects:
        yield from _length("defects", defect, LONGEST_DEFECT, place)
        if set(defect) & set(";；"):
            yield ItemProblem("defects", Message("A semicolon parts known defects; there is one within."), place)


def _length(field: str, text: str, limit: int, place: int | None = None) -> Iterator[ItemProblem]:
    if len(text) > limit:
        message = Message("This has {count} characters; {limit} is the most.", count=len(text), limit=limit)
        yield ItemProblem(field, message, place)
