"""An item as a table of a TOML file: plain keys and values, checked one by one before they become an item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any

from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.item_check import ItemProblem
from hallclient.rules.message import Message
from hallclient.rules.text import clean

_OWN = {"materials", "version", "starts"}
_ITEM = {f.name: f for f in fields(Item) if f.name not in _OWN}
_MATERIAL = {f.name: f for f in fields(ItemMaterial)}
_SHAPES = {
    "aliases": Message("a list of texts"),
    "conditions": Message("a table code = \"words\""),
    "departments": Message("a table department = \"condition\""),
    "condition_rules": Message("a list of [\"a\", \"implies\", \"b\"]"),
    "defects": Message("a list of texts"),
    "str": Message("a text in quotation marks"),
    "int": Message("a whole number"),
    "int | None": Message("a whole number"),
    "bool": Message("true or false"),
}  # fmt: skip
_TYPES: dict[str, type] = {"str": str, "bool": bool}


def problems(entry: object) -> tuple[ItemProblem, ...]:
    """Keys that no item has, keys that are missing, and values of another type; empty where :func:`item_of` works."""
    return tuple(_problems(entry))


def _problems(entry: object) -> Iterator[ItemProblem]:
    if not isinstance(entry, Mapping):
        yield ItemProblem("item", Message("There must be one table [[item]] for each item."))
        return
    yield from _table({key: value for key, value in entry.items() if key != "material"}, _ITEM)
    papers = entry.get("material", [])
    if not isinstance(papers, list) or not all(isinstance(paper, Mapping) for paper in papers):
        yield ItemProblem("material", Message("There must be one table [[item.material]] for each material."))
        return
    for place, paper in enumerate(papers):
        yield from _table(paper, _MATERIAL, place)


def _table(entry: Mapping[str, Any], known: Mapping[str, Any], place: int | None = None) -> Iterator[ItemProblem]:
    for key, value in entry.items():
        if key not in known:
            yield ItemProblem(key, Message("“{name}” is no key of an item or material.", name=key), place)
        elif not _fits(value, key, known[key].type):
            shape = _SHAPES[key if key in _SHAPES else known[key].type]
            yield ItemProblem(key, Message("{value} is not {shape}.", value=repr(value), shape=shape), place)
    for key, field in known.items():
        if field.default is MISSING and key not in entry:
            yield ItemProblem(key, Message("This must not be empty."), place)


def _fits(value: Any, key: str, kind: str) -> bool:
    if key in ("aliases", "defects"):
        return _texts(value)
    if key in ("conditions", "departments"):
        return isinstance(value, Mapping) and _texts(list(value.values()))
    if key == "condition_rules":
        return isinstance(value, list) and all(_texts(rule) and len(rule) == 3 for rule in value)
    return type(value) is _TYPES.get(kind, int)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def item_of(entry: Mapping[str, Any]) -> Item:
    """The item of an entry without :func:`problems`. Where nothing says whether a promise may take the place of a
    material, it may where the material is deferrable: once both were one mark."""
    values: dict[str, Any] = {key: _plain(value) for key, value in entry.items() if key != "material"}
    values["materials"] = tuple(
        ItemMaterial(
            **{"promisable": paper.get("deferrable", False), **{key: _plain(value) for key, value in paper.items()}}
        )
        for paper in entry.get("material", ())
    )
    return Item(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return tuple((clean(one), clean(other)) for one, other in value.items())
    return tuple(_plain(part) for part in value) if isinstance(value, list) else value
