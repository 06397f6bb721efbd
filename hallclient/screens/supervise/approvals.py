"""Page 3: leave and corrections that wait for an answer."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from hallclient.language import say
from hallclient.reports.table import Table
from hallclient.rules import leave, narrowing, roles
from hallclient.rules.message import Message
from hallclient.rules.timetable import Timetable, timetable_for
from hallclient.screens.exporting import table_of
from hallclient.screens.sign_in import applications
from hallclient.screens.sign_in.applications import Application
from hallclient.screens.supervise.pane import Pane
from hallclient.services import accounts, leave_balance, punctuality
from hallclient.services.accounts import Actor, Person
from hallclient.services.hall import Hall
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("Application"), 6),
    Column(Message("Name"), 8),
    Column(Message("When"), 25),
    Column(Message("Type"), 8),
    Column(Message("Reason")),
    Column(Message("Granted by"), 10, optional=1),
)


FIELDS = ("application", "name", "when", "type", "reason", "granted_by")


class ApprovalsPane(Pane):
    """What was asked for, the oldest first."""

    def __init__(self, hall: Hall) -> None:
        super().__init__(id="approvals")
        self._hall = hall
        self.wanted = ""
        """What the rows are narrowed to."""
        self._timetables: list[Timetable] = []
        self._people: dict[str, Person] = {}
        self.head = Static(classes="head")
        self.source: ListSource[Application] = ListSource((), key=lambda row: row.key)
        self.list: RowList[Application] = RowList(
            self.source, COLUMNS, self.cells, empty=Message("Nothing waits for approval.")
        )
        self.detail = Static(classes="detail")

    def compose(self) -> ComposeResult:
        """How many, the rows, the reason and evidence of the highlighted one in full."""
        yield self.head
        yield self.list
        yield self.detail

    def read(self) -> tuple[list[Application], list[Timetable]]:
        """The applications, and the hours that decide who grants them."""
        self._people = {person.code: person for person in accounts.everyone(self._hall)}
        return applications.every(self._hall, "asked"), punctuality.timetables(self._hall)

    def show(self, found: tuple[list[Application], list[Timetable]]) -> None:
        """The oldest first."""
        rows, self._timetables = found
        rows = [row for row in rows if self._fits(row)]
        self.source.set(sorted(rows, key=lambda row: row.asked.asked_at))
        self.list.reload()
        words = say(Message("{count} wait for approval", count=len(rows)))
        only = say(Message("only “{text}”", text=self.wanted)) if self.wanted else ""
        self.head.update(safe(f"{words}  {only}".strip()))

        self._show_detail()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """The detail follows the cursor."""
        self._show_detail()

    def _show_detail(self) -> None:
        row = self.list.row
        asked = row.asked if row is not None else None
        parts = []
        if asked is not None:
            parts.append(Message("Asked {when}.", when=f"{asked.asked_at:%m-%d %H:%M}"))
            parts.append(Message("Reason: {reason}", reason=asked.reason or "--"))
        if asked is not None and asked.evidence:
            parts.append(Message("Evidence: {evidence}", evidence=asked.evidence))
        self.detail.update(safe("  ".join(say(part) for part in parts)), layout=False)

    def _fits(self, row: Application) -> bool:
        person = self._people.get(row.asked.staff)
        words = (row.asked.name, person.department if person else "")
        window = person.window if person else None
        return narrowing.matches(self.wanted, window=window, code=row.asked.staff, words=words)

    def table(self) -> Table:
        """What is on the screen, for files."""
        rows = [self.cells(row) for row in self.source.rows]
        return table_of("approvals", Message("Approvals"), self.wanted, FIELDS, COLUMNS, rows)

    def level(self, row: Application) -> str:
        """Who has to grant it."""
        start, end = (moment.replace(tzinfo=None) for moment in (row.asked.start, row.asked.end))
        timetable = timetable_for(start.date(), self._timetables)
        return leave.needed_level(start, end, timetable, leave_balance.level_table(self._hall))

    def why_not(self, row: Application | None, actor: Actor | None) -> Message | None:
        """Why ``actor`` cannot decide on ``row``."""
        if row is None or actor is None:
            return Message("Nothing waits for approval.")
        if row.asked.staff == actor.code:
            return Message("Nobody decides on their own application.")
        permission = f"approve_{row.kind}"
        if not roles.may(actor.role, permission):
            return roles.why_not(permission)
        if row.kind == "leave" and not leave.may_grant(actor.role, self.level(row)):
            return Message("Leave of this length is granted by: {level}.", level=leave.LEVELS[self.level(row)])
        return None

    def cells(self, row: Application) -> Sequence[Cell]:
        """An application with who grants it."""
        by = leave.LEVELS[self.level(row)] if row.kind == "leave" else leave.LEVELS["supervisor"]
        return (
            (say(applications.KINDS[row.kind]), "strong"),
            row.asked.name,
            row.when,
            row.type,
            " / ".join(part for part in (row.asked.reason, row.asked.evidence) if part),
            (say(by), "dim"),
        )
