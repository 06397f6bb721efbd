"""The conditions of a matter as ticks: they decide which materials apply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message as Event

from hallclient.rules.conditions import Rule, after_tick, after_untick, closed
from hallclient.rules.message import Message
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell, ListSource, RowList

Condition = tuple[str, str]
"""Code and words."""


class ConditionList(RowList[Condition]):
    """Space, the digit of a row or a click ticks it; Enter is the screen's."""

    BINDINGS = [
        Binding("space", "tick", show=False),
        *(Binding(str(digit), f"tick({digit - 1})", show=False) for digit in range(1, 10)),
    ]

    @dataclass
    class Ticked(Event):
        """Other conditions are ticked."""

        codes: tuple[str, ...]

    def __init__(self) -> None:
        self._rows: ListSource[Condition] = ListSource((), key=lambda condition: condition[0])
        self._chosen: frozenset[str] = frozenset()
        self._relations: tuple[Rule, ...] = ()
        super().__init__(
            self._rows,
            (Column(Message(""), 5), Column(Message(""))),
            self._cells,
            empty=Message("No conditions apply."),
            id="conditions",
        )
        self.can_focus = False

    @property
    def count(self) -> int:
        """How many conditions the matter has."""
        return len(self._rows.rows)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes that were ticked, without what they imply, in the order of the catalogue."""
        return tuple(code for code, _ in self._rows.rows if code in self._chosen)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The codes that apply, in the order of the catalogue."""
        whole = closed(self._chosen, self._relations)
        return tuple(code for code, _ in self._rows.rows if code in whole)

    def show(
        self, conditions: Iterable[Condition], codes: Iterable[str] = (), relations: tuple[Rule, ...] = ()
    ) -> None:
        """Show the conditions of a matter, some of them chosen; what these imply is ticked as well."""
        self._relations = relations
        self._rows.set(conditions)
        self._chosen = frozenset(codes)
        # Where there is nothing to tick the keyboard passes by.
        self.can_focus = bool(self._rows.rows)
        self.set_source(self._rows)

    def tick(self, code: str, on: bool = True) -> None:
        """Tick one by its code; nothing happens where the matter has no such condition."""
        if any(code == known for known, _ in self._rows.rows):
            self._choose((after_tick if on else after_untick)(self._chosen, code, self._relations))

    def let_go(self, code: str) -> None:
        """Nobody ticks it any more; it stays while another one implies it."""
        self._choose(self._chosen - {code})

    def _choose(self, chosen: frozenset[str]) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self.reload()
            self.post_message(self.Ticked(self.ticked))

    def action_tick(self, place: int | None = None) -> None:
        """Tick the row, or take the tick away."""
        row = self.row if place is None else self._rows.rows[place] if place < len(self._rows.rows) else None
        if row is not None:
            self.tick(row[0], row[0] not in self.ticked)

    def on_click(self, event: events.Click) -> None:
        """A click ticks."""
        event.stop()
        event.prevent_default()
        if event.y < len(self._rows.rows):
            self.focus()
            self.action_tick(event.y)

    def _cells(self, row: Condition) -> Sequence[Cell]:
        place = self._rows.rows.index(row) + 1
        on = row[0] in self.ticked
        return (f"{place}[x]" if on else f"{place}[ ]"), (row[1], "strong" if on else "")
