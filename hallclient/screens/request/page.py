"""The request as a page: one column, or two where the screen is wide; scrolls as a whole."""

from __future__ import annotations

from itertools import zip_longest

from rich.text import Text
from textual import events
from textual.containers import VerticalScroll
from textual.widgets import Static

from hallclient.rules.text import clean
from hallclient.screens.request import facts
from hallclient.screens.request.facts import Shown
from hallclient.screens.request.lines import Line
from hallclient.widgets.cells import cell_len

_TWO_COLUMNS = 106
_GAP = 3

_LOOKS = {
    "title": "bold underline #5fafd7",
    "strong": "bold",
    "due": "bold #ffd75f",
    "overdue": "bold #ffffff on #af0000",
    "bad": "bold #ff8787",
    "good": "#87d787",
    "dim": "#a8a8a8",
}


class RequestPage(VerticalScroll, can_focus=True):
    """``show`` lays the text out; a resize does it again."""

    def __init__(self) -> None:
        super().__init__(id="page")
        self._shown: Shown | None = None
        self._paper = Static(Text(), classes="request")
        self._width = 0

    def compose(self):  # type: ignore[no-untyped-def]
        """The text."""
        yield self._paper

    def show(self, shown: Shown) -> None:
        """Show a request as it is now."""
        self._shown = shown
        self._lay_out()

    @property
    def text(self) -> str:
        """What is shown, without colours."""
        return self._lay().plain

    def on_resize(self, event: events.Resize) -> None:
        """Other widths."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()

    def _lay_out(self) -> None:
        self._paper.update(self._lay())

    def _lay(self) -> Text:
        page = Text(no_wrap=True)
        if self._shown is None:
            return page
        self._width = self.scrollable_content_region.width or 80
        width = max(30, self._width - 2)
        if width < _TWO_COLUMNS:
            for line in (*_left(self._shown, width), *_right(self._shown, width)):
                _write(page, line)
                page.append("\n")
            return page
        right = (width - _GAP) * 2 // 5
        left = width - _GAP - right
        told = list(_right(self._shown, right))
        # Sections begin with an empty line, which the top of a column does not need.
        told = told[1:] if told and not told[0].text else told
        for one, other in zip_longest(_left(self._shown, left), told, fillvalue=Line("")):
            used = _write(page, one)
            page.append(" " * (left - used + _GAP))
            _write(page, other)
            page.append("\n")
        return page


def _left(shown: Shown, width: int) -> list[Line]:
    return [*facts.head(shown, width), *facts.materials(shown, width)]


def _right(shown: Shown, width: int) -> list[Line]:
    return [*facts.notices(shown, width), *facts.timeline(shown, width), *facts.explanation(shown, width)]


def _write(page: Text, line: Line) -> int:
    """Add a line; gives its cells."""
    text = clean(line.text)
    page.append(line.label, _LOOKS.get(line.label_style, ""))
    page.append(text, _LOOKS.get(line.style, ""))
    return cell_len(line.label) + cell_len(text)
