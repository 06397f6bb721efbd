"""A yes or no of the form."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message as Event
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import fit
from hallclient.widgets.keys import Key, Keyed


class Tick(Keyed, Static, can_focus=True):
    """``[x] words`` with a line of explanation; space changes it, Enter goes on."""

    KEYS = (Key("space", "toggle", Message("Tick"), internal=True, show=False),)

    @dataclass
    class Done(Event):
        """Enter was pressed here."""

        tick: Tick

    def __init__(self, label: Message, words: Message, hint: Message, *, ticked: bool, label_width: int = 14) -> None:
        super().__init__(classes="tick")
        self._texts = label, words, hint
        self._width = label_width
        self.ticked = ticked

    def on_mount(self) -> None:
        """Draw it."""
        self._draw()

    def on_focus(self) -> None:
        """The keys go here."""
        self._draw()

    on_blur = on_focus

    def on_click(self) -> None:
        """The mouse ticks."""
        self.action_toggle()

    def on_key(self, event: events.Key) -> None:
        """Enter goes on."""
        if event.key == "enter":
            event.stop()
            self.post_message(self.Done(self))

    def action_toggle(self) -> None:
        """The other way round."""
        self.ticked = not self.ticked
        self._draw()

    def _draw(self) -> None:
        label, words, hint = (say(text) for text in self._texts)
        text = Text(no_wrap=True, overflow="crop")
        text.append(" " + fit(label, self._width - 1), "bold #5fafd7" if self.has_focus else "")
        text.append(("[x] " if self.ticked else "[ ] ") + words, "bold reverse" if self.has_focus else "bold")
        text.append("\n" + " " * (self._width + 1) + hint, "#a8a8a8")
        self.update(text)
