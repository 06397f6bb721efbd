"""The help page: about the screen it was opened from, made from that screen's keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.widgets.cells import fit
from hallclient.widgets.keys import Key

GENERAL = (
    Message("Every F-key has a second key, for terminals that keep F-keys for themselves."),
    Message("A dim key cannot be used now; press it, and the line above the keys says why."),
    Message("Esc always goes back, and loses nothing without asking."),
    Message("In lists: arrows, PgUp, PgDn, Home, End; Enter opens. In fields: Tab or Enter goes on."),
)


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
        page.append(say(about.HEADING) + "\n\n", "bold underline")
        for paragraph in about.HELP:
            page.append(say(paragraph) + "\n\n")
        page.append(say(Message("Keys of this screen")) + "\n", "bold")
        for node in self._about.keyed():
            page.append_text(_table(self._about, type(node).all_keys()))  # type: ignore[attr-defined]
        page.append("\n" + say(Message("Keys of everywhere")) + "\n", "bold")
        page.append_text(_table(self._about, type(self.app).all_keys()))
        page.append("\n")
        for paragraph in GENERAL:
            page.append(say(paragraph) + "\n")
        return page


def _table(about: HallScreen, keys: Iterator[Key]) -> Text:
    table = Text()
    for key in keys:
        if key.internal:
            continue
        names = " ".join(key.names)
        table.append("  " + fit(names, max(14, len(names) + 1)), "bold yellow")
        table.append(fit(say(key.label), 16))
        table.append((say(key.tip) if key.tip else "") + "\n")
    return table
