"""Punctuality for supervisors: what is to be checked, the month and its signature, opening times, trends, patrols."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.confirm import Confirm
from hallclient.jobs import months as month_job
from hallclient.jobs.hall_board import HallView
from hallclient.rules.message import Message
from hallclient.rules.terms import HALVES
from hallclient.screens import exporting
from hallclient.screens.base import HallScreen
from hallclient.screens.progress import bar
from hallclient.screens.punctuality import entering
from hallclient.screens.punctuality.figures import LeaguePane, OpeningPane, PatrolPane, TrendPane
from hallclient.screens.punctuality.inbox import InboxPane, Open
from hallclient.screens.punctuality.list_pane import ListPane
from hallclient.screens.punctuality.month_list import MonthListPane
from hallclient.screens.punctuality.pages import HINT, KEYS, PAGES, PAGES_OF, SHORTER
from hallclient.screens.supervise import drill
from hallclient.screens.supervise.pages import tabs
from hallclient.screens.supervise.period import Period, around, problem, read
from hallclient.services import months, settling, verdict_reviews
from hallclient.widgets.key_bar import ShownKey
from hallclient.widgets.row_list import RowList


class PunctualityScreen(HallScreen):
    """Six pages of one period, read in a thread."""

    NAME = "punctuality"
    HEADING = Message("Punctuality")
    HELP = (
        Message("Questions are no verdicts: they show where sign-ins, work and the clock do not fit together."),
        Message("A signed month is frozen; what changes after it is shown beside what was signed, as an amendment."),
        Message("Filter narrows the rows to a window, department or person; what is on the screen can be exported."),
        Message("The period is a day, a week, a month, a year, or from one day to another; the trend ends with it."),
    )
    CSS_PATH = "screen.tcss"
    KEYS = KEYS

    def __init__(self) -> None:
        super().__init__()
        self.page = 1

    def body(self) -> Iterable[Widget]:
        """The row of pages, and the pages."""
        hall = self.app.hall
        view = HallView(hall)
        self.tabs = Static(id="tabs")
        self.inbox = InboxPane(hall, view)
        self.months = MonthListPane(hall, view)
        self.panes: tuple[ListPane, ...] = (
            self.inbox, self.months, OpeningPane(hall, view), TrendPane(hall, view), LeaguePane(hall, view),
            PatrolPane(hall),
        )  # fmt: skip
        yield self.tabs
        yield from self.panes

    @property
    def pane(self) -> ListPane:
        """The page in front."""
        return self.panes[self.page - 1]

    def reload(self) -> None:
        """Read the page in front."""
        self._show_tabs()
        for number, pane in enumerate(self.panes, 1):
            pane.set_class(number == self.page, "-front")
        self.pane.list.focus()
        self.run_worker(partial(self._load, self.pane), group="load", exclusive=True, exit_on_error=False)

    async def _load(self, pane: ListPane) -> None:
        try:
            found = await self.in_thread(pane.read)
        except Exception as error:  # noqa: BLE001 - shown to the supervisor, written to the log
            self.app.report(error)
            return
        if self.is_attached:
            pane.show(found)
            self.refresh_keys()

    def _show_tabs(self) -> None:
        self.tabs.update(tabs(PAGES, self.page, self.app.size.width, SHORTER), layout=False)

    def _own_keys(self) -> Sequence[ShownKey]:
        """Only the keys of the page in front."""
        return [
            shown
            for shown in super()._own_keys()
            if self.page in PAGES_OF.get(shown.key.action.split("(")[0], (self.page,))
        ]

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Pages and rows."""
        pages = PAGES_OF.get(action, ())
        if pages and self.page not in pages:
            return Message("This key belongs to page {page}: {title}.", page=pages[0], title=PAGES[pages[0] - 1])
        today = self.app.hall.clock.today()
        if (action, *parameters) == ("turn", 1) and self.pane.period.last >= today:
            return Message("That day has not come yet.")
        if action == "drill" and (self.pane.list.row is None or self.pane.person(self.pane.list.row) is None):
            return Message("Choose a person first.")
        if action in ("decide", "dismiss"):
            return self._why_not_decide(action)
        period = self.months.period
        if action in ("sign", "recount") and period.kind != "month":
            return Message("Only a whole month is signed or recounted: press m, or type a month with d.")
        if action == "sign" and period.last >= today:
            return Message("The month {month} is not over.", month=period.text)
        return None

    def _why_not_decide(self, action: str) -> Message | None:
        row = self.inbox.list.row
        actor = self.app.actor
        if row is None or (row.kind != "absent" and not (row.kind == "objected" and action == "dismiss")):
            return Message("No absence is suspected here.")
        if actor is not None and actor.code == row.staff:
            return Message("Nobody decides on their own absence.")
        return None

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter on a row."""
        await self.app.run_action("drill", self)

    # -- actions

    def action_page(self, page: int) -> None:
        """Another page, of the same period and filter."""
        before = self.pane
        self.page = page
        self.pane.period, self.pane.wanted = before.period, before.wanted
        self.reload()

    def _look(self, period: Period) -> None:
        self.pane.period = period
        self.reload()

    def action_turn(self, by: int) -> None:
        """The period before or after."""
        self._look(self.pane.period.shift(by))

    def action_look_at(self, kind: str) -> None:
        """Today, this week, this month."""
        self._look(around(kind, self.app.hall.clock.today()))

    async def action_period(self) -> None:
        """A period that is typed."""
        today = self.app.hall.clock.today()

        def check(text: str) -> Message | None:
            return problem(text, today)

        value = self.pane.period.text
        typed = await self.ask(
            AskText(Message("Which days?"), Message("Dates"), text=HINT, value=value, check=check, narrow=True)
        )
        found = read(typed, today) if typed is not None else None
        if found is not None:
            self._look(found)

    async def action_narrow(self) -> None:
        """A filter that is typed; empty shows all."""
        typed = await self.ask(
            AskText(
                Message("Filter"), Message("Window, department or person"), value=self.pane.wanted, required=False
            )
        )
        if typed is not None:
            self.pane.narrow(typed.strip())

    async def action_drill(self) -> None:
        """The punches behind the row."""
        row = self.pane.list.row
        person = self.pane.person(row) if row is not None else None
        if person is None:
            return
        staff, name, day = person
        if self.page in (2, 4):
            # A row of a whole month: begin with the newest day on which something was amiss.
            day = drill.telling_day(self.app.hall, staff, day)
        if await drill.down(self, staff, name, day):
            self.reload()

    async def action_decide(self) -> None:
        """Confirm the absence."""
        row: Open | None = self.inbox.list.row
        if row is None:
            return
        values = {"name": row.name, "day": row.day.isoformat(), "half": HALVES[row.half]}
        if await self.ask(Confirm(Message("Confirm: {name} was absent on {day}, {half}?", **values))):
            verdict_reviews.decide(self.app.hall, self.app.actor, row.staff, row.day, row.half, "confirmed")
            self.tell(Message("The absence is confirmed."))
            self.reload()

    async def action_dismiss(self) -> None:
        """Dismiss the absence, or answer the objection."""
        row: Open | None = self.inbox.list.row
        if row is None:
            return
        title = Message("Answer to {name}", name=row.name)
        why = await self.ask(AskText(title, Message("Reason"), max_length=100))
        if why is None:
            return
        hall, actor = self.app.hall, self.app.actor
        if row.kind == "absent":
            verdict_reviews.decide(hall, actor, row.staff, row.day, row.half, "dismissed", why)
            self.tell(Message("The absence is dismissed; what remains counts as late, early or missing."))
        else:
            verdict_reviews.answer(hall, actor, row.staff, row.day, row.half, why)
            self.tell(Message("The objection is answered; the verdict stays."))
        self.reload()

    async def action_sign(self) -> None:
        """Sign the month, or amend it with a reason."""
        hall, month = self.app.hall, self.months.period.text
        if months.signatures(hall, month):
            why = await self.ask(AskText(Message("Amend the month {month}", month=month), Message("Reason")))
            if why is None:
                return
        else:
            question = Message("Sign the punctuality of {month}?", month=month)
            frozen = Message("The figures are frozen; later changes are amendments.")
            if not await self.ask(Confirm(question, irreversible=frozen)):
                return
            why = ""
        await self.in_thread(partial(month_job.sign, hall, self.app.actor, month, why))
        self.tell(Message("The month {month} is signed.", month=month))
        self.reload()

    async def action_recount(self) -> None:
        """Judge the settled days of the month anew, with a bar; what has changed is kept and said."""
        month = self.months.period.text
        question = Message("Judge {month} anew by the hours and rosters of today? What changes is kept.", month=month)
        if not await self.ask(Confirm(question)):
            return
        hall, actor = self.app.hall, self.app.actor
        changed = await self.in_thread(
            partial(settling.recount, hall, actor, *months.span(month), progress=bar(self))
        )
        self.tell(Message("{count} verdicts have changed.", count=len(changed)))
        self.reload()

    async def action_patrol(self) -> None:
        """A check from the floor."""
        if await entering.patrol(self):
            self.reload()

    async def action_paper(self) -> None:
        """Sign-ins from paper."""
        if await entering.paper(self, self.app.hall.clock.today()):
            self.reload()

    async def action_export(self) -> None:
        """What is on the screen, as files."""
        pane = self.pane
        parts = (pane.NAME, pane.period.text, pane.wanted)
        files = await self.in_thread(partial(exporting.write, self.app.hall, pane.table(), *parts))
        self.tell(exporting.told(files))
