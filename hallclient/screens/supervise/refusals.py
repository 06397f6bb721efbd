"""Page 7: every “no” that was said to applicants (否定事项报备), by month or over a period."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.language import say
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.screens.supervise.pane import Pane
from hallclient.screens.supervise.period import Period, around, problem, read
from hallclient.services import refusals
from hallclient.services.hall import Hall
from hallclient.services.refusals import Refusal
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("When"), 5),
    Column(Message("Number"), 7),
    Column(Message("Kind of refusal"), 8),
    Column(Message("Applicant"), 8, optional=1),
    Column(Message("Item"), 14, optional=2),
    Column(Message("By"), 8),
    Column(Message("Reason")),
)
_SAID = {
    "refuse": Message("Not accepted"),
    "redirect": Message("Sent elsewhere"),
    "decide": Message("Decided against"),
}


class RefusalsPane(Pane):
    """The newest first; Enter opens the request."""

    CHOSEN = "open"
    KEYS = (
        Key("left", "shift(-1)", Message("Earlier"), Message("The day, week or month before.")),
        Key("right", "shift(1)", Message("Later"), Message("The day, week or month after.")),
        Key("w", "look_at('week')", Message("Week"), Message("This week, from Monday.")),
        Key("m", "look_at('month')", Message("Month"), Message("This month.")),
        Key("d", "dates", Message("Dates"), Message("Any day or span of days.")),
        Key("enter", "open", Message("Open"), Message("Show the request.")),
    )

    def __init__(self, hall: Hall) -> None:
        super().__init__(id="refusals")
        self._hall = hall
        self.period = around("month", hall.clock.today())
        self.head = Static(classes="head")
        self.source: ListSource[Refusal] = ListSource((), key=lambda row: (row.number, row.terminal, row.at))
        self.list: RowList[Refusal] = RowList(
            self.source, COLUMNS, self.cells, empty=Message("Nothing was refused in this period.")
        )

    def compose(self) -> ComposeResult:
        """The period, then the rows."""
        yield self.head
        yield self.list

    def read(self) -> list[Refusal]:
        """The refusals of the period."""
        return refusals.listing(self._hall, self.period.first, self.period.last)

    def show(self, found: list[Refusal]) -> None:
        """Show them, with how many there are of each."""
        self.source.set(found)
        self.list.reload()
        count = {action: sum(row.action == action for row in found) for action in refusals.ACTIONS}
        words = Message(
            "{period}: {refused} not accepted, {guided} sent elsewhere, {denied} decided against",
            period=self.period.words, refused=count["refuse"],
            guided=count["redirect"], denied=count["decide"],
        )  # fmt: skip
        self.head.update(safe(say(words)))

    # -- keys

    def _look(self, period: Period) -> None:
        if period.first <= self._hall.clock.today():
            self.period = period
            self.screen.reload()

    def action_shift(self, steps: int) -> None:
        """The period before or after."""
        self._look(self.period.shift(steps))

    def action_look_at(self, kind: str) -> None:
        """This week, this month."""
        self._look(around(kind, self._hall.clock.today()))

    async def action_dates(self) -> None:
        """A day or span that is typed."""
        today = self._hall.clock.today()
        value = f"{self.period.first}..{self.period.last}"

        def check(text: str) -> Message | None:
            return problem(text, today)

        typed = await self.screen.ask(
            AskText(Message("Which days?"), Message("Dates"), value=value, check=check, narrow=True)
        )
        found = read(typed, today) if typed is not None else None
        if found is not None:
            self._look(found)

    def action_open(self) -> None:
        """The request that it was said to."""
        if self.list.row is not None:
            self.screen.app.go("request", number=self.list.row.number)

    def cells(self, row: Refusal) -> Sequence[Cell]:
        """A refusal; what was reopened since is dim."""
        reopened = row.state in ("registered", "awaiting_supplement", "accepted", "in_review")
        style = "dim" if reopened else "strong"
        return (
            f"{row.at:%m-%d}",
            row.short_number,
            (say(_SAID[row.action]), style),
            row.name if row.organisation else hall_name(row.name),
            row.item_name,
            row.staff_name,
            f"{row.words}（{row.authorisation}）" if row.authorisation else row.words,
        )
