"""One line of text from anywhere: what a Label is, without markup and without a new layout at each change."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from hallclient.widgets.cells import fit
from hallclient.widgets.keys import Keyed


class Line(Keyed, Widget):
    """The text, cut where it does not fit. The height is 1 by the style sheet."""

    ALLOW_SELECT = False

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = text

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text

    def show(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width, style = self.size.width, self.rich_style
        return Strip([Segment(fit(self._text, width), style)], width) if y == 0 else Strip.blank(width, style)
