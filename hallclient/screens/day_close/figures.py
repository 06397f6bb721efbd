"""The figures of a day in a few lines."""

from __future__ import annotations

from rich.text import Text

from hallclient.language import say
from hallclient.rules.figures import DayFigures
from hallclient.rules.message import Message
from hallclient.rules.terms import ACTIONS
from hallclient.widgets.cells import cell_len

_LEAST = 15
"""Cells of a label, its number and the blanks behind them; more where the words of the language need more."""

_FIGURES = (
    (Message("Received today"), "received", ""),
    (Message("of them done"), "completed", ""),
    (Message("of them open"), "in_progress", ""),
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
    """Label and number side by side, as many a line as fit into ``width`` cells, below each other."""
    text = Text(no_wrap=True, overflow="crop")
    cell = _cell(figures)
    a_line = _a_line(cell, width)
    for place, (label, name, alarm) in enumerate(_FIGURES):
        number = getattr(figures, name)
        words, shown = say(label), str(number)
        text.append(words + " ", "#a8a8a8")
        text.append(shown, _COLOURS.get(alarm, "bold") if number else "")
        text.append(" " * (cell - cell_len(words) - len(shown)))
        if (place + 1) % a_line == 0:
            text.append("\n")
    return text


def lines(figures: DayFigures, width: int) -> int:
    """How many lines the figures take."""
    return -(-len(_FIGURES) // _a_line(_cell(figures), width))


def _cell(figures: DayFigures) -> int:
    return max(_LEAST, *(cell_len(say(label)) + len(str(getattr(figures, name))) + 2 for label, name, _ in _FIGURES))


def _a_line(cell: int, width: int) -> int:
    return max(1, (width + 1) // cell)
