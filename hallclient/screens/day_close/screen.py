"""Closing the day: figures, what is open, an explanation for it, one key to sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message as Event
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.choose import Choose, Option
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.screens.day_close import points
from hallclient.screens.day_close.figures import figures_text, lines
from hallclient.screens.day_close.points import Point
from hallclient.screens.day_close.progress import Progress
from hallclient.services import accounts, day_close, deemed
from hallclient.services.accounts import Actor
from hallclient.services.day_close import Closing
from hallclient.widgets.cells import fit
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import ListSource, RowList
from hallclient.widgets.top_bar import WEEKDAYS

if TYPE_CHECKING:
    from hallclient.jobs.day_close import Closed

_COLOURS = {"due": "bold #ffd75f", "good": "bold #87d787"}


class DayCloseScreen(HallScreen):
    """A day is never closed over open points in silence; closing moves no request on."""

    NAME = "day_close"
    HEADING = Message("Close the day")
    HELP = (
        Message("Closing writes the ledger, punctuality and figures as CSV, XLSX and HTML, and a backup."),
        Message("Whatever is open stays open and is carried over; open points need an explanation."),
        Message("The signature comes last: when a file cannot be written, nothing is signed."),
    )
    CSS_PATH = "screen.tcss"
    KEYS = (
        Key(
            "ctrl+s",
            "sign",
            Message("Sign and close"),
            Message("Write the files, back up, and sign the day."),
            second="alt+s",
        ),
        Key(
            "ctrl+y",
            "choose_day",
            Message("Another day"),
            Message("Choose an earlier day that was not closed."),
            second="alt+y",
        ),
        Key("ctrl+r", "reload", Message("Read again"), Message("Count anew."), second="alt+r"),
    )

    @dataclass
    class Step(Event):
        """From the thread that closes the day."""

        done: int
        steps: int
        words: Message

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self.day = day
        self.closing: Closing | None = None
        self.busy = False
        self._signed = False
        self._earlier: list[date] = []

    def body(self) -> Iterable[Widget]:
        """Day, figures, open points, explanation, progress, result."""
        self.head = Static(id="head")
        self.figures = Static(id="figures")
        self.source: ListSource[Point] = ListSource((), key=lambda point: point.place)
        self.list: RowList[Point] = RowList(
            self.source, points.COLUMNS, points.cells, empty=Message("Nothing is open. The day can be closed.")
        )
        self.explain = Field(
            Message("Explanation"),
            id="explain",
            hint=Message("Why these points stay open; then Ctrl+S closes the day."),
            enter_moves=False,
        )
        self.progress = Progress(id="progress")
        self.result = Static(id="result")
        yield self.head
        yield self.figures
        with Vertical(id="points", classes="frame") as self.box:
            yield self.list
        yield self.result
        yield self.explain
        yield self.progress

    def reload(self) -> None:
        """Count the day, in a thread: a long backlog takes its time."""
        if not self.busy:
            self.run_worker(self._prepare, group="prepare", exclusive=True, exit_on_error=False)

    async def _prepare(self) -> None:
        try:
            found = await self.in_thread(self._read)
        except Exception as error:  # noqa: BLE001 - shown to the clerk, written to the log
            self.app.report(error)
            return
        if self.is_attached and not self.busy:
            self._show(*found)

    def _read(self) -> tuple[Closing, bool, list[date], dict[str, str]]:
        hall = self.app.hall
        today = hall.clock.today()
        deemed.accept_due(hall)
        closing = day_close.prepare(hall, self.day)
        closed = day_close.is_closed(hall, closing.day)
        return closing, closed, day_close.unclosed_before(hall, today), accounts.names(hall)

    def _show(self, closing: Closing, closed: bool, earlier: list[date], names: dict[str, str]) -> None:
        first = self.closing is None
        self.closing, self._signed, self._earlier = closing, closed, earlier
        self.source.set(points.rows(closing, names))
        self.list.reload()
        self.figures.update(figures_text(closing.figures, self.size.width - 2))
        self.figures.styles.height = lines(closing.figures, self.size.width - 2)
        title = Message(
            "Open {open}, carried over {carried}, {waiting} of them only to be collected",
            open=closing.open.count,
            carried=len(closing.carried_over),
            waiting=sum(request.state == "decided" for request in closing.carried_over),
        )
        self.box.border_title = Content(say(title))
        needed = bool(closing.open.count) and not closed
        self.explain.display = needed
        if first:
            (self.explain if needed else self.list).focus()
        self._show_head()
        self.refresh_keys()

    def _show_head(self) -> None:
        closing = self.closing
        if closing is None:
            return
        text = Text(no_wrap=True, overflow="crop")
        text.append(f"{closing.day:%Y-%m-%d} {say(WEEKDAYS[closing.day.weekday()])}  ", "bold")
        if self._signed:
            text.append(say(Message("closed")) + "  ", _COLOURS["good"])
        elif closing.open.count:
            text.append(say(Message("{count} points are open", count=closing.open.count)) + "  ", _COLOURS["due"])
        else:
            text.append(say(Message("nothing is open")) + "  ", _COLOURS["good"])
        others = [day for day in self._earlier if day != closing.day]
        if others:
            days = " ".join(f"{day:%m-%d}" for day in reversed(others))
            text.append("! " + say(Message("Not closed earlier: {days}", days=days)), _COLOURS["due"])
        self.head.update(text, layout=False)

    # -- which keys

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Nothing is signed twice, nor over open points in silence."""
        if self.busy and action in ("sign", "choose_day", "reload", "back"):
            return Message("The day is being closed; please wait.")
        if action != "sign":
            return None
        if self.closing is None:
            return Message("The day is being counted.")
        if self._signed:
            return Message("This day has been closed already.")
        if self.closing.open.count and not self.explain.value:
            return Message("{count} points are open: say why, then sign.", count=self.closing.open.count)
        return None

    def refused(self, action: str) -> None:
        """What keeps it from being signed is typed at once."""
        if action == "sign" and self.explain.display:
            self.explain.focus()

    def leaving(self) -> Message | None:
        """A typed explanation would be lost."""
        if self.explain.value and not self._signed and not self.busy:
            return Message("The day is not closed yet. Leave?")
        return None

    def subject(self) -> str | None:
        """The request of the point under the cursor."""
        return (self.list.row.number or None) if self.list.row else None

    def on_field_changed(self, event: Field.Changed) -> None:
        """With words the key is there, and nothing is missing any more."""
        self._explained()

    async def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter after the explanation goes to the points; signing has a key of its own."""
        self.list.focus()
        self._explained()

    def _explained(self) -> None:
        if self.explain.value:
            self.hush()
        self.refresh_keys()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter on a point opens its request."""
        if event.row.number:
            self.app.go("request", number=event.row.number)

    # -- actions

    def action_reload(self) -> None:
        """Count anew."""
        self.reload()

    async def action_choose_day(self) -> None:
        """Today, or an earlier day that nobody closed."""
        today = self.app.hall.clock.today()
        options = [Option(day, f"{day:%Y-%m-%d} {say(WEEKDAYS[day.weekday()])}") for day in (today, *self._earlier)]
        chosen = await self.ask(Choose[date](Message("Which day is to be closed?"), options))
        if chosen is not None:
            self.day, self.closing = chosen, None
            self.remove_class("-closed")
            self.reload()

    async def action_sign(self) -> None:
        """Files, backup, signature; an error leaves everything as it was."""
        closing, actor = self.closing, self.app.actor
        if closing is None or actor is None:
            return
        self.busy = True
        self.add_class("-busy")
        self.refresh_keys()
        try:
            closed = await self.in_thread(self._close, actor, closing.day, self.explain.value)
        finally:
            self.busy = False
            if self.is_attached:
                self.remove_class("-busy")
        self.app.nudge_sync()
        if not self.is_attached:
            return
        self._signed = True
        self.add_class("-closed")
        self.explain.display = False
        self.explain.value = ""
        self._show_result(closed.files, actor)
        self._show_head()
        self.tell(Message("{day} is closed, signed by {name}.", day=closing.day.isoformat(), name=actor.name))
        self.list.focus()

    def _close(self, actor: Actor, day: date, explain: str) -> Closed:
        from hallclient.jobs.day_close import close_day

        def tell(done: int, steps: int, words: Message) -> None:
            self.post_message(self.Step(done, steps, words))

        return close_day(self.app.hall, actor, day, explain, tell)

    def on_day_close_screen_step(self, event: Step) -> None:
        """The bar moves on."""
        self.progress.at(event.done, event.steps, event.words)

    def _show_result(self, files: Iterable[object], actor: Actor) -> None:
        paths = [str(file) for file in files]
        now = self.app.hall.clock.now()
        text = Text(overflow="crop", no_wrap=True)
        signature = Message(
            "Signed: {name} ({code}) {time}", name=actor.name, code=actor.code, time=f"{now:%H:%M:%S}"
        )
        text.append(say(signature) + "\n", _COLOURS["good"])
        for folder, names in _by_folder(paths).items():
            text.append(fit(folder, self.size.width - 2).rstrip() + "\n", "#a8a8a8")
            for stem, kinds in names.items():
                text.append(f"  {stem}  ")
                text.append(" ".join(kinds) + "\n", "bold")
        self.result.update(text)


def _by_folder(paths: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """Folder → name without its ending → the endings."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in paths:
        folder, _, name = path.replace("\\", "/").rpartition("/")
        stem, _, kind = name.rpartition(".")
        found.setdefault(folder, {}).setdefault(stem or name, []).append(kind)
    return found
