"""Finding a request: one field, what matches below it as one types, Enter opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget

from hallclient.language import say
from hallclient.rules import masking, period
from hallclient.rules.message import Message
from hallclient.rules.terms import STATES
from hallclient.screens import waiting
from hallclient.screens.base import HallScreen
from hallclient.screens.search import narrowing, nothing
from hallclient.screens.search.source import COUNTED, LineSource
from hallclient.services import desk, search
from hallclient.services.request_lines import Filter
from hallclient.services.search import Counted, Match
from hallclient.widgets.columns import Column
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key
from hallclient.widgets.line import Line as OneLine
from hallclient.widgets.row_list import Cell, ListSource, RowList

_BRIEF = {"rejected_wrong_body": Message("Redirected")}
"""States whose words are too long for a column."""

_PAUSE = 0.01
"""Seconds between two looks for rows that fill the screen, so that keys come through."""


class SearchScreen(HallScreen):
    """The field keeps the keyboard; the arrows move in the list."""

    NAME = "search"
    HEADING = Message("Search")
    CSS_PATH = "screen.tcss"
    HELP = (
        Message(
            "Type a number or its end (03-0012), a name or any characters of it, a matter by its name or pinyin "
            "initials, an identifier or phone, or the last four characters of either."
        ),
        Message(
            "Matches come as you type, the newest first, however many there are; those that are found only by how "
            "their number begins come last. The arrows choose, Enter opens."
        ),
        Message(
            "With nothing typed, all requests are listed, the newest first, however many there are. State, days and "
            "window narrow down the list and the matches alike; Ctrl+U takes everything away again."
        ),
    )
    KEYS = (
        Key("enter", "open", Message("Open"), Message("Open the highlighted request.")),
        Key("up", "move(-1)", Message("Up"), show=False, internal=True),
        Key("down", "move(1)", Message("Down"), show=False, internal=True),
        Key("pageup", "page(-1)", Message("Up"), show=False, internal=True),
        Key("pagedown", "page(1)", Message("Down"), show=False, internal=True),
        # Before the field sees it: what follows in one burst is typed into the empty field.
        Key("ctrl+s", "state", Message("State"), Message("Only requests in a state."), second="alt+s", priority=True),
        Key(
            "ctrl+r",
            "days",
            Message("Days"),
            Message("Only requests received on a day, in a month, a year or between two days."),
            second="alt+d",
            priority=True,
        ),
        Key(
            "ctrl+w",
            "window",
            Message("Window"),
            Message("Only requests of a window."),
            priority=True,
        ),
        Key(
            "ctrl+y",
            "mine",
            Message("Mine"),
            Message("Only requests that are yours, or those of everybody."),
            second="alt+y",
            priority=True,
        ),
        Key("ctrl+home", "first", Message("First"), Message("The newest request of the list."), show=False),
        Key("ctrl+end", "last", Message("Last"), Message("The oldest request of the list."), show=False),
        Key("ctrl+u", "clear", Message("New search"), Message("Empty the field, list everything."), priority=True),
    )

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._shown: tuple[str, Filter] | None = None
        self._searched: tuple[str, Filter] | None = None
        self._wanted = search.EVERYTHING
        self._listed: LineSource | None = None
        self._later: Timer | None = None
        self.field = Field(
            Message("Look for"),
            text,
            id="wanted",
            label_width=10,
            max_length=60,
            enter_moves=False,
            hint=Message("Number, name, matter, initials, identifier or phone (or last four)"),
        )
        columns = (
            Column(Message("Day"), 10),
            Column(Message("Number"), 7),
            Column(Message("Applicant"), 10),
            Column(Message("Identifier"), 18, optional=1),
            Column(Message("Item"), least=14),
            Column(Message("Waits for"), 16),
        )
        self.list: RowList[Match] = RowList(ListSource[Match](), columns, self._row, id="found")
        self.list.can_focus = False
        self._count = OneLine(id="count")

    def body(self) -> Iterable[Widget]:
        """The field and what was found."""
        yield self.field
        yield self._count
        with Container(id="matches"):
            yield self.list

    def on_mount(self) -> None:
        """The cursor stands in the field."""
        self.field.focus()

    def reload(self) -> None:
        """Search again: the state of what was found may have changed."""
        self._searched = None
        self._search()

    def subject(self) -> str | None:
        """The highlighted request."""
        return self.list.row.line.number if self.list.row else None

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Opening needs a match."""
        if action == "open" and self.list.row is None:
            return Message("Nothing was found.")
        return super().reason_disabled(action, parameters)

    # -- keys

    def on_field_changed(self, event: Field.Changed) -> None:
        """A pause in typing."""
        self._search()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter opens, also when it comes in one burst with the text."""
        self._search()
        self.action_open()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A second click."""
        self.action_open()

    def action_open(self) -> None:
        """Open the highlighted request."""
        if self.list.row is not None:
            self.app.go("request", number=self.list.row.line.number)

    def action_move(self, by: int) -> None:
        """The cursor of the list; the field keeps the keys."""
        self.list.action_move(by)
        self._look_on()

    def action_page(self, direction: int) -> None:
        """A screenful up or down."""
        self.list.action_page(direction)
        self._look_on()

    def action_first(self) -> None:
        """To the newest."""
        self.list.action_first()

    def action_last(self) -> None:
        """To the oldest."""
        self.list.action_last()

    async def action_state(self) -> None:
        """Only one state, every open one, or all."""
        states = await self.ask(narrowing.states())
        if states is not None:
            self._narrow(states=states)

    async def action_days(self) -> None:
        """Only a period of receipt."""
        today = self.app.hall.clock.today()
        said = await self.ask(narrowing.days(self._wanted, today))
        if said is not None:
            first, last = period.parse(said, today) or (None, None)
            self._narrow(first=first, last=last)

    async def action_window(self) -> None:
        """Only one window."""
        said = await self.ask(narrowing.window(self._wanted))
        if said is not None:
            self._narrow(window=int(said) if said else None)

    def action_mine(self) -> None:
        """Mine, or everybody's."""
        code = self.app.actor.code if self.app.actor else ""
        self._narrow(owner="" if self._wanted.owner else code)

    def action_clear(self) -> None:
        """Begin anew."""
        self.field.value = ""
        self._wanted = search.EVERYTHING
        self._search()
        self.field.focus()

    def _narrow(self, **changes: Any) -> None:
        self._wanted = replace(self._wanted, **changes)
        self._search()
        self.field.focus()

    # -- showing

    def _search(self) -> None:
        asked = (self.field.value, self._wanted)
        if asked == self._searched:
            return
        fresh = asked != self._shown
        self._searched = self._shown = asked
        typed, wanted = asked
        source = LineSource(self.app.hall, typed, wanted)
        if fresh:
            self.list.set_source(source)
        else:
            self.list.replace_source(source)
        self._listed = source
        self._tell()
        self.refresh_keys()
        self._look_on()

    def _look_on(self) -> None:
        """Until the screen is full, a piece at a time, whatever is typed meanwhile."""
        if self._later is None and self.list.held.unfinished:
            self._later = self.set_timer(_PAUSE, self._go_on)

    def _go_on(self) -> None:
        self._later = None
        self.list.go_on()
        self._tell()
        self.refresh_keys()
        self._look_on()

    def _tell(self) -> None:
        """How many there are, and what they are narrowed to."""
        typed, wanted = self._shown or ("", search.EVERYTHING)
        if self._listed is None:
            return
        counted, held = self._listed.counted, self.list.held
        if typed and not counted.whole:
            counted = Counted(max(counted.count, held.seen), held.whole)
        self.list.empty = nothing.words(typed, wanted)
        told = _told(counted) if typed else _of_all(counted.count)
        self._count.show("  ".join(say(part) for part in (told, *narrowing.words(wanted))))

    def _row(self, match: Match) -> Sequence[Cell]:
        request = match.line
        seen = masking.mask_person(request.applicant)
        standing = desk.standing(self.app.hall, request)
        over = standing.phase == "over"
        words = _BRIEF.get(request.state, STATES[request.state]) if over else waiting.words(standing, request.missing)
        return (
            f"{request.received_on:%Y-%m-%d}",
            request.short_number,
            seen.name or "-",
            (seen.id_number, "dim"),
            request.item_name,
            (say(words), "done" if over else waiting.style(standing)),
        )


def _told(counted: Counted) -> Message:
    if counted.count > COUNTED:
        return Message("More than {count} matches, the newest first", count=COUNTED)
    if not counted.whole:
        return Message("At least {count} matches; there may be older ones, PgDn looks further", count=counted.count)
    return Message("Matches: {count}", count=counted.count)


def _of_all(count: int) -> Message:
    if count > COUNTED:
        return Message("More than {count} requests, the newest first", count=COUNTED)
    return Message("{count} requests, the newest first", count=count)
