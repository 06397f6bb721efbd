"""Page 8: requests that nobody takes care of: not taken up, or their owner does not work here any more."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.rules.terms import STATES
from hallclient.screens.supervise.pane import Pane
from hallclient.services import accounts, handover
from hallclient.services.hall import Hall
from hallclient.services.handover import Waiting
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("Number"), 7),
    Column(Message("Applicant"), 8, optional=1),
    Column(Message("Item")),
    Column(Message("State"), 15, optional=2),
    Column(Message("Handled by"), 8),
    Column(Message("Handed to"), 20),
)


class WaitingPane(Pane):
    """The oldest first; Enter opens the request, F7 hands over what somebody left behind."""

    CHOSEN = "open"
    KEYS = (Key("enter", "open", Message("Open"), Message("Show the request.")),)

    def __init__(self, hall: Hall) -> None:
        super().__init__(id="waiting")
        self._hall = hall
        self._names: dict[str, str] = {}
        self.head = Static(classes="head")
        self.source: ListSource[Waiting] = ListSource(
            (), key=lambda row: (row.number, row.request.terminal, row.gone, row.part.id if row.part else 0)
        )
        self.list: RowList[Waiting] = RowList(
            self.source, COLUMNS, self.cells, empty=Message("Everything was taken up, and everything has its owner.")
        )

    def compose(self) -> ComposeResult:
        """How many, then the rows."""
        yield self.head
        yield self.list

    def read(self) -> tuple[list[Waiting], dict[str, str]]:
        """The requests, and the names of the staff."""
        return handover.waiting(self._hall), accounts.names(self._hall)

    def show(self, found: tuple[list[Waiting], dict[str, str]]) -> None:
        """Show them."""
        rows, self._names = found
        self.source.set(rows)
        self.list.reload()
        gone = sum(row.gone for row in rows)
        words = Message(
            "{count} not taken up; {gone} whose owner has left (F7, B hands them over)",
            count=len(rows) - gone, gone=gone,
        )  # fmt: skip
        self.head.update(safe(say(words)))

    def action_open(self) -> None:
        """The request that hangs."""
        if self.list.row is not None:
            self.screen.app.go("request", number=self.list.row.number)

    def cells(self, row: Waiting) -> Sequence[Cell]:
        """A request with where it hangs."""
        request = row.request
        applicant = request.applicant
        to: Cell
        if row.gone:
            to = say(Message("the owner has left")), "bad"
        else:
            to = say(row.pending.words(self._names.get(row.pending.owner, ""))), "due"
        item = request.item_name
        if row.part is not None:
            item = say(Message("{department}: part of {item}", department=row.part.department, item=item))
        return (
            request.short_number,
            applicant.name if applicant.organisation else hall_name(applicant.name),
            item,
            say(STATES[request.state]),
            self._names.get(row.owner, row.owner),
            to,
        )
