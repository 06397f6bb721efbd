"""Finding a request: one field, what matches below it as one types, Enter opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules import masking
from hallclient.rules.message import Message
from hallclient.rules.terms import STATES
from hallclient.screens import waiting
from hallclient.screens.base import HallScreen
from hallclient.services import desk, search
from hallclient.services.request_lines import Line
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

MOST = 100
"""Matches that are shown; who sees as many types on."""


class SearchScreen(HallScreen):
    """The field keeps the keyboard; the arrows move in the list."""

    NAME = "search"
    HEADING = Message("Search")
    CSS_PATH = "screen.tcss"
    HELP = (
        Message(
            "Type a number or its end (03-0012), a name or any characters of it, a matter by its name or pinyin "
            "initials, or the last four characters of identifier or phone."
        ),
        Message("Matches come as you type, the newest first. The arrows choose, Enter opens."),
    )
    KEYS = (
        Key("enter", "open", Message("Open"), Message("Open the highlighted request.")),
        Key("up", "move(-1)", Message("Up"), show=False, internal=True),
        Key("down", "move(1)", Message("Down"), show=False, internal=True),
        Key("pageup", "page(-1)", Message("Up"), show=False, internal=True),
        Key("pagedown", "page(1)", Message("Down"), show=False, internal=True),
        # Before the field sees it: what follows in one burst is typed into the empty field.
        Key("ctrl+u", "clear", Message("New search"), Message("Empty the field."), priority=True),
    )

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._source: ListSource[Line] = ListSource(key=_key)
        self._searched: str | None = None
        self.field = Field(
            Message("Look for"),
            text,
            id="wanted",
            label_width=10,
            max_length=60,
            enter_moves=False,
            hint=Message("Number, name, matter, pinyin initials, last four of identifier or phone"),
        )
        columns = (
            Column(Message("Day"), 10),
            Column(Message("Number"), 7),
            Column(Message("Applicant"), 10),
            Column(Message("Identifier"), 18, optional=1),
            Column(Message("Item"), least=14),
            Column(Message("Waits for"), 16),
        )
        self.list: RowList[Line] = RowList(
            self._source, columns, self._row, empty=Message("Nothing was found."), id="found"
        )
        self.list.can_focus = False
        self._count = Static(safe(""), id="count")

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
        return self.list.row.number if self.list.row else None

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Opening needs a match."""
        if action == "open" and self.list.row is None:
            return Message("Type something to look for.")
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
            self.app.go("request", number=self.list.row.number)

    def action_move(self, by: int) -> None:
        """The cursor of the list; the field keeps the keys."""
        self.list.action_move(by)

    def action_page(self, direction: int) -> None:
        """A screenful up or down."""
        self.list.action_page(direction)

    def action_clear(self) -> None:
        """Begin anew."""
        self.field.value = ""
        self._search()
        self.field.focus()

    # -- showing

    def _search(self) -> None:
        typed = self.field.value
        if typed == self._searched:
            return
        fresh = self._searched is not None
        self._searched = typed
        found = search.search(self.app.hall, typed, MOST) if typed else []
        self._source.set(found)
        if fresh:
            self.list.set_source(self._source)
        else:
            self.list.reload()
        self._count.update(safe(say(_told(typed, len(found)))))
        self.refresh_keys()

    def _row(self, request: Line) -> Sequence[Cell]:
        seen = masking.mask_person(request.applicant)
        standing = desk.standing(self.app.hall, request)
        over = standing.phase == "over"
        words = STATES[request.state] if over else waiting.words(standing, request.missing)
        return (
            f"{request.received_on:%Y-%m-%d}",
            request.short_number,
            seen.name or "-",
            (seen.id_number, "dim"),
            request.item_name,
            (say(words), "done" if over else waiting.style(standing)),
        )


def _told(typed: str, count: int) -> Message:
    if not typed:
        return Message("")
    if count >= MOST:
        return Message("The newest {count} matches; type on to narrow them down.", count=count)
    return Message("{count} matches", count=count)


def _key(request: Line) -> tuple[str, str]:
    return request.number, request.terminal
