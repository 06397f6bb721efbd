"""Lines of the page of a request: a label, and beside it what it says, in as many lines as it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hallclient.language import say
from hallclient.printing.text import wrap
from hallclient.rules.message import Message
from hallclient.rules.text import clean
from hallclient.widgets.cells import cell_len, fit


class Line(NamedTuple):
    """What stands beside a label. Styles: title strong due overdue bad good dim, or nothing."""

    text: str
    style: str = ""
    label: str = ""
    label_style: str = "dim"


LABEL = 10
"""Cells of a label with the blank behind it, where its language is short."""


def label_width() -> int:
    """As wide as the longest label is in the language of the screen."""
    return max(LABEL, cell_len(say(Message("Excluded time"))) + 1)


def field(label: Message, parts: Sequence[str], width: int, style: str = "") -> Iterator[Line]:
    """A label, and its parts beside it; a label that needs more room takes it from its own line."""
    said = say(label)
    yield from hanging(fit(said, max(label_width(), cell_len(said) + 1)), parts, width, style)


def hanging(label: str, parts: Sequence[str], width: int, style: str, label_style: str = "dim") -> Iterator[Line]:
    """The label, and the parts beside it, in as many lines as they need, broken between them where it can be."""
    indent = cell_len(label)
    room = max(10, width - indent)
    lines: list[str] = []
    for part in (clean(part) for part in parts):
        if part and lines and cell_len(lines[-1]) + 2 + cell_len(part) <= room:
            lines[-1] += f"  {part}"
        elif part:
            lines += wrap(part, room)
    for place, text in enumerate(lines or ["-"]):
        yield Line(text, style, label if place == 0 else " " * indent, label_style)
