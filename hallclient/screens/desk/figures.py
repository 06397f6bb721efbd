"""The day in one line: figures of today, what is due, and how the summary stands."""

from __future__ import annotations

from collections.abc import Sequence

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.desk.parts import Part
from hallclient.services.desk import DeskView

Figure = tuple[Message, int, str]
"""What was counted, how many, and the style where there are any."""


def figures(view: DeskView, sharing: Part) -> tuple[list[Part], ...]:
    """The line in three wordings, the widest first."""
    today = (
        (Message("Taken in"), view.received, ""),
        (Message("Taken on"), view.accepted, ""),
        (Message("Finished"), view.completed, ""),
        (Message("To supplement"), view.awaiting, ""),
        (Message("To print"), len(view.unprinted), "due"),
    )
    stock = (
        (Message("Near"), view.near, "due"),
        (Message("Past due"), view.overdue, "overdue"),
        (Message("Parked"), view.parked, ""),
    )
    wide, usual, tight = ("  ", " ", "     "), (" ", " ", "  "), (" ", "", "  ")
    return tuple(_line(today, stock, sharing, *blanks) for blanks in (wide, usual, tight))


def _line(
    today: Sequence[Figure], stock: Sequence[Figure], sharing: Part, gap: str, inside: str, between: str
) -> list[Part]:
    parts: list[Part] = [(say(Message("Today")) + " ", "dim")]
    parts += _group(today, gap, inside)
    parts.append((between, ""))
    parts += _group(stock, gap, inside)
    return [*parts, (between, ""), sharing]


def _group(counted: Sequence[Figure], gap: str, inside: str) -> list[Part]:
    parts: list[Part] = []
    for place, (label, count, style) in enumerate(counted):
        if place:
            parts.append((gap, ""))
        parts.append((f"{say(label)}{inside}{count}", style if count else ""))
    return parts
