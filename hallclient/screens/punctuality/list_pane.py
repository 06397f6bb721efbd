"""A page that is one list of a period: read in a thread, narrowed to a window, department or person, and written to
files as it stands."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from hallclient.language import say
from hallclient.reports.table import Table
from hallclient.rules import narrowing
from hallclient.rules.message import Message
from hallclient.screens.exporting import table_of
from hallclient.screens.supervise.pane import Pane
from hallclient.screens.supervise.period import Period, around
from hallclient.services import accounts
from hallclient.services.accounts import Person
from hallclient.services.hall import Hall
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell, ListSource, RowList


@dataclass(frozen=True, slots=True)
class About:
    """Whom and which window a row is about, for the filter."""

    window: int | None = None
    staff: str = ""
    words: tuple[str, ...] = ()


class ListPane(Pane):
    """A subclass sets ``TITLE``, ``COLUMNS``, ``FIELDS`` and ``EMPTY`` and writes :meth:`rows`, :meth:`key`,
    :meth:`cells`, :meth:`about`."""

    NAME: ClassVar[str] = ""
    TITLE: ClassVar[Message] = Message("Nothing here.")
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    FIELDS: ClassVar[tuple[str, ...]] = ()
    """The names of the columns in files for programs; empty for one that is not written."""
    EMPTY: ClassVar[Message] = Message("Nothing here.")

    def __init__(self, hall: Hall) -> None:
        super().__init__(id=self.NAME)
        self.hall = hall
        self.period: Period = around("month", hall.clock.today())
        self.wanted = ""
        """What the rows are narrowed to."""
        self._rows: list[Any] = []
        self.people: dict[str, Person] = {}
        self.head = Static(classes="head")
        self.source: ListSource[Any] = ListSource((), key=self.key)
        self.list: RowList[Any] = RowList(self.source, self.COLUMNS, self.cells, empty=self.EMPTY)

    def compose(self) -> ComposeResult:
        """A line of figures and the rows."""
        yield self.head
        yield self.list

    def rows(self) -> list[Any]:
        """All rows of the period; in a thread."""
        raise NotImplementedError

    def key(self, row: Any) -> Hashable:
        """What stays the same of a row."""
        raise NotImplementedError

    def cells(self, row: Any) -> Sequence[Cell]:
        """One cell a column."""
        raise NotImplementedError

    def about(self, row: Any) -> About:
        """What the filter looks at."""
        raise NotImplementedError

    def about_person(self, staff: str, name: str, window: int | None = None, department: str = "") -> About:
        """A person, with window and department of the staff list where the row does not say."""
        known = self.people.get(staff)
        if known is not None:
            window, department = window or known.window, department or known.department
        return About(window, staff, (name, department))

    def person(self, row: Any) -> tuple[str, str, Any] | None:
        """Code, name and day behind a row; None where it has none."""
        return None

    def figures(self, rows: Sequence[Any]) -> str:
        """What the line above says of the rows."""
        return say(Message("Rows: {count}", count=len(rows)))

    def read(self) -> list[Any]:
        """Get the rows."""
        self.people = {person.code: person for person in accounts.everyone(self.hall)}
        return self.rows()

    def show(self, found: list[Any]) -> None:
        """Show what is wanted of them."""
        self._rows = found
        self.narrow(self.wanted)

    def narrow(self, wanted: str) -> None:
        """Only rows of a window, department or person."""
        self.wanted = wanted
        self.source.set(row for row in self._rows if not wanted or self._matches(row))
        self.list.reload()
        text = Text(f"{self.period.words}  ", "bold", no_wrap=True, overflow="crop")
        text.append(self.figures(self.source.rows))
        if wanted:
            text.append("  " + say(Message("only “{text}”", text=wanted)), "bold #ffd75f")
        self.head.update(text, layout=False)

    def _matches(self, row: Any) -> bool:
        about = self.about(row)
        return narrowing.matches(self.wanted, window=about.window, code=about.staff, words=about.words)

    def table(self) -> Table:
        """What is on the screen, for files."""
        subtitle = f"{self.period.text} {self.wanted}".strip()
        rows = [self.cells(row) for row in self.source.rows]
        return table_of(self.NAME, self.TITLE, subtitle, self.FIELDS, self.COLUMNS, rows)


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
