"""What a change would do, line by line, to be read before it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.keys import Key

_TALLEST = 14
_MIND = "bold #ffd75f"

Line = tuple[Message, bool]
"""A sentence, and whether it is something to mind."""


class Consequences(HallDialog[bool]):
    """True to save; None, by Esc, to go back. What is to be minded has a sign and a colour."""

    KEYS = (
        Key("enter", "save", Message("Save it"), second="y"),
        Key("up", "scroll(-1)", Message("Up"), show=False, internal=True),
        Key("down", "scroll(1)", Message("Down"), show=False, internal=True),
    )

    def __init__(self, title: Message, lines: Sequence[Line]) -> None:
        super().__init__(title)
        self.lines = tuple(lines)

    def body(self) -> Iterable[Widget]:
        """The lines; they scroll where there are many."""
        with VerticalScroll(can_focus=False) as self._scroll:
            self._scroll.styles.height = "auto"
            self._scroll.styles.max_height = _TALLEST
            self._scroll.styles.margin = (0, 0, 1, 0)
            yield Static(Text("\n").join(_shown(message, mind) for message, mind in self.lines))

    def action_save(self) -> None:
        """Go on."""
        self.dismiss(True)

    def action_scroll(self, by: int) -> None:
        """Up or down."""
        self._scroll.scroll_relative(y=by, animate=False)


def _shown(message: Message, mind: bool) -> Text:
    return safe(("! " if mind else "  ") + say(message).lstrip(), _MIND if mind else "")
