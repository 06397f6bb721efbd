"""The help page: about the screen it was opened from, made from that screen's keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from hallclient.language import say
from hallclient.printing.text import wrap
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.widgets.cells import cell_len, fit
from hallclient.widgets.keys import Key

GENERAL = (
    Message("Every F-key has a second key, for terminals that keep F-keys for themselves."),
    Message("A dim key cannot be used now; press it, and the line above the keys says why."),
    Message("Esc always goes back, and loses nothing without asking."),
    Message("In lists: arrows, PgUp, PgDn, Home, End; Enter opens. In fields: Tab or Enter goes on."),
)

_MARGIN = 4
"""Cells that the scroll bar and the edges take."""

_LABEL = 20
"""Cells of a label, at most."""


class HelpScreen(HallScreen):
    """``about`` is the screen to explain."""

    NAME = "help"
    HEADING = Message("Help")

    def __init__(self, about: HallScreen) -> None:
        super().__init__()
        self._about = about

    def body(self) -> Iterable[Widget]:
        """The page."""
        with VerticalScroll() as page:
            page.can_focus = True
            yield Static(self._page(), classes="text")

    def _page(self) -> Text:
        page = Text()
        about = type(self._about)
        width = self.app.size.width - _MARGIN
        page.append(say(about.HEADING) + "\n\n", "bold underline")
        for paragraph in about.HELP:
            page.append(_wrapped(paragraph, width) + "\n\n")
        own = [key for node in self._about.keyed() for key in type(node).all_keys()]  # type: ignore[attr-defined]
        everywhere = list(type(self.app).all_keys())
        columns = _columns([*own, *everywhere])
        page.append(say(Message("Keys of this screen")) + "\n", "bold")
        page.append_text(_table(own, width, columns))
        page.append("\n" + say(Message("Keys of everywhere")) + "\n", "bold")
        page.append_text(_table(everywhere, width, columns))
        page.append("\n")
        for paragraph in GENERAL:
            page.append(_wrapped(paragraph, width) + "\n")
        return page


def _wrapped(message: Message, width: int, indent: int = 0) -> str:
    """In lines by the rules of Chinese, the second and the next ones below the first."""
    return ("\n" + " " * indent).join(wrap(say(message), width - indent))


def _columns(keys: Sequence[Key]) -> tuple[int, int]:
    """Cells of names and labels, so that the tips stand below each other; a longer label has its tip below it."""
    shown = [key for key in keys if not key.internal]
    names = max(cell_len(" ".join(key.names)) for key in shown)
    labels = max(min(_LABEL, cell_len(say(key.label))) for key in shown)
    return names + 1, labels + 1


def _table(keys: Sequence[Key], width: int, columns: tuple[int, int]) -> Text:
    table = Text()
    indent = 2 + sum(columns)
    for key in keys:
        if key.internal:
            continue
        label = say(key.label)
        table.append("  " + fit(" ".join(key.names), columns[0]), "bold yellow")
        if key.tip and cell_len(label) >= columns[1]:
            table.append(label + "\n" + " " * indent)
        else:
            table.append(fit(label, max(columns[1], cell_len(label))))
        table.append((_wrapped(key.tip, width, indent) if key.tip else "") + "\n")
    return table
