"""One line of keys, fitted to the screen, made from the keys of the screen so that none is written twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.dom import DOMNode
from textual.strip import Strip
from textual.widget import Widget

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import cell_len
from hallclient.widgets.keys import Key, Keyed


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key, whose it is, and why it is disabled (None: it is not)."""

    key: Key
    node: DOMNode
    reason: Message | None = None


class KeyBar(Keyed, Widget):
    """The line. A click does what the key does; a disabled key is dim, and pressing it says why."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-bar--key", "key-bar--label", "key-bar--off", "key-bar--off-key"}

    def __init__(self, read: Callable[[], Sequence[ShownKey]], *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._read = read
        self._shown: tuple[ShownKey, ...] = ()
        self._places: list[tuple[int, int, ShownKey]] = []

    def on_mount(self) -> None:
        """Read the keys."""
        self.update()

    def update(self) -> None:
        """Read the keys and their reasons again; paints only where they changed."""
        shown = tuple(self._read())
        if shown != self._shown:
            self._shown = shown
            if self.display != bool(shown):
                self.display = bool(shown)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The keys that fit."""
        width, base = self.size.width, self.rich_style
        self._places = []
        if y:
            return Strip.blank(width, base)
        entries, gap = _fitted(self._shown, width)
        key_style = self.get_component_rich_style("key-bar--key")
        label_style = self.get_component_rich_style("key-bar--label")
        off = self.get_component_rich_style("key-bar--off")
        off_key = self.get_component_rich_style("key-bar--off-key")
        segments: list[Segment] = []
        x = 0
        for shown, label in entries:
            size = cell_len(shown.key.name) + cell_len(label)
            self._places.append((x, x + size, shown))
            segments.append(Segment(shown.key.name, off_key if shown.reason else key_style))
            segments.append(Segment(label, off if shown.reason else label_style))
            segments.append(Segment(" " * gap, base))
            x += size + gap
        return Strip(segments).adjust_cell_length(width, base)

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for start, end, shown in self._places:
            if start <= event.x < end:
                await self.app.run_action(shown.key.action, shown.node)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Keep the tooltip that of the key under the mouse."""
        tip = None
        for start, end, shown in self._places:
            if start <= event.x < end:
                tip = shown.reason or shown.key.tip
        text = say(tip) if tip else None
        if text != self.tooltip:
            self.tooltip = text


def _fitted(shown: Sequence[ShownKey], width: int) -> tuple[list[tuple[ShownKey, str]], int]:
    """The keys with their labels, and the blanks between them.

    Where there is little room, labels become short, then the blanks go, then keys from the last but one
    backwards, disabled ones first (the last one is the command palette, which has everything).
    """
    long = [(one, say(one.key.label)) for one in shown]
    brief = [(one, say(one.key.short or one.key.label)) for one in shown]
    for entries, gap in ((long, 2), (long, 1), (brief, 1), (brief, 0)):
        if _size(entries, gap) <= width:
            return entries, gap
    while len(brief) > 1 and _size(brief, 0) > width:
        off = [place for place, (one, _) in enumerate(brief[:-1]) if one.reason]
        del brief[off[-1] if off else -2]
    return brief, 1 if _size(brief, 1) <= width else 0


def _size(entries: Sequence[tuple[ShownKey, str]], gap: int) -> int:
    return sum(cell_len(one.key.name) + cell_len(label) + gap for one, label in entries) - gap
