"""The desk: figures of the day, what is to be done, and the highlighted task in short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import Container
from textual.widget import Widget

from hallclient.errors import HallError
from hallclient.language import say
from hallclient.rules import masking
from hallclient.rules.message import Message
from hallclient.screens import waiting
from hallclient.screens.base import HallScreen
from hallclient.screens.desk.alerts import alerts, is_for, line
from hallclient.screens.desk.figures import figures
from hallclient.screens.desk.parts import PartsLine
from hallclient.screens.desk.sharing import sharing
from hallclient.screens.desk.summary import TaskSummary
from hallclient.screens.desk.task_list import TaskList
from hallclient.screens.places import PLACES
from hallclient.services import desk
from hallclient.services.desk import DeskView, Step, Task
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

REFRESH = 60.0
"""Seconds after which the desk looks again at what others changed; nothing is painted where nothing did."""

_PAGE = 100
"""Tasks whose last steps are read at once."""


class DeskScreen(HallScreen):
    """The first screen."""

    NAME = "desk"
    HEADING = Message("Government service window")
    CSS_PATH = "screen.tcss"
    HELP = (
        Message(
            "The list holds every open request, the most urgent first: !! is overdue, ! is due today or soon. "
            "A request that is only received counts to the one-time notice, an accepted one to the promised date."
        ),
        Message(
            "Received is not accepted: the limit begins the day after acceptance. While papers are awaited "
            "nothing runs; once everything is supplied, accept the same day."
        ),
        Message(
            "The second line says what must not be overlooked, with the key that settles it: sign in, what "
            "colleagues handed to you, papers not printed, days not closed."
        ),
    )
    KEYS = (
        Key("enter", "open", Message("Open"), Message("Open the highlighted request with everything about it.")),
        Key(
            "m",
            "mine",
            Message("Mine or all"),
            Message("Show only the requests that are yours or were handed to you, or all of the hall."),
        ),
        Key(
            "p",
            "unprinted",
            Message("To print"),
            Message("Print every document whose paper has not come out, once more where the printer failed."),
        ),
        Key(
            "n",
            "consultation",
            Message("Guide sheet"),
            Message("Print everything about a matter for somebody who asks (咨询告知单), without a request."),
            short=Message("Guide"),
        ),
        Key(
            "w",
            "alerts",
            Message("Reminders"),
            Message("Everything that must not be overlooked, also what the second line has no room for."),
            show=False,
        ),
        Key(
            "f",
            "app.go('follow_up')",
            Message("Remind"),
            Message("Supplements that are awaited: call the applicants before the period ends."),
        ),
        *(Key(key, f"app.go('{screen}')", label, tip, show=False) for key, screen, label, tip in PLACES),
        Key("r", "look", Message("Look again"), Message("Read the figures and the list anew."), show=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._view: DeskView | None = None
        self._mine = False
        self._steps: dict[str, tuple[Step, ...]] = {}
        self._source: ListSource[Task] = ListSource(key=_key)
        columns = (
            Column(Message(""), 2),
            Column(Message("Number"), 7),
            Column(Message("Day"), 5, optional=1),
            Column(Message("Applicant"), 10),
            Column(Message("Item"), least=14),
            Column(Message("Waits for"), 16),
        )
        self.list = TaskList(
            self._show_summary,
            self._source,
            columns,
            self._row,
            empty=Message("No open request. When somebody comes to the window: F2."),
            id="tasks",
        )
        self.figures = PartsLine("figures")
        self.alerts = PartsLine("alerts")
        self.summary = TaskSummary()

    # -- the pattern of screens

    def body(self) -> Iterable[Widget]:
        """Figures, alerts, list and summary."""
        yield self.figures
        yield self.alerts
        with Container(id="desk"):
            with Container(id="todo", classes="frame"):
                yield self.list
            with Container(id="about", classes="frame") as about:
                about.border_title = safe(say(Message("In short"))).markup
                yield self.summary

    def on_mount(self) -> None:
        """Look again once a minute, while nothing is in front."""
        self.set_interval(REFRESH, self._look_again)

    def reload(self) -> None:
        """Read the desk; alerts come after the first paint."""
        if self.app.actor is None:
            return
        self._view = desk.view(self.app.hall)
        self._steps.clear()
        self.synced()
        self._show_tasks()
        self.call_after_refresh(self._show_alerts)
        if any(task.standing.phase == "deemed" for task in self._view.tasks):
            self.run_worker(self._record_deemed, group="deemed", exclusive=True, exit_on_error=False)

    def synced(self) -> None:
        """The figures, and how the shared summary stands."""
        if self._view is not None:
            self.figures.show(*figures(self._view, sharing(self.app.hall, self.app.sync_status)))

    def subject(self) -> str | None:
        """The highlighted request."""
        return self.list.row.number if self.list.row else None

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Opening needs a row, printing a notice."""
        if action == "open" and self.list.row is None:
            return Message("Choose a request first.")
        if action == "unprinted" and not (self._view and self._view.unprinted):
            return Message("Every document has been printed.")
        return super().reason_disabled(action, parameters)

    # -- keys

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter on the list, or a second click."""
        self.action_open()

    def action_open(self) -> None:
        """Open the highlighted request."""
        if self.list.row is not None:
            self.app.go("request", number=self.list.row.number)

    def action_mine(self) -> None:
        """Mine, or everybody's."""
        self._mine = not self._mine
        self._show_tasks()
        self.tell(Message("Only what is yours.") if self._mine else Message("Everything of the hall."))

    def action_unprinted(self) -> None:
        """Print what waits for its paper."""
        from hallclient.screens.printing import print_out

        assert self._view is not None
        self.tell(print_out(self, [ident for ident, _, _ in self._view.unprinted]))

    async def action_consultation(self) -> None:
        """Everything about a matter on paper, without a request; the highlighted request's matter stands there."""
        from hallclient.screens.consult.paper import print_consultation

        await print_consultation(self, self.list.row.number if self.list.row else "")

    def printed(self) -> None:
        """Fewer papers wait, or the reason why not is known."""
        self.reload()

    def action_look(self) -> None:
        """Read everything anew."""
        self.reload()

    # -- showing

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Another task in the summary. Textual calls the base's handler by itself."""
        self._show_summary(event.row)

    def _look_again(self) -> None:
        if self.is_current and self._view is not None:
            before = self._view
            fresh = desk.view(self.app.hall)
            if fresh != before:
                self.reload()
            else:
                self._show_alerts()

    async def _record_deemed(self) -> None:
        """What the law has accepted becomes a recorded state, in a thread: it may have to wait for the home."""
        from hallclient.services import deemed

        try:
            found = await self.in_thread(deemed.accept_due, self.app.hall)
        except HallError as error:
            self.app.report(error)
            return
        if found and self.is_attached:
            self.reload()
            self.tell(Message("Accepted by law and recorded: {numbers}.", numbers=", ".join(found)), "warn")

    def _show_tasks(self) -> None:
        assert self._view is not None
        every = self._view.tasks
        shown = [task for task in every if not self._mine or self._is_mine(task)]
        self._source.set(shown)
        self.list.reload()
        words = Message("To do, mine: {count}") if self._mine else Message("To do, all: {count}")
        self.query_one("#todo").border_title = safe(say(Message(words.text, count=len(shown)))).markup

    def _is_mine(self, task: Task) -> bool:
        code = self.app.actor.code if self.app.actor else ""
        return code == task.owner or self._is_for_me(task)

    def _is_for_me(self, task: Task) -> bool:
        """Handed to the person, the window or the department."""
        return is_for(self.app.hall, self.app.actor, task)

    def _show_alerts(self) -> None:
        if self.app.actor is not None and self._view is not None:
            self.alerts.show(*line(alerts(self.app.hall, self.app.actor, self._view)))

    async def action_alerts(self) -> None:
        """Every alert, one below the other."""
        from hallclient.dialogs.outcome import Outcome

        if self.app.actor is not None and self._view is not None:
            found = alerts(self.app.hall, self.app.actor, self._view)
            await self.ask(Outcome(Message("Reminders"), found or [Message("Nothing to remind you of.")]))

    def _show_summary(self, task: Task | None) -> None:
        names = self._view.names if self._view else {}
        self.summary.show(task, names, self._steps_of(task) if task else ())

    def _steps_of(self, task: Task) -> Sequence[Step]:
        key = f"{task.number}@{task.terminal}"
        if key not in self._steps:
            place = self._source.rows.index(task)
            page = self._source.rows[max(0, place - _PAGE // 2) : place + _PAGE // 2]
            assert self._view is not None
            self._steps |= {f"{near.number}@{near.terminal}": () for near in page}
            self._steps |= desk.last_steps(self.app.hall, page, self._view.names)
        return self._steps[key]

    def _row(self, task: Task) -> Sequence[Cell]:
        standing = task.standing
        style = waiting.style(standing)
        mine = self._is_for_me(task)
        name = task.name if task.organisation else masking.hall_name(task.name)
        return (
            (waiting.SIGNS.get(standing.urgency, "*" if mine else ""), "due" if style != "dim" else ""),
            task.short_number,
            (f"{task.received_on:%m-%d}", "dim"),
            (name or "-", "due" if mine else ""),
            task.item_name,
            (say(Message("Take it up")) if mine else say(waiting.words(standing, task.missing)), style),
        )


def _key(task: Task) -> tuple[str, str]:
    return task.number, task.terminal
