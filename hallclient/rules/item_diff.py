"""What differs between two versions of an item, field by field: read before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from hallclient.rules import item_text
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.text import limit

_TEXTS: dict[str, Callable[[Item], str]] = {
    "conditions": item_text.conditions_text,
    "condition_rules": item_text.rules_text,
    "departments": item_text.departments_text,
}
_NOT_COMPARED = frozenset({"code", "materials", "version", "starts"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field. ``material`` is the code of the material, empty for a field of the item itself; ``field`` is empty
    where a whole material comes or goes. ``before`` and ``after`` are plain words, empty for nothing."""

    field: str
    before: str
    after: str
    material: str = ""


def differences(before: Item | None, after: Item) -> tuple[Difference, ...]:
    """What would change; everything that says something for an item that is new."""
    return tuple(_differences(before, after))


def _differences(before: Item | None, after: Item) -> Iterator[Difference]:
    for field in fields(Item):
        if field.name not in _NOT_COMPARED:
            old = _of_item(before, field.name) if before is not None else ""
            new = _of_item(after, field.name)
            if old != new:
                yield Difference(field.name, old, new)
    had = {m.code: m for m in before.materials} if before is not None else {}
    has = {m.code: m for m in after.materials}
    for code, material in has.items():
        if code not in had:
            yield Difference("", "", _summary(material), code)
        else:
            yield from _material(had[code], material)
    for code, material in had.items():
        if code not in has:
            yield Difference("", _summary(material), "", code)
    stayed = [code for code in had if code in has]
    order = [code for code in has if code in had]
    if stayed != order:
        yield Difference("order", ", ".join(stayed), ", ".join(order))


def _of_item(item: Item, field: str) -> str:
    return _TEXTS[field](item) if field in _TEXTS else words(getattr(item, field))


def _material(before: ItemMaterial, after: ItemMaterial) -> Iterator[Difference]:
    for field in fields(ItemMaterial):
        old, new = words(getattr(before, field.name)), words(getattr(after, field.name))
        if old != new:
            yield Difference(field.name, old, new, before.code)


def _summary(material: ItemMaterial) -> str:
    parts = (material.name, material.requirement, f"{material.originals}+{material.copies}", material.source)
    return " / ".join(part for part in parts if part)


def words(value: Any) -> str:
    """A value as one line of plain words."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return item_text.SIGN.join(str(part) for part in value)
    return str(value)


def excerpts(before: str, after: str, longest: int) -> tuple[str, str]:
    """Both at no more than ``longest`` characters, so that what differs between two long texts is seen."""
    same = next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    start = same - longest // 4 if max(len(before), len(after)) > longest and same > longest // 2 else 0
    if not start:
        return limit(before, longest), limit(after, longest)
    return limit("..." + before[start:], longest), limit("..." + after[start:], longest)
