"""One of a few: by its number, or with the arrows and Enter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from textual import events
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option:
    """What comes back, what is shown, and why it cannot be chosen now (None: it can)."""

    value: Any
    label: Message | str
    reason: Message | None = None


class Choose(HallDialog[T]):
    """The value of the chosen option. Options 1 to 9 have their number as key."""

    KEYS = (Key("enter", "choose", Message("Choose")),)

    def __init__(self, title: Message, options: Sequence[Option], *, text: Message | None = None) -> None:
        super().__init__(title)
        self.options = list(options)
        self._text = text
        self._list: RowList[int] = RowList(
            ListSource(range(len(self.options))), (Column(Message(""), 2), Column(Message(""))), self._row
        )
        self._list.styles.height = min(15, max(1, len(self.options)))

    def body(self) -> Iterable[Widget]:
        """A sentence, if there is one, and the options."""
        if self._text is not None:
            yield Static(safe(say(self._text)), classes="text")
        yield self._list
        self._why = Static(safe(""), classes="text remedy")
        yield self._why

    def _row(self, place: int) -> Sequence[Cell]:
        option = self.options[place]
        style = "dim" if option.reason else ""
        return (f"{place + 1}" if place < 9 else "", style), (say(option.label), style)

    def on_key(self, event: events.Key) -> None:
        """A digit chooses."""
        if event.character and event.character in "123456789":
            event.stop()
            self._choose(int(event.character) - 1)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter on the list, or a second click."""
        self._choose(event.row)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Say why, where an option cannot be chosen."""
        reason = self.options[event.row].reason if event.row is not None else None
        self._why.update(safe(say(reason) if reason else ""))

    def action_choose(self) -> None:
        """Take the highlighted option."""
        if self._list.row is not None:
            self._choose(self._list.row)

    def _choose(self, place: int) -> None:
        if place >= len(self.options):
            return
        option = self.options[place]
        if option.reason is None:
            self.dismiss(option.value)
        else:
            self._list.action_move(place - (self._list.row or 0))
