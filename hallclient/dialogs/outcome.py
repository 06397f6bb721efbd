"""What came of an action that is worth reading: its papers, its dates."""

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


class Outcome(HallDialog[None]):
    """Lines to be read, the first ones large; ``small`` explains them."""

    TO_READ = True
    KEYS = (
        Key("enter", "cancel", Message("Got it"), second="escape,space,ctrl+g"),
        Key("up", "scroll(-1)", Message("Up"), show=False, internal=True),
        Key("down", "scroll(1)", Message("Down"), show=False, internal=True),
    )

    def __init__(self, title: Message, lines: Sequence[Message], small: Sequence[Message | str] = ()) -> None:
        super().__init__(title)
        self._lines = lines
        self._small = small

    def body(self) -> Iterable[Widget]:
        """What is to be read."""
        yield Static(Text("\n").join(safe(say(line), "bold") for line in self._lines), classes="text")
        if self._small:
            with VerticalScroll(classes="small", can_focus=False) as self._scroll:
                self._scroll.styles.height = "auto"
                self._scroll.styles.max_height = 8
                self._scroll.styles.margin = (0, 0, 1, 0)
                yield Static(Text("\n").join(safe(say(line), "#a8a8a8") for line in self._small))

    def action_scroll(self, by: int) -> None:
        """Up or down in the explanation."""
        if self._small:
            self._scroll.scroll_relative(y=by, animate=False)
