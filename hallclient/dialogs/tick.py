"""Several of a few: Space ticks, Enter takes what is ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual import events
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.dialogs.choose import Option
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList


class Tick(HallDialog[list[Any]]):
    """The values of the ticked options, in their order; never empty. Digits tick too."""

    KEYS = (
        Key("space", "tick", Message("Tick")),
        Key("enter", "take", Message("Take the ticked ones")),
    )

    def __init__(self, title: Message, options: Sequence[Option], *, text: Message | None = None) -> None:
        super().__init__(title)
        self.options = list(options)
        self.ticked: set[int] = set()
        self._words = text
        columns = (Column(Message(""), 3), Column(Message(""), 2), Column(Message("")))
        self.list: RowList[int] = RowList(ListSource(range(len(self.options))), columns, self._row)
        self.list.styles.height = min(15, max(1, len(self.options)))

    def body(self) -> Iterable[Widget]:
        """A sentence, if there is one, and the options."""
        if self._words is not None:
            yield Static(safe(say(self._words)), classes="text")
        yield self.list

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Nothing ticked, nothing taken."""
        if action == "take" and not self.ticked:
            return Message("Tick at least one.")
        return super().reason_disabled(action, parameters)

    def _row(self, place: int) -> Sequence[Cell]:
        mark = "[x]" if place in self.ticked else "[ ]"
        return mark, f"{place + 1}" if place < 9 else "", say(self.options[place].label)

    def on_key(self, event: events.Key) -> None:
        """A digit ticks its option."""
        if event.character and event.character in "123456789" and int(event.character) <= len(self.options):
            event.stop()
            self._toggle(int(event.character) - 1)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter on the list."""
        if self.ticked:
            self.action_take()
        else:
            self._toggle(event.row)

    def action_tick(self) -> None:
        """Tick the highlighted option, or take its tick away."""
        if self.list.row is not None:
            self._toggle(self.list.row)

    def action_take(self) -> None:
        """Done."""
        self.dismiss([self.options[place].value for place in sorted(self.ticked)])

    def _toggle(self, place: int) -> None:
        self.ticked ^= {place}
        self.list.reload(place)
        self.refresh_keys()
