"""Page 4: what is overdue or due soon, and which windows have not reported or not closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from hallclient.jobs.hall_board import HallView, Report
from hallclient.language import say
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.screens import waiting
from hallclient.screens.supervise.pane import OLD, Pane, age_text, age_words
from hallclient.services import accounts, desk, urgent_parts
from hallclient.services.calendar import work_calendar
from hallclient.services.desk import Task
from hallclient.services.hall import Hall
from hallclient.services.urgent_parts import UrgentPart
from hallclient.sync.reading import Shared
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell, ListSource, RowList

_URGENT = ("overdue", "last", "today", "near", "remind")

TASKS = (
    Column(Message("Number"), 7),
    Column(Message("Applicant"), 8),
    Column(Message("Item")),
    Column(Message("Handled by"), 10),
    Column(Message("Due on"), 11, optional=1),
    Column(Message("Time left"), 20),
)
REPORTS = (
    Column(Message("Window"), 16),
    Column(Message("Last report"), 22),
    Column(Message("Opened"), 6),
    Column(Message("Recd"), 4, right=True),
    Column(Message("Compl"), 5, right=True),
    Column(Message("Day close"), least=10),
)
Urgent = Task | UrgentPart
Found = tuple[list[Urgent], dict[str, str], list[Report], Shared | None]


class WatchPane(Pane):
    """Two lists; Tab goes from one to the other."""

    def __init__(self, hall: Hall, view: HallView) -> None:
        super().__init__(id="watch")
        self._hall, self._view = hall, view
        self._names: dict[str, str] = {}
        self._now: datetime = hall.clock.now()
        self._workday = True
        self.tasks: ListSource[Urgent] = ListSource((), key=_key)
        self.list: RowList[Urgent] = RowList(
            self.tasks, TASKS, self.task_cells, id="due", empty=Message("Nothing is overdue or due soon.")
        )
        self.reports: ListSource[Report] = ListSource((), key=lambda report: report.window)
        self.windows: RowList[Report] = RowList(
            self.reports, REPORTS, self.report_cells, id="reports", empty=Message("No windows are known.")
        )
        self.head = Static(classes="head")

    def compose(self) -> ComposeResult:
        """Due requests above, windows below."""
        yield self.head
        with Vertical(classes="frame") as above:
            above.border_title = Content(say(Message("Overdue and due soon")))
            yield self.list
        with Vertical(classes="frame") as below:
            below.border_title = Content(say(Message("Windows: reported, closed")))
            yield self.windows

    def read(self) -> Found:
        """Tasks and parts of joint matters, names, reports, summary."""
        tasks: list[Urgent] = [task for task in desk.tasks(self._hall) if task.standing.urgency in _URGENT]
        tasks += urgent_parts.every(self._hall)
        tasks.sort(key=_days)
        reports, shared = self._view.reports(self._hall.clock.today())
        return tasks, accounts.names(self._hall), reports, shared

    def show(self, found: Found) -> None:
        """Show both lists."""
        tasks, self._names, reports, shared = found
        self._now = self._hall.clock.now()
        self._workday = work_calendar(self._hall).is_workday_guess(self._now.date())
        self.tasks.set(tasks)
        self.list.reload()
        self.reports.set(reports)
        self.windows.reload()
        self.head.update(age_text(shared, self._hall))

    def task_cells(self, task: Urgent) -> Sequence[Cell]:
        """A request with its clock, or the part of a department."""
        return (
            task.short_number,
            task.name if task.organisation else hall_name(task.name),
            _matter(task),
            self._names.get(task.owner, task.owner),
            say(waiting.short_day(task.standing)),
            (say(waiting.words(task.standing, task.missing)), waiting.style(task.standing)),
        )

    def report_cells(self, report: Report) -> Sequence[Cell]:
        """A window with what it has said today."""
        name = say(Message("Window {number}", number=report.window))
        title = f"{name} {report.name}".strip()
        said: Cell
        if report.own:
            said = say(Message("this window"))
        elif report.local:
            said = (say(Message("no shared file")), "dim")
        elif report.at is None:
            said = (say(Message("nothing today")), "bad" if self._workday else "dim")
        else:
            age = max(0, int((self._now - report.at).total_seconds()))
            words = Message("{time}, {age} ago", time=f"{report.at:%H:%M}", age=age_words(age))
            said = (say(words), "due" if age > 2 * OLD else "")
        return (
            (title, "strong"),
            said,
            report.opened[:5] or "--",
            _count(report.received),
            _count(report.completed),
            _closed(report.closed),
        )


def _days(task: Urgent) -> int:
    """What is in the hall's hands by its days; what only the applicant can bring is no later than today."""
    return 0 if task.standing.urgency == "remind" else task.standing.days or 0


def _matter(task: Urgent) -> str:
    if isinstance(task, Task):
        return task.item_name
    return say(Message("{department}: part of {item}", department=task.department, item=task.item_name))


def _key(task: Urgent) -> tuple[str, str, int]:
    return task.number, task.terminal, task.id if isinstance(task, UrgentPart) else 0


def _count(number: int | None) -> str:
    return "-" if number is None else str(number)


def _closed(closed: bool | None) -> Cell:
    if closed is None:
        return say(Message("not told")), "dim"
    return (say(Message("closed")), "good") if closed else (say(Message("not closed")), "due")
