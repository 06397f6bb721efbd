"""Hours: timetables, shifts, weeks of people and single days, each from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from hallclient.rules import roles
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.screens.hours.days import DaysPage
from hallclient.screens.hours.page import HoursPage
from hallclient.screens.hours.shifts import ShiftsPage
from hallclient.screens.hours.timetables import TimetablesPage
from hallclient.screens.hours.weeks import WeeksPage
from hallclient.screens.supervise.pages import tabs
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import RowList

KINDS: tuple[type[HoursPage], ...] = (TimetablesPage, ShiftsPage, WeeksPage, DaysPage)


class HoursScreen(HallScreen):
    """Four pages; the keys mean the same on each."""

    NAME = "hours"
    HEADING = Message("Hours and shifts")
    CSS_PATH = Path(__file__).with_name("screen.tcss")
    HELP = (
        Message("A change holds from its first day on: the row before it ends, and days before it stay as they are."),
        Message("Before saving stands what follows: which days get other hours, gaps, overlaps, what is settled."),
        Message("Settled days keep their verdicts; they are judged anew only when you say so, and that is kept."),
    )
    KEYS = (
        *(Key(str(n), f"page({n})", kind.TITLE, show=False) for n, kind in enumerate(KINDS, 1)),
        Key("a", "add", Message("New row"), Message("A new row from a day on.")),
        Key("enter", "change", Message("Change"), Message("Change the row from a day on."), second="c"),
        Key("x", "end", Message("End it"), Message("Give the row a last day, or take it out.")),
        Key("o", "app.go('roster')", Message("Roster"), Message("Who is where on which day.")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.page = 1

    def body(self) -> Iterable[Widget]:
        """The row of pages, and the pages."""
        self.tabs = Static(id="tabs")
        self.panes = tuple(kind(self.app.hall) for kind in KINDS)
        yield self.tabs
        yield from self.panes

    @property
    def pane(self) -> HoursPage:
        """The page in front."""
        return self.panes[self.page - 1]

    def reload(self) -> None:
        """Read the page in front."""
        self.tabs.update(tabs([kind.TITLE for kind in KINDS], self.page, self.app.size.width), layout=False)
        for number, pane in enumerate(self.panes, 1):
            pane.set_class(number == self.page, "-front")
        self.pane.show(self.pane.read())
        self.pane.list.focus()
        self.refresh_keys()

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Only the administrator changes hours; rows have reasons of their own."""
        if action not in ("add", "change", "end"):
            return super().reason_disabled(action, parameters)
        actor = self.app.actor
        if actor is None or not roles.may(actor.role, "administer"):
            return roles.why_not("administer")
        return self.pane.why_not(action, self.pane.list.row)

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter on a row."""
        await self.app.run_action("change", self)

    def action_page(self, page: int) -> None:
        """Another page."""
        self.page = page
        self.reload()

    async def action_add(self) -> None:
        """A new row."""
        await self._after(self.pane.add())

    async def action_change(self) -> None:
        """The highlighted row from a day on."""
        await self._after(self.pane.change(self.pane.list.row))

    async def action_end(self) -> None:
        """The last day of the highlighted row."""
        await self._after(self.pane.end(self.pane.list.row))

    async def _after(self, edit: Any) -> None:
        if await edit:
            self.reload()
