"""The punches of one person's day, with where each came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.attendance import PunchRecord
from hallclient.rules.message import Message
from hallclient.rules.terms import PUNCHES
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

SOURCES = {
    "self": Message("at the window"),
    "correction": Message("correction"),
    "paper": Message("paper sign-in"),
    "import": Message("imported"),
}
PROMPT = 60
"""Seconds between a punch and its record that are nothing to speak of."""

COLUMNS = (
    Column(Message("Time"), 8),
    Column(Message("Punch"), 8),
    Column(Message("Window"), 4),
    Column(Message("Badge"), 4),
    Column(Message("Source"), 10),
    Column(Message("Entered by"), 10),
    Column(Message("Remarks")),
)


class DayPunches(HallDialog[None]):
    """``read(day)`` gives the punches; left and right change the day."""

    KEYS = (
        Key("left", "move(-1)", Message("Day before")),
        Key("right", "move(1)", Message("Day after")),
        Key("enter", "cancel", Message("Close"), show=False),
    )

    def __init__(self, name: str, day: date, last: date, read: Callable[[date], Sequence[PunchRecord]]) -> None:
        super().__init__(Message("Punches of {name}", name=name))
        self._read, self.day, self._last = read, day, last
        self._head = Static(classes="text")
        self.source: ListSource[PunchRecord] = ListSource((), key=lambda punch: (punch.at, punch.kind))
        self.list: RowList[PunchRecord] = RowList(
            self.source, COLUMNS, cells, empty=Message("This terminal has no punches of that day.")
        )
        self.list.styles.height = 9

    def body(self) -> Iterable[Widget]:
        """The day and its punches."""
        yield self._head
        yield self.list

    def on_mount(self) -> None:
        """Show the day."""
        self.query_one(".dialog").border_title = Content(say(self.heading))
        self.query_one(".dialog").styles.width = 78
        self._show()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter closes."""
        self.dismiss(None)

    def action_move(self, days: int) -> None:
        """Another day."""
        self.day = min(self.day + timedelta(days=days), self._last)
        self._show()

    def _show(self) -> None:
        punches = self._read(self.day)
        self.source.set(punches)
        self.list.reload()
        reasons = [f"{punch.at:%H:%M} {punch.reason}" for punch in punches if punch.reason]
        self._head.update(safe("  ".join([self.day.isoformat(), *reasons])))


def cells(punch: PunchRecord) -> Sequence[Cell]:
    """A punch with what is odd about it."""
    badge = "" if punch.badge is None else say(Message("yes")) if punch.badge else say(Message("no"))
    return (
        (f"{punch.at:%H:%M:%S}", "strong"),
        say(PUNCHES[punch.kind]),
        str(punch.window or ""),
        (badge, "" if punch.badge else "due"),
        (
            say(SOURCES.get(punch.source, Message("{text}", text=punch.source))),
            "" if punch.source == "self" else "due",
        ),
        punch.entered_by if punch.entered_by != punch.staff else "",
        (say(_remarks(punch)), "bad"),
    )


def _remarks(punch: PunchRecord) -> Message:
    late = (punch.entered_at - punch.at).total_seconds() if punch.entered_at else 0
    parts = []
    if punch.moved:
        parts.append(say(Message("clock moved {seconds} s", seconds=punch.moved)))
    if punch.entered_at is not None and abs(late) > PROMPT:
        parts.append(say(Message("entered {time}", time=f"{punch.entered_at:%m-%d %H:%M}")))
    return Message("{text}", text=" ".join(parts))
