"""What is wrong with a material: ticked among its known defects, in own words, or both; everything at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual import events
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

SIGN = "；"
"""Parts several defects of one material."""

_TALLEST = 9


class Defects(HallDialog[str]):
    """The words for the notice. A digit ticks a known defect, Tab goes to the line for own words, Enter takes what is
    ticked and typed, or the highlighted defect where nothing is."""

    KEYS = (
        Key("space", "tick", Message("Tick")),
        Key("enter", "take", Message("Take")),
    )

    def __init__(self, name: str, requirement: str, known: Sequence[str], words: str = "") -> None:
        super().__init__(Message("Defective"))
        self._about = Message("{name}: {requirement}", name=name, requirement=requirement)
        self.known = list(known)
        said = [part for part in words.split(SIGN) if part]
        self.ticked = {place for place, defect in enumerate(self.known) if defect in said}
        own = SIGN.join(part for part in said if part not in self.known)
        columns = (Column(Message(""), 3), Column(Message(""), 2), Column(Message("")))
        self.list: RowList[int] = RowList(ListSource(range(len(self.known))), columns, self._row)
        self.list.styles.height = min(_TALLEST, len(self.known))
        self.field = Field(Message("In own words"), own, id="words", max_length=200, enter_moves=False)

    def body(self) -> Iterable[Widget]:
        """The material, its known defects, the line for own words."""
        yield Static(safe(say(self._about)), classes="text")
        yield self.list
        yield self.field

    def typed_lines(self) -> Mapping[str, Field]:
        """The one for own words."""
        return self.named((self.field,), self._about)

    def on_mount(self) -> None:
        """The digits go to the list."""
        self.list.focus()

    def on_descendant_focus(self) -> None:
        """Space is a key of the list, a character in the line."""
        self.refresh_keys()

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Ticking belongs to the list."""
        if action == "tick" and not self.list.has_focus:
            return Message("Tab goes back to the list.")
        return super().reason_disabled(action, parameters)

    def _row(self, place: int) -> Sequence[Cell]:
        mark = "[x]" if place in self.ticked else "[ ]"
        return mark, f"{place + 1}" if place < 9 else "", self.known[place]

    def on_key(self, event: events.Key) -> None:
        """A digit ticks its defect while the list has the keys."""
        place = int(event.character) - 1 if event.character and event.character in "123456789" else -1
        if self.list.has_focus and 0 <= place < len(self.known):
            event.stop()
            self._toggle(place)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter on the list."""
        self.action_take()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter in the line."""
        self.action_take()

    def action_tick(self) -> None:
        """Tick the highlighted defect, or take its tick away."""
        if self.list.row is not None:
            self._toggle(self.list.row)

    def action_take(self) -> None:
        """What is wrong, as the notice will say it."""
        said = [self.known[place] for place in sorted(self.ticked)]
        if self.field.value:
            said.append(self.field.value)
        if not said and self.list.row is not None:
            said = [self.known[self.list.row]]
        self.dismiss(SIGN.join(said))

    def _toggle(self, place: int) -> None:
        self.ticked ^= {place}
        self.list.reload(place)
