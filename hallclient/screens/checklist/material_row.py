"""One material of the checklist as a row, and what the clerk needs to know of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from rich.text import Text

from hallclient.language import say
from hallclient.printing.text import wrap
from hallclient.rules import checklist
from hallclient.rules.message import Message
from hallclient.rules.request import RequestMaterial
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
_DEFERRABLE = Message("D")
_PROMISABLE = Message("P")
"""Stand behind the empty mark of a material that may be deferred, that a promise may replace."""

_FAINT = "#a8a8a8"


def cells(material: RequestMaterial, place: int, arrived: Collection[str]) -> Sequence[Cell]:
    """Mark, name, words; an open material that has just been brought shows so until it is checked off."""
    if material.code in arrived:
        mark: Cell = (f"+ {say(_ARRIVED)}", "good")
    else:
        signs = "" if material.mark else _signs(material)
        mark = (say(_WORDS[material.mark]) + signs, _STYLES[material.mark])
    return mark, f"{place} {material.name}", (material.words, "dim")


def _signs(material: RequestMaterial) -> str:
    allowed = [(material.deferrable, _DEFERRABLE), (material.promisable, _PROMISABLE)]
    signs = "".join(say(sign) for may, sign in allowed if may)
    return f" {signs}" if signs else ""


def detail(material: RequestMaterial | None, width: int, names: Mapping[str, str]) -> Text:
    """What is required of the highlighted material, in how many pieces, where it comes from, what was said; in lines
    of ``width`` cells by the rules of Chinese setting."""
    if material is None:
        return Text()
    lines = _wrapped(material.name, width, "bold")
    pieces = [say(part) for part in _pieces(material, names)]
    if pieces:
        lines += _wrapped("  ".join(pieces), width, _FAINT)
    if material.words:
        lines += _wrapped("! " + material.words, width, "bold #ffd75f")
    if material.requirement:
        lines += _wrapped(material.requirement, width, "")
    if material.source:
        lines += _wrapped(say(Message("From: {source}", source=material.source)), width, _FAINT)
    return Text("\n").join(lines)


def _pieces(material: RequestMaterial, names: Mapping[str, str]) -> Iterator[Message]:
    if material.originals:
        yield Message("original {count}", count=material.originals)
    if material.copies:
        yield Message("copies {count}", count=material.copies)
    if material.deferrable:
        yield Message("deferrable")
    if material.promisable:
        yield Message("promisable")
    if material.handed:
        yield Message("here: {way}", way=checklist.HANDED[material.handed])
    if material.received_on is not None and material.receiver and material.mark != "deferred":
        day = f"{material.received_on:%m-%d}"
        yield Message("{day} taken by {name}", day=day, name=names.get(material.receiver, material.receiver))


def _wrapped(words: str, width: int, style: str) -> list[Text]:
    return [Text(line, style=style, no_wrap=True) for line in wrap(words, width)]
