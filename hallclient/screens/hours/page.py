"""What the pages of hours have in common: a line above, a list, and adding, changing and ending its rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from datetime import date
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.hours.form import RowForm
from hallclient.screens.hours.words import STATES
from hallclient.screens.supervise.pane import Pane
from hallclient.screens.typed_day import read_day
from hallclient.services.hall import Hall
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell, ListSource, RowList

STYLES = {"now": "good", "later": "", "past": "dim", "behind": "dim", "gap": "overdue"}


class HoursPage(Pane):
    """A subclass sets ``TITLE``, ``COLUMNS`` and ``EMPTY``, and writes the rest."""

    NAME: ClassVar[str] = ""
    TITLE: ClassVar[Message] = Message("Nothing here.")
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    EMPTY: ClassVar[Message] = Message("Nothing here.")

    def __init__(self, hall: Hall) -> None:
        super().__init__(id=self.NAME)
        self.hall = hall
        self.head = Static(classes="head")
        self.source: ListSource[Any] = ListSource((), key=self.key)
        self.list: RowList[Any] = RowList(self.source, self.COLUMNS, self.cells, empty=self.EMPTY)

    def compose(self) -> ComposeResult:
        """The line and the list."""
        yield self.head
        yield self.list

    @property
    def today(self) -> date:
        """Today in the hall."""
        return self.hall.clock.today()

    def show(self, found: list[Any]) -> None:
        """Show the rows."""
        self.source.set(found)
        self.list.reload()
        line = Text(no_wrap=True, overflow="crop")
        for message, style in self.above():
            line.append(say(message) + "  ", style)
        self.head.update(line, layout=False)

    def above(self) -> Sequence[tuple[Message, str]]:
        """What the line above says."""
        return ()

    def key(self, row: Any) -> Hashable:
        """What stays the same of a row."""
        return row

    def cells(self, row: Any) -> Sequence[Cell]:
        """One cell a column."""
        raise NotImplementedError

    def why_not(self, action: str, row: Any) -> Message | None:
        """Why a row cannot be changed or ended."""
        return Message("Choose a row first.") if row is None and action != "add" else None

    async def add(self) -> bool:
        """A new row; True when it is saved."""
        raise NotImplementedError

    async def change(self, row: Any) -> bool:
        """Another row from a day on; True when it is saved."""
        raise NotImplementedError

    async def end(self, row: Any) -> bool:
        """No such row after a day; True when it is saved."""
        raise NotImplementedError

    async def edit(
        self, form: Callable[[dict[str, str] | None], RowForm], save: Callable[[dict[str, str]], Awaitable[bool]]
    ) -> bool:
        """Ask for a row until it is saved or given up; going back from what would follow keeps what was typed."""
        typed: dict[str, str] | None = None
        while True:
            typed = await self.screen.ask(form(typed))
            if typed is None:
                return False
            if await save(typed):
                return True

    async def ask_last(self, title: Message, first: date) -> date | None:
        """The last day on which a row holds."""
        today = self.today

        def check(text: str) -> Message | None:
            day = read_day(text, today, ahead=True)
            if day is None:
                return Message("Write the date like 0910, 9-10 or 2026-09-10.")
            return None

        typed = await self.screen.ask(
            AskText(title, Message("Last day"), value=max(today, first).isoformat(), check=check, narrow=True,
                    text=Message("A last day before {first} takes it out altogether.", first=first.isoformat()))
        )  # fmt: skip
        return read_day(typed, today, ahead=True) if typed is not None else None


def state(first: date, last: date | None, today: date) -> str:
    """Whether a row holds now, later or no more."""
    return "later" if first > today else "past" if last is not None and last < today else "now"


def state_cell(code: str) -> Cell:
    """The state in words and colour."""
    return (say(STATES[code]), STYLES[code])


def day_text(day: date | None) -> str:
    """A day, or nothing for an open end."""
    return day.isoformat() if day is not None else "-"
