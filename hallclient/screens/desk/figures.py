"""The day in one line: figures of today, what is due, and how the summary stands."""

from __future__ import annotations

from collections.abc import Sequence

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.desk.parts import Part
from hallclient.services.desk import DeskView

Figure = tuple[Message, int, str]
"""What was counted with its number, how many, and the style where there are any."""


def figures(view: DeskView, sharing: Part) -> tuple[list[Part], ...]:
    """The line in four wordings, the widest first; the last one leaves out what counts nothing."""
    wide, usual, tight = ("  ", " ", "     "), (" ", " ", "  "), (" ", "", "  ")
    lines = [_line(view, sharing, *blanks) for blanks in (wide, usual, tight)]
    return (*lines, _line(view, sharing, *tight, brief=True))


def _line(view: DeskView, sharing: Part, gap: str, blank: str, between: str, *, brief: bool = False) -> list[Part]:
    today = (
        (Message("Received{blank}{count}", blank=blank, count=view.received), view.received, ""),
        (Message("Accepted{blank}{count}", blank=blank, count=view.accepted), view.accepted, ""),
        (Message("Done{blank}{count}", blank=blank, count=view.completed), view.completed, ""),
        (Message("Awaited{blank}{count}", blank=blank, count=view.awaiting), view.awaiting, ""),
        (Message("To print{blank}{count}", blank=blank, count=len(view.unprinted)), len(view.unprinted), "due"),
    )
    stock = (
        (Message("Near{blank}{count}", blank=blank, count=view.near), view.near, "due"),
        (Message("Late{blank}{count}", blank=blank, count=view.overdue), view.overdue, "overdue"),
        (Message("Parked{blank}{count}", blank=blank, count=view.parked), view.parked, ""),
    )
    parts: list[Part] = [] if brief else [(say(Message("Today")) + " ", "dim")]
    for figures_of in (today, stock):
        parts += _group([one for one in figures_of if one[1] or not brief], gap)
        parts.append((between, ""))
    return [*parts, sharing]


def _group(counted: Sequence[Figure], gap: str) -> list[Part]:
    parts: list[Part] = []
    for place, (words, count, style) in enumerate(counted):
        if place:
            parts.append((gap, ""))
        parts.append((say(words), style if count else ""))
    return parts
