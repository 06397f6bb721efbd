"""A list of rows that costs what a screenful costs, however long it is.

Rows are fetched in pages by key, so that neither the start nor the end of a million rows has to be counted. A
few pages around the cursor are held; the rest is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual import events
from textual.geometry import Region
from textual.message import Message as Event
from textual.strip import Strip
from textual.widget import Widget

from hallclient.rules.message import Message
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Keyed
from hallclient.widgets.row_paint import STYLES, Cell, RowPaint
from hallclient.widgets.row_source import ListSource, RowSource
from hallclient.widgets.row_window import RowWindow

R = TypeVar("R")

__all__ = ["STYLES", "Cell", "ListSource", "RowList", "RowSource"]


class RowList(Keyed, Widget, Generic[R], can_focus=True):
    """The list. ``render_row`` turns a row into one :data:`Cell` for each column.

    A row is highlighted with the arrow keys, PgUp, PgDn, Home, End, a click or the wheel, and chosen with Enter
    or a second click. The column titles are shown unless every title is empty. A ``led`` list takes no focus: a
    field above it has the keys and moves the cursor with ``action_move`` and ``action_page``.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {
        "row-list--title",
        "row-list--cursor",
        "row-list--empty",
        *(f"row-list--{name}" for name in STYLES),
    }

    @dataclass
    class Highlighted(Event):
        """The cursor is on another row (``row`` is None in an empty list). A burst of them comes as one."""

        row_list: RowList[Any]
        row: Any

        @property
        def control(self) -> RowList[Any]:
            """The list."""
            return self.row_list

        def can_replace(self, message: Event) -> bool:
            """Give way to a newer one that waits."""
            return isinstance(message, RowList.Highlighted) and message.row_list is self.row_list

    @dataclass
    class Chosen(Event):
        """Enter, or a second click, on a row."""

        row_list: RowList[Any]
        row: Any

        @property
        def control(self) -> RowList[Any]:
            """The list."""
            return self.row_list

    def __init__(
        self,
        source: RowSource[R],
        columns: Sequence[Column],
        render_row: Callable[[R], Sequence[Cell]],
        *,
        empty: Message | None = None,
        led: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._painted: RowPaint[R] = RowPaint(self, columns, render_row)
        self._led = led
        self.empty = empty or Message("Nothing here.")
        self._window: RowWindow[R] = RowWindow(source)
        self._titled = any(str(column.title) for column in columns)
        self._told: Hashable = _NOTHING
        self._loaded = False
        self.can_focus = not led

    # -- what screens use

    def cells(self, row: R) -> Sequence[Cell]:
        """What the list shows of a row, column by column."""
        return self._painted.cells(row)

    @property
    def row(self) -> R | None:
        """The highlighted row."""
        return self._window.row

    @property
    def source(self) -> RowSource[R]:
        """Where the rows come from."""
        return self._window.source

    def set_source(self, source: RowSource[R]) -> None:
        """Show other rows, from their beginning."""
        self._window = RowWindow(source)
        self._loaded = False
        self.reload()

    def replace_source(self, source: RowSource[R]) -> None:
        """The same rows from another source; the cursor stays on its row."""
        self._window.source = source
        self.reload()

    def reload(self, key: Hashable = None) -> None:
        """Fetch the rows anew; the cursor stays on its row, or goes to the row with ``key``.

        Where that row is gone, the cursor is on the one that took its place.
        """
        self._painted.forget()
        self._window.resize(self._lines)
        self._window.reload(key)
        self._loaded = True
        self.refresh()
        self._tell(force=True)

    @property
    def held(self) -> RowWindow[R]:
        """The rows that are held."""
        return self._window

    def go_on(self) -> None:
        """Look a little further for rows that fill the screen."""
        if self._window.go_on():
            self.refresh()
            self._tell()

    @property
    def position(self) -> Message:
        """Where the cursor is, in words: “12 of 340”, “12” where the number of rows is not known."""
        count, index = self._window.source.count(), self._window.index
        if index is None or self.row is None:
            return Message("{count} rows", count=count) if count is not None else Message("")
        if count is None:
            return Message("Row {index}", index=index + 1)
        return Message("{index} of {count}", index=index + 1, count=count)

    # -- keys and mouse

    def on_key(self, event: events.Key) -> None:
        """The list's own keys, taken here: a binding would send each around by the application first."""
        match event.key:
            case "up":
                self.action_move(-1)
            case "down":
                self.action_move(1)
            case "pageup":
                self.action_page(-1)
            case "pagedown":
                self.action_page(1)
            case "home":
                self.action_first()
            case "end":
                self.action_last()
            case "enter":
                self.action_choose()
            case _:
                return
        event.stop()
        event.prevent_default()

    def action_move(self, by: int) -> None:
        """The cursor up or down."""
        self._after(*self._window.move(by))

    def action_page(self, direction: int) -> None:
        """A screenful up or down."""
        self._after(*self._window.move(direction * max(1, self._lines - 1)))

    def action_first(self) -> None:
        """To the beginning."""
        self._window.first()
        self._after(None, None)

    def action_last(self) -> None:
        """To the end."""
        self._window.last()
        self._after(None, None)

    def action_choose(self) -> None:
        """Say that the highlighted row is chosen."""
        if self.row is not None:
            self.post_message(self.Chosen(self, self.row))

    def on_click(self, event: events.Click) -> None:
        """Highlight what was clicked on; choose it the second time."""
        line = event.y - (1 if self._titled else 0)
        if line < 0:
            return
        before = self._window.cursor
        place = self._window.top + line
        if not self._window.has(place):
            return
        if place == before and event.chain > 1:
            self.action_choose()
            return
        self._after(*self._window.move(place - before))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows on."""
        event.stop()
        self.action_move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows back."""
        event.stop()
        self.action_move(-3)

    # -- drawing

    @property
    def _lines(self) -> int:
        return max(1, self.size.height - (1 if self._titled else 0))

    def _after(self, old: int | None, new: int | None) -> None:
        """Paint what changed: two lines, or everything when the rows scrolled (``old`` is None)."""
        if old is None or new is None:
            self.refresh()
        elif old != new:
            shift = 1 if self._titled else 0
            width = self.size.width
            self.refresh(Region(0, old + shift, width, 1), Region(0, new + shift, width, 1))
        self._tell()

    def _tell(self, force: bool = False) -> None:
        row = self.row
        key = _NOTHING if row is None else self._window.source.key(row)
        if force or key != self._told:
            self._told = key
            self.post_message(self.Highlighted(self, row))

    def on_resize(self) -> None:
        """Other widths, other number of lines."""
        self._painted.resize()
        self._window.resize(self._lines)
        if not self._loaded and self.size.height:
            self.reload()

    def on_focus(self) -> None:
        """The cursor is drawn stronger where the keys go."""
        self._painted.forget()

    on_blur = on_focus

    def notify_style_update(self) -> None:
        """Colours changed."""
        super().notify_style_update()
        self._painted.forget_styles()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the screen.

        Textual's way draws borders, padding and opacity around every line and makes new strips each time. Here
        there are none, and a strip that stays the same keeps the escape codes that it was painted with before:
        scrolling costs half.
        """
        if self.styles.gutter.totals != (0, 0):
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if self._titled:
            if y == 0:
                return self._painted.title()
            y -= 1
        place = self._window.top + y
        if not self._window.has(place):
            bare = y == 0 and self._loaded and not len(self._window)
            return self._painted.blank(self.empty if bare else None)
        row = self._window.at(place)
        strong = self._led or self.has_focus
        return self._painted.row(self._window.source.key(row), row, place == self._window.cursor, strong)


_NOTHING = object()
