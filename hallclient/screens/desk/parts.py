"""A line made of parts that have colours of their own; the widest wording that fits is shown."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from hallclient.rules.text import clean
from hallclient.widgets.cells import cell_len
from hallclient.widgets.keys import Keyed

Part = tuple[str, str]
"""Text, and ``due``, ``overdue``, ``dim`` or nothing."""


class PartsLine(Keyed, Widget):
    """One line. ``show`` is given several wordings, the widest first."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"parts-line--due", "parts-line--overdue", "parts-line--dim"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._wordings: list[list[Part]] = [[]]

    def show(self, *wordings: Sequence[Part]) -> None:
        """Show the first wording that fits, or the last one cut; paints only where something changed."""
        cleaned = [[(clean_part(text), style) for text, style in wording] for wording in wordings]
        if cleaned != self._wordings:
            self._wordings = cleaned
            self.refresh()

    @property
    def text(self) -> str:
        """What is shown, without colours."""
        return "".join(text for text, _ in self._chosen())

    def _chosen(self) -> list[Part]:
        room = self.size.width - 2
        fitting = (w for w in self._wordings if sum(cell_len(text) for text, _ in w) <= room)
        return next(fitting, self._wordings[-1])

    def render_line(self, y: int) -> Strip:
        """The line."""
        width, base = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, base)
        segments = [Segment(" ", base)]
        for text, style in self._chosen():
            look = self.get_component_rich_style(f"parts-line--{style}") if style else base
            segments.append(Segment(text, look))
        return Strip(segments).adjust_cell_length(width, base)


def clean_part(text: str) -> str:
    """Harmless, with the blanks at its ends, which are spacing here."""
    front = len(text) - len(text.lstrip(" "))
    back = len(text) - len(text.rstrip(" "))
    return " " * front + clean(text) + (" " * back if front < len(text) else "")
