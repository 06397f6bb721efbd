"""A page that is one list: read in a thread, narrowed by what is typed, and written to a file as it stands."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from hallclient.language import say
from hallclient.reports import table as report
from hallclient.rules.message import Message
from hallclient.screens.supervise.pane import Pane
from hallclient.services.hall import Hall
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell, ListSource, RowList


class ListPane(Pane):
    """A subclass sets ``TITLE``, ``COLUMNS`` and ``EMPTY`` and writes :meth:`rows`, :meth:`key`, :meth:`cells`."""

    NAME: ClassVar[str] = ""
    TITLE: ClassVar[Message] = Message("Nothing here.")
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    EMPTY: ClassVar[Message] = Message("Nothing here.")

    def __init__(self, hall: Hall) -> None:
        super().__init__(id=self.NAME)
        self.hall = hall
        self.month = hall.clock.today().replace(day=1)
        self.wanted = ""
        """What the rows are narrowed to."""
        self._rows: list[Any] = []
        self.head = Static(classes="head")
        self.source: ListSource[Any] = ListSource((), key=self.key)
        self.list: RowList[Any] = RowList(self.source, self.COLUMNS, self.cells, empty=self.EMPTY)

    def compose(self) -> ComposeResult:
        """A line of figures and the rows."""
        yield self.head
        yield self.list

    def rows(self) -> list[Any]:
        """All rows of the month; in a thread."""
        raise NotImplementedError

    def key(self, row: Any) -> Hashable:
        """What stays the same of a row."""
        raise NotImplementedError

    def cells(self, row: Any) -> Sequence[Cell]:
        """One cell a column."""
        raise NotImplementedError

    def person(self, row: Any) -> tuple[str, str, Any] | None:
        """Code, name and day behind a row; None where it has none."""
        return None

    def figures(self, rows: Sequence[Any]) -> str:
        """What the line above says of the rows."""
        return say(Message("Rows: {count}", count=len(rows)))

    def read(self) -> list[Any]:
        """Get the rows."""
        return self.rows()

    def show(self, found: list[Any]) -> None:
        """Show what is wanted of them."""
        self._rows = found
        self.narrow(self.wanted)

    def narrow(self, wanted: str) -> None:
        """Only rows that have the text in one of their cells (window, department, person)."""
        self.wanted = wanted
        self.source.set(row for row in self._rows if not wanted or self._matches(row))
        self.list.reload()
        text = Text(f"{self.month:%Y-%m}  ", "bold", no_wrap=True, overflow="crop")
        text.append(self.figures(self.source.rows))
        if wanted:
            text.append("  " + say(Message("only “{text}”", text=wanted)), "bold #ffd75f")
        self.head.update(text, layout=False)

    def _matches(self, row: Any) -> bool:
        return any(self.wanted.lower() in _plain(cell).lower() for cell in self.cells(row))

    def table(self) -> report.Table:
        """What is on the screen, for a file."""
        columns = tuple(
            report.Column(f"c{place}", column.title) for place, column in enumerate(self.COLUMNS) if str(column.title)
        )
        kept = [place for place, column in enumerate(self.COLUMNS) if str(column.title)]
        rows = tuple(tuple(_plain(self.cells(row)[place]) for place in kept) for row in self.source.rows)
        return report.Table(self.NAME, self.TITLE, f"{self.month:%Y-%m} {self.wanted}".strip(), columns, rows)


def _plain(cell: Cell) -> str:
    found = cell if isinstance(cell, str | Text) else cell[0]
    return str(found).strip()


def number(count: int, style: str = "due") -> Cell:
    """A number that stands out when it is one."""
    return (str(count), style) if count else ("-", "dim")


BLOCKS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[int | None]) -> str:
    """A bar a value, the highest full; a blank where there is none."""
    top = max((value for value in values if value is not None), default=0)
    found = ""
    for value in values:
        if value is None:
            found += " "
        else:
            found += BLOCKS[0] if top <= 0 else BLOCKS[min(7, max(0, value) * 7 // top)]
    return found
