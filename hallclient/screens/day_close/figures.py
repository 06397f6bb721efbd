"""The figures of a day in a few lines."""

from __future__ import annotations

from rich.text import Text

from hallclient.language import say
from hallclient.rules.figures import DayFigures
from hallclient.rules.message import Message
from hallclient.rules.terms import ACTIONS
from hallclient.widgets.cells import cell_len

_WIDTH = 14

_FIGURES = (
    (Message("Received today"), "received", ""),
    (Message("completed of these"), "completed", ""),
    (Message("in progress of these"), "in_progress", ""),
    (ACTIONS["accept"], "accepted", ""),
    (Message("Notices"), "notices", ""),
    (Message("Decisions"), "decided", ""),
    (ACTIONS["deliver"], "delivered", ""),
    (Message("Answers"), "answered", ""),
    (Message("Refusals"), "refused", ""),
    (Message("Open requests"), "open", ""),
    (Message("Awaiting papers"), "awaiting", ""),
    (Message("Due soon"), "due_soon", "due"),
    (Message("Overdue"), "overdue", "bad"),
    (Message("Told too late"), "notice_overdue", "bad"),
)
_COLOURS = {"due": "bold #ffd75f", "bad": "bold #ff8787"}


def figures_text(figures: DayFigures, width: int) -> Text:
    """Label and number side by side, as many a line as fit into ``width`` cells."""
    text = Text(no_wrap=True, overflow="crop")
    a_line = max(1, width // (_WIDTH + 2))
    for place, (label, name, alarm) in enumerate(_FIGURES):
        number = getattr(figures, name)
        words, shown = say(label), str(number)
        text.append(words + " ", "#a8a8a8")
        text.append(shown, _COLOURS.get(alarm, "bold") if number else "")
        text.append(" " * max(1, _WIDTH + 1 - cell_len(words) - len(shown)))
        if (place + 1) % a_line == 0:
            text.append("\n")
    return text


def lines(width: int) -> int:
    """How many lines the figures take."""
    a_line = max(1, width // (_WIDTH + 2))
    return -(-len(_FIGURES) // a_line)
