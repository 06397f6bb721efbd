"""Values as lines for people: columns that line up in terminal cells, labels with their values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hallclient.language import _, say
from hallclient.rules.message import Message
from hallclient.rules.text import clean

_GAP = "  "


def columns(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table under its head; a sentence where it has no rows."""
    from rich.cells import cell_len

    cells = [[_cell(value) for value in row] for row in rows]
    if not cells:
        return _("Nothing found.")
    lines = [list(head), *cells]
    widths = [max(cell_len(line[n]) for line in lines) for n in range(len(head))]
    return "\n".join(
        _GAP.join(cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def fields(pairs: Iterable[tuple[str, object]]) -> str:
    """Labels with their values, one below the other; those without a value are left out."""
    return "\n".join(
        say(Message("{label}: {value}", label=label, value=_cell(value)))
        for label, value in pairs
        if value not in (None, "", [])
    )


def _cell(value: object) -> str:
    """Text from outside, harmless; times without their zone."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return "、".join(_cell(part) for part in value)
    return clean(say(value) if isinstance(value, Message) else str(value))


def time_of(text: str | None) -> str:
    """An ISO time as people read it: ``2026-11-20 09:31``."""
    return text[:16].replace("T", " ") if text else ""
