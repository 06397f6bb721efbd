"""One line above the keys: what was just done, or why something cannot be done."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import fit
from hallclient.widgets.keys import Keyed

_SIGNS = {"done": "", "warn": "! ", "error": "!! "}


class StatusLine(Keyed, Widget):
    """``tell`` shows a sentence until the next one; ``resting`` is shown while there is none."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"status-line--done", "status-line--warn", "status-line--error"}

    def __init__(self) -> None:
        super().__init__()
        self._kind = "done"
        self._text = ""
        self._resting = ""

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text or self._resting

    def tell(self, message: Message | str, kind: str = "done") -> None:
        """Show a sentence; ``kind`` is done, warn or error. A sign tells them apart without colours too."""
        self._kind, self._text = kind, say(message)
        self.refresh()

    def rest(self, message: Message | str) -> None:
        """What to show while there is nothing to tell."""
        if self._resting != say(message):
            self._resting = say(message)
            self.refresh()

    def clear(self) -> None:
        """Nothing to tell any more."""
        if self._text:
            self._text = ""
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The sentence."""
        width = self.size.width
        if y or not self.text:
            return Strip.blank(width, self.rich_style)
        kind = self._kind if self._text else "done"
        style = self.get_component_rich_style(f"status-line--{kind}")
        return Strip([Segment(fit(f" {_SIGNS[kind]}{self.text}"[0:], width), style)]).adjust_cell_length(width, style)
