"""Supervision: who is there, a month per person, what waits for approval, what is late or not reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from rich.text import Text
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.confirm import Confirm
from hallclient.jobs.hall_board import HallView
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.screens.sign_in.applications import KINDS
from hallclient.screens.supervise import drill
from hallclient.screens.supervise.approvals import ApprovalsPane
from hallclient.screens.supervise.board import BoardPane, BoardRow, day_of
from hallclient.screens.supervise.month import MonthPane
from hallclient.screens.supervise.pane import Pane
from hallclient.screens.supervise.watch import WatchPane
from hallclient.services import attendance
from hallclient.widgets.key_bar import ShownKey
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import RowList

LOOK_AGAIN = 30.0
"""Seconds between looks at what the windows do."""

PAGES = (
    Message("Board of the day"),
    Message("Month per person"),
    Message("Approvals"),
    Message("Due, reports"),
)
_PAGES_OF = {
    "move": (1, 2),
    "today": (1,),
    "go_to_day": (1,),
    "turn": (2,),
    "drill": (1, 2),
    "approve": (3,),
    "reject": (3,),
}


class SuperviseScreen(HallScreen):
    """Four pages, read in a thread: the shared folder may be slow."""

    NAME = "supervise"
    HEADING = Message("Supervision")
    HELP = (
        Message("Suspected absence is shown as suspected until a supervisor has checked it."),
        Message("After a verdict, + stands for a correction and ? for a computer clock that was moved."),
        Message("People of other windows come from the shared summary; without it there is no verdict on them."),
    )
    CSS_PATH = "screen.tcss"
    KEYS = (
        Key("1", "page(1)", PAGES[0], Message("Windows and half-days of one day."), show=False),
        Key("2", "page(2)", PAGES[1], Message("Counts, score and map of everybody's month."), show=False),
        Key("3", "page(3)", PAGES[2], Message("Leave and corrections to approve."), show=False),
        Key("4", "page(4)", PAGES[3], Message("Overdue and due soon; windows that have not reported."), show=False),
        Key("left", "move(-1)", Message("Day before")),
        Key("right", "move(1)", Message("Day after")),
        Key("t", "today", Message("Today"), Message("Back to today.")),
        Key("d", "go_to_day", Message("Date"), Message("Go to a date.")),
        Key("p", "turn(-1)", Message("Month before")),
        Key("n", "turn(1)", Message("Month after")),
        Key("enter", "drill", Message("Punches"), Message("The punches of the person on that day."), second="v"),
        Key("y", "approve", Message("Approve"), Message("Approve the application.")),
        Key("x", "reject", Message("Reject"), Message("Reject the application, with a reason.")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.page = 1
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
        self.panes: tuple[Pane, ...] = (self.board, self.month, self.approvals, self.watch_pane)
        yield self.tabs
        yield from self.panes

    def reload(self) -> None:
        """Read the page in front."""
        self._show_tabs()
        self.run_worker(partial(self._load, self.pane), group="load", exclusive=True, exit_on_error=False)

    def synced(self) -> None:
        """The summary has news."""
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
            self._timer = self.set_interval(LOOK_AGAIN, self.reload)

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
        elif self.page in _PAGES_OF["drill"]:
            await self.app.run_action("drill", self)

    def subject(self) -> str | None:
        """The overdue request under the cursor."""
        row = self.watch_pane.list.row
        return row.number if self.page == 4 and row is not None else None

    def _show_tabs(self) -> None:
        text = Text(no_wrap=True, overflow="crop")
        for number, title in enumerate(PAGES, 1):
            style = "bold #ffffff on #005f87" if number == self.page else "#a8a8a8"
            text.append(f" {number} ", "bold #ffd75f" if number != self.page else style)
            text.append(say(title) + " ", style)
        self.tabs.update(text, layout=False)

    def _own_keys(self) -> Sequence[ShownKey]:
        """Only the keys of the page in front."""
        return [
            shown
            for shown in super()._own_keys()
            if self.page in _PAGES_OF.get(shown.key.action.split("(")[0], (self.page,))
        ]

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Pages, people and roles."""
        pages = _PAGES_OF.get(action, ())
        if pages and self.page not in pages:
            return Message("This key belongs to page {page}: {title}.", page=pages[0], title=PAGES[pages[0] - 1])
        today = self.app.hall.clock.today()
        if (action, *parameters) == ("move", 1) and self.page == 1 and self.board.day >= today:
            return Message("That day has not come yet.")
        if (action, *parameters) == ("turn", 1) and self.month.month >= today.replace(day=1):
            return Message("That month has not come yet.")
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
        if row is None:
            return
        question = Message(
            "Approve {kind} of {name}, {when}, {type}?",
            kind=KINDS[row.kind], name=row.asked.name, when=row.when, type=row.type,
        )  # fmt: skip
        if await self.ask(Confirm(question)):
            attendance.decide(self.app.hall, self.app.actor, row.kind, row.asked.id, True)
            self.tell(Message("Approved; the verdicts are made anew."))
            self.reload()

    async def action_reject(self) -> None:
        """Reject what is highlighted; the person is told why."""
        row = self.approvals.list.row
        if row is None:
            return
        reason = await self.ask(AskText(Message("Reject the application"), Message("Reason"), max_length=100))
        if reason is not None:
            attendance.decide(self.app.hall, self.app.actor, row.kind, row.asked.id, False, reason)
            self.tell(Message("Rejected."))
            self.reload()
