"""The notice beside the checklist: the draft as it would be printed, or the one that was issued."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hallclient.language import say
from hallclient.printing import notice as notice_paper
from hallclient.printing import text
from hallclient.printing.paper import Paper
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice
from hallclient.rules.text import clean
from hallclient.widgets.keys import Keyed


class Preview(Keyed, VerticalScroll):
    """Rendered for the width it has; shows the place where the paper speaks of a material.

    ``paper`` makes the paper of a notice, by the hall's own template where it has one."""

    def __init__(self, paper: Callable[[Notice], Paper]) -> None:
        super().__init__(classes="frame preview", can_focus=False)
        self._paper = paper
        self._static = Static(Text())
        self._notice: Notice | None = None
        self._shown: tuple[Notice | None, int] = (None, 0)
        self._lines: list[str] = []

    def compose(self):  # type: ignore[no-untyped-def]
        """The paper."""
        yield self._static

    def show_paper(self, notice: Notice | None) -> None:
        """Show a draft, or an issued notice (it has a number)."""
        self._notice = notice
        issued = notice is not None and notice.number
        self.border_title = Content(say(Message("Issued notice") if issued else Message("Notice, draft")))
        self._draw()

    def on_resize(self) -> None:
        """Another width, other lines."""
        self._draw()

    def show_material(self, name: str) -> None:
        """Scroll to the first line that names the material, where it is not in sight."""
        start = next((y for y, line in enumerate(self._lines) if name[:8] in line), None)
        if start is not None and not self.scroll_y <= start < self.scroll_y + self.size.height - 3:
            self.scroll_to(y=max(0, start - 2), animate=False)

    def _draw(self) -> None:
        width = max(20, self.scrollable_content_region.width)
        if self._notice is None or not self.size.width or (self._notice, width) == self._shown:
            return
        self._shown = (self._notice, width)
        if self._notice.number:
            words = text.render(self._paper(self._notice), width)
        else:
            words = notice_paper.preview(self._notice, self._paper(self._notice), width)
        # Each line by itself: cleaning would take the line breaks away.
        self._lines = [" " * (len(line) - len(line.lstrip(" "))) + clean(line) for line in words.splitlines()]
        self._static.update(Text("\n".join(self._lines)))
