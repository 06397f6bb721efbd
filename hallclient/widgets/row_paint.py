"""Painting the lines of a list; a line that stays the same is painted once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.bar import Bar
from hallclient.widgets.cells import cell_len, fit
from hallclient.widgets.columns import Column, widths

R = TypeVar("R")

Cell = str | tuple[str, str] | Bar
"""Text, or text and the name of a style: ``due overdue done dim strong good bad``; or a bar."""

STYLES = ("due", "overdue", "done", "dim", "strong", "good", "bad")

_MOST_KEPT = 400


class RowPaint(Generic[R]):
    """The lines of ``widget``: ``render`` turns a row into one :data:`Cell` for each column.

    The styles are the widget's component classes ``row-list--NAME``.
    """

    def __init__(self, widget: Widget, columns: Sequence[Column], render: Callable[[R], Sequence[Cell]]) -> None:
        self.columns = tuple(columns)
        self._widget = widget
        self.cells = render
        self._widths: list[int] = [0] * len(self.columns)
        self._strips: dict[tuple[Hashable, bool], Strip] = {}
        self._styles: dict[str, Style] = {}

    def forget(self) -> None:
        """Paint every line anew."""
        self._strips.clear()

    def forget_styles(self) -> None:
        """Ask for every colour anew, too."""
        self.forget()
        self._styles.clear()

    def resize(self) -> None:
        """The widget has another width."""
        self.forget()
        titles = [cell_len(say(column.title)) for column in self.columns]
        self._widths = widths(self.columns, self._widget.size.width - 2, titles)

    def row(self, key: Hashable, row: R, cursor: bool, strong: bool) -> Strip:
        """The line of a row; ``strong`` draws the cursor where the keys go."""
        strip = self._strips.get((key, cursor))
        if strip is None:
            if len(self._strips) > _MOST_KEPT:
                self._strips.clear()
            strip = self._strips[key, cursor] = self._row_strip(row, cursor, strong)
        return strip

    def title(self) -> Strip:
        """The line of the column titles."""
        base = self._style("title")
        segments = [Segment(" ", base)]
        for column, width in zip(self.columns, self._widths, strict=True):
            segments.append(Segment(fit(say(column.title), width, column.right) + " ", base))
        return self._full(segments, base)

    def blank(self, words: Message | None = None) -> Strip:
        """An empty line, or the one that says why there are no rows."""
        base, width = self._style(""), self._widget.size.width
        if words is None:
            return Strip.blank(width, base)
        return self._full([Segment(" " + fit(say(words), width - 1), self._style("empty"))], base)

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            if name == "":
                style = self._widget.rich_style
            elif name == "cursor":
                style = self._widget.get_component_rich_style("row-list--cursor")
            else:
                # Only the colour of the letters, so that the cursor's background shows through.
                style = self._widget.get_component_rich_style(f"row-list--{name}", partial=True)
            self._styles[name] = style
        return style

    def _row_strip(self, row: R, cursor: bool, strong: bool) -> Strip:
        base = self._style("cursor" if cursor and strong else "")
        if cursor and not strong:
            base += Style(underline=True)
        segments = [Segment(">" if cursor else " ", base)]
        for column, width, cell in zip(self.columns, self._widths, self.cells(row), strict=True):
            if isinstance(cell, Bar):
                segments += [Segment(text, base + self._style(name)) for text, name in cell.pieces(width) if text]
                segments.append(Segment(" ", base))
                continue
            text, name = cell if isinstance(cell, tuple) else (cell, "")
            style = base + self._style(name) if name else base
            filled = fit(text, width, column.right)
            shown = filled if column.right else filled.rstrip(" ")
            segments.append(Segment(shown, style))
            segments.append(Segment(" " * (len(filled) - len(shown) + 1), base))
        return self._full(segments, base)

    def _full(self, segments: list[Segment], base: Style) -> Strip:
        return Strip(segments).adjust_cell_length(self._widget.size.width, base).simplify()
