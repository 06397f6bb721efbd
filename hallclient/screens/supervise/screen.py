"""Supervision: who is there, a month per person, what waits for approval, what is late or not reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from textual.dom import DOMNode
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.jobs.hall_board import HallView
from hallclient.rules import roles
from hallclient.rules.message import Message
from hallclient.screens import exporting
from hallclient.screens.base import HallScreen
from hallclient.screens.supervise import deciding, drill
from hallclient.screens.supervise.approvals import ApprovalsPane
from hallclient.screens.supervise.board import BoardPane, BoardRow, day_of
from hallclient.screens.supervise.load import LoadPane
from hallclient.screens.supervise.month import MonthPane
from hallclient.screens.supervise.once import OncePane
from hallclient.screens.supervise.pages import CHIEFS, KEYS, PAGES, PAGES_OF, REVIEWS, SHORTER, tabs
from hallclient.screens.supervise.pane import Pane
from hallclient.screens.supervise.papers import PapersPane
from hallclient.screens.supervise.refusals import RefusalsPane
from hallclient.screens.supervise.reviews import ReviewsPane
from hallclient.screens.supervise.waiting import WaitingPane
from hallclient.screens.supervise.watch import WatchPane
from hallclient.widgets.key_bar import ShownKey
from hallclient.widgets.row_list import RowList

LOOK_AGAIN = 30.0
"""Seconds between looks at what the windows do."""


class SuperviseScreen(HallScreen):
    """The pages are read in a thread: the shared folder may be slow. Some have keys of their own."""

    NAME = "supervise"
    HEADING = Message("Supervision")
    HELP = (
        Message("Suspected absence is shown as suspected until a supervisor has checked it."),
        Message("After a verdict, + stands for a correction and ? for a computer clock that was moved."),
        Message("People of other windows come from the shared summary; without it there is no verdict on them."),
        Message(
            "Load: the full part of a bar is completed, the pale part in progress. The index is what a window "
            "received a day on which it was open, against a window of the hall: hot above 1.5, cold below 0.5 "
            "(settings). Av is the mean, p90 what nine in ten did not exceed; waiting belongs to the window that "
            "served first."
        ),
        Message(
            "A bad review is to be contacted within one working day and rectified within fifteen (settings); nobody "
            "follows up a review of their own work. Excluded ones stay in the record."
        ),
    )
    CSS_PATH = "screen.tcss"
    KEYS = KEYS

    def __init__(self) -> None:
        super().__init__()
        actor = self.app.actor
        self._watches = actor is None or roles.may(actor.role, "review")
        self.page = 1 if self._watches else REVIEWS
        self._timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The row of pages, and the pages."""
        hall = self.app.hall
        view = HallView(hall)
        self.tabs = Static(id="tabs")
        self.board = BoardPane(hall, view)
        self.month = MonthPane(hall, view)
        self.approvals = ApprovalsPane(hall)
        self.watch_pane = WatchPane(hall, view)
        self.load_pane = LoadPane(hall, view)
        self.reviews = ReviewsPane(hall)
        self.refusals = RefusalsPane(hall)
        self.waiting = WaitingPane(hall)
        self.once = OncePane(hall)
        self.panes: tuple[Pane, ...] = (
            *(self.board, self.month, self.approvals, self.watch_pane),
            *(self.load_pane, self.reviews, self.refusals, self.waiting, PapersPane(hall), self.once),
        )
        yield self.tabs
        yield from self.panes

    def reload(self) -> None:
        """Read the page in front."""
        self._show_tabs()
        self.run_worker(partial(self._load, self.pane), group="load", exclusive=True, exit_on_error=False)

    def synced(self) -> None:
        """The summary has news."""
        self._look_again()

    def _look_again(self) -> None:
        if self.pane.looks_again:
            self.reload()

    async def _load(self, pane: Pane) -> None:
        try:
            found = await self.in_thread(pane.read)
        except Exception as error:  # noqa: BLE001 - shown to the supervisor, written to the log
            self.app.report(error)
            return
        if self.is_attached:
            pane.show(found)
            self.refresh_keys()

    @property
    def pane(self) -> Pane:
        """The page in front."""
        return self.panes[self.page - 1]

    def on_screen_resume(self) -> None:
        """Look, and look again from time to time."""
        self.action_page(self.page)
        super().on_screen_resume()
        if self._timer is None:
            self._timer = self.set_interval(LOOK_AGAIN, self._look_again)

    def on_screen_suspend(self) -> None:
        """Nobody looks."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """The map follows the cursor."""
        if self.page == 2:
            self.month.show_person()
        super().on_row_list_highlighted(event)

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter on a row: the punches, or the request."""
        if event.row_list is self.watch_pane.list:
            self.app.go("request", number=event.row.number)
        elif self.page in PAGES_OF["drill"]:
            await self.app.run_action("drill", self)
        elif self.pane.CHOSEN:
            await self.app.run_action(self.pane.CHOSEN, self.pane)

    def subject(self) -> str | None:
        """The request under the cursor, on the pages that list requests."""
        about = (self.watch_pane, self.reviews, self.refusals, self.waiting)
        row = self.pane.list.row if self.pane in about else None
        return row.number if row is not None else None

    def keyed(self) -> Sequence[DOMNode]:
        """The page in front and the screen."""
        return (self.pane, self)

    def _show_tabs(self) -> None:
        self.tabs.update(tabs(PAGES, self.page, self.size.width, SHORTER), layout=False)

    def _own_keys(self) -> Sequence[ShownKey]:
        """Only the keys of the page in front."""
        return [
            shown
            for shown in super()._own_keys()
            if shown.node is not self or self.page in PAGES_OF.get(shown.key.action.split("(")[0], (self.page,))
        ]

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Pages, people and roles."""
        if action == "page" and not self._watches and parameters[0] not in CHIEFS:
            return roles.why_not("review")
        pages = PAGES_OF.get(action, ())
        if pages and self.page not in pages:
            return Message("This key belongs to page {page}: {title}.", page=pages[0], title=PAGES[pages[0] - 1])
        today = self.app.hall.clock.today()
        if (action, *parameters) == ("move", 1) and self.page == 1 and self.board.day >= today:
            return Message("That day has not come yet.")
        if (action, *parameters) == ("turn", 1) and self.month.month >= today.replace(day=1):
            return Message("That month has not come yet.")
        if action == "missing" and self.board.day != today and not self.board.only_missing:
            return Message("Somebody is missing only now: go back to today first.")
        if action in ("approve", "reject"):
            return self.approvals.why_not(self.approvals.list.row, self.app.actor)
        if action == "drill" and self._person() is None:
            return Message("Choose a person first.")
        return None

    # -- actions

    def action_page(self, page: int) -> None:
        """Another page."""
        other = page != self.page
        self.page = page
        for number, pane in enumerate(self.panes, 1):
            pane.set_class(number == page, "-front")
        self.pane.list.focus()
        if other:
            self.reload()

    def action_move(self, days: int) -> None:
        """The day before or after."""
        if self.page == 1:
            self.board.move(days)
            self.reload()
        else:
            self.month.move(days)

    def action_today(self) -> None:
        """Back to today."""
        self.board.day = self.app.hall.clock.today()
        self.reload()

    def action_missing(self) -> None:
        """Only where somebody is missing now, or everything."""
        self.board.only_missing = not self.board.only_missing
        self.reload()

    async def action_go_to_day(self) -> None:
        """A date that is typed."""
        today = self.app.hall.clock.today()

        def check(text: str) -> Message | None:
            day = day_of(text)
            if day is None:
                return Message("Write the date like 2026-11-20.")
            return Message("That day has not come yet.") if day > today else None

        typed = await self.ask(
            AskText(
                Message("Go to a date"), Message("Date"), value=self.board.day.isoformat(), check=check, narrow=True
            )
        )
        if typed is not None:
            self.board.day = day_of(typed) or today
            self.reload()

    def action_turn(self, months: int) -> None:
        """The month before or after."""
        self.month.turn(months)
        self.reload()

    def _person(self) -> tuple[str, str, date] | None:
        """Code, name and day of what is highlighted."""
        row: Any = self.pane.list.row
        if self.page == 1 and isinstance(row, BoardRow) and row.person is not None:
            return row.person.staff, row.person.name, self.board.day
        if self.page == 2 and row is not None:
            return row.staff, row.name, min(self.month.map.day, self.app.hall.clock.today())
        return None

    async def action_narrow(self) -> None:
        """A filter that is typed, for board, month and approvals together; empty shows all."""
        label = Message("Window, department or person")
        typed = await self.ask(AskText(Message("Filter"), label, value=self.board.wanted, required=False))
        if typed is not None:
            for pane in (self.board, self.month, self.approvals):
                pane.wanted = typed.strip()
            self.reload()

    async def action_export(self) -> None:
        """What is on the screen, as files."""
        pane = self.pane
        assert isinstance(pane, BoardPane | MonthPane | ApprovalsPane)
        table = pane.table()
        files = await self.in_thread(partial(exporting.write, self.app.hall, table, table.name, table.subtitle))
        self.tell(exporting.told(files))

    async def action_drill(self) -> None:
        """The punches behind the verdicts."""
        person = self._person()
        if person is None:
            return
        if await drill.down(self, *person):
            self.reload()

    async def action_approve(self) -> None:
        """Approve what is highlighted."""
        row = self.approvals.list.row
        if row is not None and await deciding.approve(self, row):
            self.reload()

    async def action_reject(self) -> None:
        """Reject what is highlighted; the person is told why."""
        row = self.approvals.list.row
        if row is not None and await deciding.reject(self, row):
            self.reload()
