"""Text to be read, or marked with the mouse where the terminal has no clipboard for programs."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.keys import Key


class PlainText(HallDialog[None]):
    """The lines as they are; ``below`` says where else they are."""

    KEYS = (
        Key("enter", "cancel", Message("Close"), second="escape,space,ctrl+g"),
        Key("up", "scroll(-1)", Message("Up"), show=False, internal=True),
        Key("down", "scroll(1)", Message("Down"), show=False, internal=True),
    )

    def __init__(self, title: Message, text: str, below: Message) -> None:
        super().__init__(title)
        self._lines = text.splitlines()
        self._below = below

    def body(self) -> Iterable[Widget]:
        """The lines, and where else they are."""
        with VerticalScroll(can_focus=False) as self._scroll:
            self._scroll.styles.height = "auto"
            self._scroll.styles.max_height = 14
            for line in self._lines:
                yield Static(safe(line.replace("\t", "  ")))
        yield Static(safe(say(self._below), "#a8a8a8"), classes="text")

    def action_scroll(self, by: int) -> None:
        """Up or down."""
        self._scroll.scroll_relative(y=by, animate=False)
