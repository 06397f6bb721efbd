"""One material of the checklist as a row, and what the clerk needs to know of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.text import Text

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.request import RequestMaterial
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell

COLUMNS = (
    Column(Message("Mark"), 8),
    Column(Message("Material"), least=16, share=3),
    Column(Message("What is wrong"), least=14, share=2, optional=1),
)

_STYLES = {
    "": "dim",
    "ok": "good",
    "missing": "bad",
    "defective": "bad",
    "not_applicable": "done",
    "exempt": "done",
    "promised": "due",
    "deferred": "due",
}
_WORDS = {
    "": Message("[ ]"),
    "ok": Message("In order"),
    "missing": Message("Missing"),
    "defective": Message("Bad"),
    "not_applicable": Message("Not applicable"),
    "exempt": Message("Exempt"),
    "promised": Message("Promise"),
    "deferred": Message("Defer"),
}
"""Shorter than the words of the papers, so that the names have room."""

_ARRIVED = Message("Arrived")
_FAINT = "#a8a8a8"


def cells(material: RequestMaterial, place: int, arrived: Collection[str]) -> Sequence[Cell]:
    """Mark, name, words; an open material that has just been brought shows so until it is checked off."""
    if material.code in arrived:
        mark: Cell = (f"+ {say(_ARRIVED)}", "good")
    else:
        mark = (say(_WORDS[material.mark]), _STYLES[material.mark])
    return mark, f"{place} {material.name}", (material.words, "dim")


def detail(material: RequestMaterial | None) -> Text:
    """What is required of the highlighted material, in how many pieces, where it comes from, what was said."""
    if material is None:
        return Text()
    lines = [safe(material.name, "bold")]
    pieces = [say(Message("original {count}", count=material.originals))] if material.originals else []
    pieces += [say(Message("copies {count}", count=material.copies))] if material.copies else []
    if material.deferrable:
        pieces.append(say(Message("deferrable")))
    if pieces:
        lines.append(safe(" ".join(pieces), _FAINT))
    if material.words:
        lines.append(safe("! " + material.words, "bold #ffd75f"))
    if material.requirement:
        lines.append(safe(material.requirement))
    if material.source:
        lines.append(safe(say(Message("From: {source}", source=material.source)), _FAINT))
    return Text("\n").join(lines)
