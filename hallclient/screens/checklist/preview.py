"""The notice beside the checklist: the draft as it would be printed, or the one that was issued."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from hallclient.language import say
from hallclient.printing import notice as notice_paper
from hallclient.printing import text
from hallclient.printing.paper import Paper
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice
from hallclient.rules.text import clean
from hallclient.widgets.cells import fit
from hallclient.widgets.keys import Keyed


class Preview(Keyed, Widget):
    """Rendered for the width it has; shows the place where the paper speaks of a material.

    ``paper`` makes the paper of a notice, by the hall's own template where it has one. Another draft paints only this
    widget: a layout of the whole screen at every mark would cost more than the paper itself.
    """

    ALLOW_SELECT = False

    def __init__(self, paper: Callable[[Notice], Paper]) -> None:
        super().__init__(classes="frame preview")
        self.can_focus = False
        self._paper = paper
        self._notice: Notice | None = None
        self._shown: tuple[Notice | None, int] = (None, 0)
        self._lines: list[str] = []
        self._top = 0

    def show_paper(self, notice: Notice | None) -> None:
        """Show a draft, or an issued notice (it has a number)."""
        self._notice = notice
        issued = notice is not None and notice.number
        title = Content(say(Message("Issued notice") if issued else Message("Notice, draft")))
        if title != self.border_title:
            self.border_title = title
        self._draw()

    def on_resize(self) -> None:
        """Another width, other lines."""
        self._draw()

    def show_material(self, name: str) -> None:
        """Scroll to the first line that names the material, where it is not in sight."""
        start = next((y for y, line in enumerate(self._lines) if name[:8] in line), None)
        if start is not None and not self._top <= start < self._top + self.size.height - 3:
            self._scroll_to(start - 2)

    def on_key(self, event: events.Key) -> None:
        """While the paper is read over the whole screen."""
        page = max(1, self.size.height - 2)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "space": page}
        if event.key in steps:
            self._scroll_to(self._top + steps[event.key])
        elif event.key in ("home", "end"):
            self._scroll_to(0 if event.key == "home" else len(self._lines))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines on."""
        event.stop()
        self._scroll_to(self._top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines back."""
        event.stop()
        self._scroll_to(self._top - 3)

    def render_line(self, y: int) -> Strip:
        """A line of the paper."""
        width, place = self.size.width, self._top + y
        words = self._lines[place] if place < len(self._lines) else ""
        return Strip([Segment(fit_line(words, width), self.rich_style)], width)

    def _scroll_to(self, line: int) -> None:
        top = max(0, min(line, len(self._lines) - self.size.height))
        if top != self._top:
            self._top = top
            self._show_place()
            self.refresh()

    def _show_place(self) -> None:
        """How much of the paper is below, since there is no bar to tell it."""
        below = len(self._lines) - self._top - self.size.height
        words = say(Message("{count} more lines", count=below)) if below > 0 else ""
        if words != str(self.border_subtitle or ""):
            self.border_subtitle = Content(words)

    def _draw(self) -> None:
        width = max(20, self.size.width)
        if not self.size.width or (self._notice, width) == self._shown:
            return
        self._shown = (self._notice, width)
        words = ""
        if self._notice is not None and self._notice.number:
            words = text.render(self._paper(self._notice), width)
        elif self._notice is not None:
            words = notice_paper.preview(self._notice, self._paper(self._notice), width)
        # Each line by itself: cleaning would take the line breaks away.
        self._lines = [" " * (len(line) - len(line.lstrip(" "))) + clean(line) for line in words.splitlines()]
        self._top = max(0, min(self._top, len(self._lines) - self.size.height))
        self._show_place()
        self.refresh()


def fit_line(words: str, width: int) -> str:
    """The line in exactly ``width`` cells, its indent kept."""
    indent = len(words) - len(words.lstrip(" "))
    return " " * indent + fit(words[indent:], width - indent)
