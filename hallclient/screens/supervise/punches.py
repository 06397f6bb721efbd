"""The punches of one person's day with where each came from, and the verdicts in words with what changed them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich.text import Text
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.language import say
from hallclient.rules.attendance import PunchRecord, PunctualityRow
from hallclient.rules.message import Message
from hallclient.rules.terms import HALVES, PUNCHES
from hallclient.screens import verdicts
from hallclient.screens.exporting import table_of, told, write
from hallclient.screens.sign_in.day import COLOURS
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


FIELDS = ("time", "punch", "window", "badge", "source", "entered_by", "remarks")


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What the dialog shows of a day: punches, half-days, and sentences about them by half-day."""

    punches: Sequence[PunchRecord]
    rows: Sequence[PunctualityRow]
    words: Mapping[str, Sequence[Message]]


Decision = tuple[date, str, str]
"""Day, half-day, and confirmed or dismissed."""


class DayPunches(HallDialog[Decision]):
    """``read(day)`` gives the facts; left and right change the day. The result is a decision on a suspected absence
    of the day, where the person in front may take one (``decide``)."""

    KEYS = (
        Key("y", "decide('confirmed')", Message("Absent"), Message("Confirm the suspected absence.")),
        Key("x", "decide('dismissed')", Message("Not absent"), Message("Say that the suspected absence is none.")),
        Key("e", "export", Message("Export"), Message("Write what is on the screen as files.")),
        Key("left", "move(-1)", Message("Day before")),
        Key("right", "move(1)", Message("Day after")),
        Key("enter", "cancel", Message("Close"), show=False),
    )

    def __init__(
        self, name: str, day: date, last: date, read: Callable[[date], DayFacts], *, decide: bool = False
    ) -> None:
        super().__init__(Message("Punches of {name}", name=name))
        self._read, self.day, self._last = read, day, last
        self.person = name
        self._decide = decide
        self._facts = DayFacts((), (), {})
        self._words = Static(classes="text")
        self._head = Static(classes="text")
        self.source: ListSource[PunchRecord] = ListSource((), key=lambda punch: (punch.at, punch.kind))
        self.list: RowList[PunchRecord] = RowList(
            self.source, COLUMNS, cells, empty=Message("This terminal has no punches of that day.")
        )
        self.list.styles.height = 6

    def body(self) -> Iterable[Widget]:
        """The day and its punches."""
        yield self._head
        yield self.list
        yield self._words

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

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """A decision needs a suspected absence, and somebody who may decide."""
        if action == "decide" and not self._decide:
            return Message("Only a supervisor decides, and nobody on their own absence.")
        if action == "decide" and self._suspected() is None:
            return Message("No absence is suspected on this day, or it was decided on.")
        return None

    def _suspected(self) -> str | None:
        """The first half-day of the day with a suspected absence that nobody has decided on."""
        halves = [row.half_day for row in self._facts.rows]
        open_ones = [h for h in halves if "absent" in h.verdicts and "pending" not in h.verdicts and not h.review]
        return open_ones[0].half if open_ones else None

    def action_decide(self, kind: str) -> None:
        """Give the decision to the screen, which asks for words."""
        half = self._suspected()
        if half is not None:
            self.dismiss((self.day, half, kind))

    def action_export(self) -> None:
        """The punches with the reckoning, as files."""
        notes = tuple(Message("{text}", text=line) for line in self._reckoning().plain.splitlines())
        rows = [cells(punch) for punch in self.source.rows]
        subtitle = f"{self.person} {self.day}"
        table = table_of("punches", Message("Punches"), subtitle, FIELDS, COLUMNS, rows, notes)
        files = write(self.app.hall, table, "punches", self.person, self.day.isoformat())  # type: ignore[attr-defined]
        self._head.update(safe(say(told(files))))

    def _show(self) -> None:
        self._facts = self._read(self.day)
        punches = self._facts.punches
        self.source.set(punches)
        self.list.reload()
        reasons = [f"{punch.at:%H:%M} {punch.reason}" for punch in punches if punch.reason]
        self._head.update(safe("  ".join([self.day.isoformat(), *reasons])))
        self._words.update(self._reckoning())
        self.refresh_keys()

    def _reckoning(self) -> Text:
        """Each half-day with its verdict, how it came about, and what it was before."""
        text = Text()
        for row in self._facts.rows:
            half = row.half_day
            text.append(say(HALVES[half.half]) + " ", "bold")
            text.append(verdicts.words(half) + "  ", COLOURS[verdicts.style(half)])
            said = [say(message) for message in self._facts.words.get(half.half, ())]
            text.append("; ".join(said) + "\n", "#a8a8a8")
        text.rstrip()
        return text


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
