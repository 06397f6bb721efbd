"""The requests behind a figure, the newest first; Enter opens one, Esc goes back to the figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules import masking
from hallclient.rules.message import Message
from hallclient.rules.terms import RESULTS, STATES
from hallclient.rules.visit_times import Key as LoadKey
from hallclient.screens.base import HallScreen
from hallclient.services import accounts, load, request_lines
from hallclient.services.hall import Hall
from hallclient.services.request_lines import Line
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, RowList

Received = tuple[date, date, str, LoadKey]
"""First and last day of receipt, and by what (window, staff, department, hour) and which one."""

COLUMNS = (
    Column(Message("Received at"), 11),
    Column(Message("Number"), 7),
    Column(Message("Applicant"), 8),
    Column(Message("Item"), least=14),
    Column(Message("First asked"), 8, optional=2),
    Column(Message("Handled by"), 8),
    Column(Message("State"), 10),
    Column(Message("Result"), 8, optional=1),
)


class IdSource:
    """Pages of requests by their ids, the newest first; only the ids are held."""

    def __init__(self, hall: Hall, ids: Sequence[int]) -> None:
        self._hall = hall
        self._ids = ids
        self._places = {row: place for place, row in enumerate(ids)}

    def fetch(self, *, after: Any = None, before: Any = None, last: bool = False, limit: int) -> Sequence[Line]:
        """See ``RowSource``."""
        start, end = 0, limit
        if last:
            start, end = max(0, len(self._ids) - limit), len(self._ids)
        elif after is not None:
            start = self._places[after] + 1
            end = start + limit
        elif before is not None:
            end = self._places[before]
            start = max(0, end - limit)
        return request_lines.by_ids(self._hall, self._ids[start:end])

    def key(self, row: Line) -> int:
        """See ``RowSource``."""
        return row.id

    def count(self) -> int:
        """See ``RowSource``."""
        return len(self._ids)


class RequestsScreen(HallScreen):
    """``title`` says which figure; ``received`` what it counted."""

    NAME = "requests"
    HEADING = Message("Requests of a figure")
    CSS_PATH = "screen.tcss"
    HELP = (Message("The requests that were counted in the figure, the newest first. Enter opens, Esc goes back."),)
    KEYS = (Key("enter", "open", Message("Open"), Message("Open the highlighted request with everything about it.")),)

    def __init__(self, title: Message, received: Received) -> None:
        super().__init__()
        self._title = title
        self._received = received
        self._names: dict[str, str] = {}
        self._head = Static(classes="head")
        self.list: RowList[Line] = RowList(IdSource(self.app.hall, ()), COLUMNS, self._row)

    def body(self) -> Iterable[Widget]:
        """Which figure, and its requests."""
        yield self._head
        yield self.list

    def on_mount(self) -> None:
        """The list has the keys."""
        self.list.focus()

    def reload(self) -> None:
        """Count anew: states may have changed; the cursor stays on its request."""
        self.run_worker(partial(self._load), group="load", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        first = not self._names
        self._names = accounts.names(self.app.hall)
        ids = await self.in_thread(load.behind, self.app.hall, *self._received)
        if not self.is_attached:
            return
        if first:
            self.list.set_source(IdSource(self.app.hall, ids))
        else:
            self.list.reload()
        self._head.update(safe(f"{say(self._title)}  {say(Message('{count} requests', count=len(ids)))}"))
        self.refresh_keys()

    def subject(self) -> str | None:
        """The highlighted request."""
        return self.list.row.number if self.list.row else None

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Opening needs a request."""
        if action == "open" and self.list.row is None:
            return Message("Choose a request first.")
        return super().reason_disabled(action, parameters)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter on the list, or a second click."""
        self.action_open()

    def action_open(self) -> None:
        """Open the highlighted request."""
        if self.list.row is not None:
            self.app.go("request", number=self.list.row.number)

    def _row(self, request: Line) -> Sequence[Cell]:
        applicant = request.applicant
        name = applicant.name if applicant.organisation else masking.hall_name(applicant.name)
        return (
            f"{request.received_at:%m-%d %H:%M}",
            request.short_number,
            name or "-",
            request.item_name,
            self._names.get(request.first_asked, request.first_asked),
            self._names.get(request.owner, request.owner),
            say(STATES.get(request.state, Message("{state}", state=request.state))),
            (say(RESULTS[request.result]) if request.result else "", "dim"),
        )
