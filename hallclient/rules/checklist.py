"""The checklist of materials: marks, what is still open, and when it may be printed.

A checklist is complete only when every material has been marked, so that an unmarked one can never be
printed as if nothing were missing (行政许可法 §32(1)(4): once, everything).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hallclient.rules.item import ItemMaterial
from hallclient.rules.message import Message
from hallclient.rules.request import RequestMaterial

MARKS = ("ok", "missing", "defective", "not_applicable", "exempt", "promised", "deferred")
OPEN = frozenset({"missing", "defective"})
"""Marks that ask something of the applicant."""

NEEDS_WORDS = frozenset({"defective", "not_applicable"})
"""Marks that say nothing without words: what is wrong, or why it does not apply."""


HANDED = {
    "original": Message("Original"),
    "copy": Message("Copy"),
    "electronic": Message("Electronic"),
    "seen": Message("Original seen and given back"),
}
"""How a material is handed in."""

IS_HERE = frozenset({"ok", "defective"})
"""Marks of a material that lies on the counter."""


def usual_handed(originals: int, copies: int, mark: str) -> str:
    """How a material so marked is handed in as a rule: both kinds are asked for where the original is only looked at
    and the copy kept (原件核验). Empty for one that is not here."""
    if mark not in IS_HERE:
        return ""
    if originals and copies:
        return "seen"
    return "copy" if copies else "original"


def refuse_handed(material: RequestMaterial, handed: str) -> Message | None:
    """Why the material cannot be recorded as handed in so, or None."""
    if handed not in HANDED:
        return Message("“{way}” is not a way to hand in; ways are {ways}.", way=handed, ways=", ".join(HANDED))
    if material.mark not in IS_HERE:
        return Message("{name} was not handed in.", name=material.name)
    return None


def applicable(materials: Iterable[ItemMaterial], conditions: Iterable[str]) -> tuple[ItemMaterial, ...]:
    """The materials that apply under the conditions ticked for this applicant."""
    ticked = frozenset(conditions)
    return tuple(m for m in materials if not m.condition or m.condition in ticked)


def refuse_mark(material: RequestMaterial, mark: str, words: str) -> Message | None:
    """Why the material cannot be marked so, or None."""
    if mark not in MARKS:
        return Message("“{mark}” is not a mark; marks are {marks}.", mark=mark, marks=", ".join(MARKS))
    if mark == "deferred" and not material.deferrable:
        return Message("{name} is not a deferrable material.", name=material.name)
    if mark == "promised" and not material.promisable:
        return Message("No promise takes the place of {name}.", name=material.name)
    if mark in NEEDS_WORDS and not words:
        return Message("Say what is wrong with {name}, or why it does not apply.", name=material.name)
    return None


def refuse_while_told(material: RequestMaterial, mark: str) -> Message | None:
    """Why a mark cannot be made while a notice is open, or None: nothing becomes open that the notice does not ask
    for, and nothing that it asks for is forgotten. The supplement checks it off."""
    if material.mark not in OPEN and mark in OPEN:
        return Message("{name} is not asked for in the notice; everything is told once.", name=material.name)
    if material.mark in OPEN and not mark:
        return Message("{name} is asked for in the notice: check it off when it is brought.", name=material.name)
    return None


def unmarked(materials: Iterable[RequestMaterial]) -> tuple[RequestMaterial, ...]:
    """Materials that nobody has looked at yet."""
    return tuple(m for m in materials if not m.mark)


def open_materials(materials: Iterable[RequestMaterial]) -> tuple[RequestMaterial, ...]:
    """Materials that the applicant still has to bring or put right."""
    return tuple(m for m in materials if m.mark in OPEN)


def deferred(materials: Iterable[RequestMaterial]) -> tuple[RequestMaterial, ...]:
    """Materials without which the request was accepted and that are still to be brought (容缺受理)."""
    return tuple(m for m in materials if m.mark == "deferred")


def refuse_notice(materials: Sequence[RequestMaterial]) -> Message | None:
    """Why no notice may be issued or printed from this checklist, or None."""
    waiting = unmarked(materials)
    if waiting:
        return Message(
            "{count} materials are not marked yet: {names}.",
            count=len(waiting),
            names="、".join(m.name for m in waiting),
        )
    if not open_materials(materials):
        return Message("Nothing is missing: the request is to be accepted, no notice is needed.")
    return None
