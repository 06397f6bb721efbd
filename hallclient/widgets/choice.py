"""One of a few in a form: left and right or Space change it, Enter goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message as Event
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import fit
from hallclient.widgets.keys import Keyed


class Choice(Keyed, Static, can_focus=True):
    """``value`` is a key of ``options``."""

    @dataclass
    class Changed(Event):
        """Somebody turned it to another one."""

        choice: Choice

    DEFAULT_CSS = "Choice { height: 1; }"

    def __init__(
        self, label: Message, options: Mapping[str, Message], value: str, *, id: str, label_width: int = 14
    ) -> None:
        super().__init__(id=id)
        self.label = label
        self._options = dict(options)
        self._width = label_width
        self.value = value if value in self._options else next(iter(self._options))

    def on_mount(self) -> None:
        """Draw it."""
        self._draw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The keys go here, or no longer."""
        super().watch_has_focus(has_focus)
        if self.is_mounted:
            self._draw()

    def on_click(self) -> None:
        """The mouse goes on to the next."""
        self._turn(1)

    def on_key(self, event: events.Key) -> None:
        """The next or the one before; Enter to the next field."""
        if event.key in ("right", "space"):
            self._turn(1)
        elif event.key == "left":
            self._turn(-1)
        elif event.key == "enter":
            self.screen.focus_next()
        else:
            return
        event.stop()
        event.prevent_default()

    def put(self, value: str) -> None:
        """Show another value; one that is none of the options changes nothing."""
        self.value = value if value in self._options else self.value
        self._draw()

    def _turn(self, by: int) -> None:
        keys = list(self._options)
        self.put(keys[(keys.index(self.value) + by) % len(keys)])
        self.post_message(self.Changed(self))

    def _draw(self) -> None:
        text = Text(no_wrap=True, overflow="crop")
        text.append(fit(say(self.label), self._width), "bold #5fafd7" if self.has_focus else "")
        text.append(" < ", "bold #ffd75f" if self.has_focus else "#a8a8a8")
        text.append(say(self._options[self.value]), "bold reverse" if self.has_focus else "bold")
        text.append(" >", "bold #ffd75f" if self.has_focus else "#a8a8a8")
        self.update(text, layout=False)
