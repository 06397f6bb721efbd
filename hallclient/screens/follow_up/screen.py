"""催补: whose supplement is awaited, the phone on demand, and the log of calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.base import HallScreen
from hallclient.services import follow_up
from hallclient.services.follow_up import LONGEST_WORDS, Awaited
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("Time to go"), 8),
    Column(Message("Number"), 7),
    Column(Message("Applicant"), 9),
    Column(Message("Phone"), 13),
    Column(Message("Item"), least=10),
    Column(Message("Awaited"), 7, right=True, optional=1),
    Column(Message("Last call"), 14),
)
_NO_ROW = Message("Nobody's supplement is awaited.")
_FAINT = "#a8a8a8"


class FollowUpScreen(HallScreen):
    """The most urgent first. A look at a phone is logged; a call changes no clock."""

    NAME = "follow_up"
    HEADING = Message("Supplements to follow up")
    CSS_PATH = Path(__file__).with_name("screen.tcss")
    HELP = (
        Message("The law sets no lapse: a period that has ended is a reason to call, not to close the request."),
        Message("Phones are masked until they are revealed for one row; who looked is logged with the request."),
    )
    KEYS = (
        Key("enter", "open", Message("Open"), Message("Open the request.")),
        Key("c", "call", Message("Log a call"), Message("Log a call: reached or not, and what was said.")),
        Key("t", "reveal", Message("Phone"), Message("Show the phone in full; the look is logged.")),
        Key("a", "every", Message("Soon or all"), Message("Only what ends soon or has ended, or everything.")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._every = True
        self._phones: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """How many, the list, the calls about the highlighted one."""
        self._head = Static(Text(), classes="head")
        self._source: ListSource[Awaited] = ListSource((), key=lambda one: one.request)
        self.list: RowList[Awaited] = RowList(self._source, COLUMNS, self._cells, id="awaited", empty=_NO_ROW)
        self._calls = Static(Text(), classes="calls")
        yield self._head
        yield self.list
        yield self._calls

    def on_mount(self) -> None:
        """The keys go to the list."""
        super().on_mount()
        self.list.focus()

    def reload(self) -> None:
        """Read the list again."""
        hall = self.app.hall
        found = follow_up.awaited(hall, None if self._every else hall.config.near_days)
        self._source.set(found)
        self.list.reload()
        past = sum(one.left is not None and one.left < 0 for one in found)
        words = Message("{count} supplements are awaited, {past} periods have ended", count=len(found), past=past)
        self._head.update(Text(say(words), "bold #ffd75f" if past else "bold"), layout=False)
        self._show_calls()

    def subject(self) -> str | None:
        """The highlighted request."""
        return self.list.row.request if self.list.row else None

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Most keys need a row."""
        row = self.list.row
        if action in ("open", "call", "reveal") and row is None:
            return _NO_ROW
        if action == "reveal" and row is not None and not row.phone:
            return Message("No phone was given.")
        if action == "call" and row is not None and not row.notice:
            return Message("The notice was given elsewhere: note the call at the request.")
        return super().reason_disabled(action, parameters)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """The calls follow the cursor."""
        super().on_row_list_highlighted(event)
        self._show_calls()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter."""
        self.action_open()

    def action_open(self) -> None:
        """Open the request."""
        if self.list.row is not None:
            self.app.go("request", number=self.list.row.request)

    def action_reveal(self) -> None:
        """The phone of the highlighted row, in the list too until the screen is left."""
        row = self.list.row
        if row is None:
            return
        phone = follow_up.phone(self.app.hall, self.app.actor, row)
        self._phones[row.request] = phone
        self.list.reload()
        self.tell(Message("{name}: {phone}; the look is logged.", name=row.applicant, phone=phone))

    async def action_call(self) -> None:
        """Log a call about the highlighted notice."""
        row = self.list.row
        if row is None:
            return
        options = [Option(True, Message("Reached")), Option(False, Message("Not reached"))]
        about = Message("{number} {item}, {name}", number=row.short_number, item=row.item_name, name=row.applicant)
        title = Message("Log a call")
        reached = await self.ask(Choose[bool](title, options, text=about))
        if reached is None:
            return
        words = await self.ask(
            AskText(title, Message("What was said"), text=about, required=False, max_length=LONGEST_WORDS)
        )
        if words is None:
            return
        follow_up.call(self.app.hall, self.app.actor, row.notice, reached, words)
        self.reload()
        self.tell(Message("Logged: reached.") if reached else Message("Logged: not reached."))

    def action_every(self) -> None:
        """Only what ends soon or has ended, or everything."""
        self._every = not self._every
        self.reload()

    def _cells(self, one: Awaited) -> Sequence[Cell]:
        if one.left is None:
            left: Cell = ("-", "dim")
        elif one.left < 0:
            left = (say(Message("{days} d ago", days=-one.left)), "overdue")
        else:
            near = one.left <= self.app.hall.config.near_days
            left = (say(Message("{days} d", days=one.left)), "due" if near else "")
        last: Cell = (say(Message("not called yet")), "dim")
        if one.calls:
            call = one.calls[-1]
            words = Message("{day} reached") if call.reached else Message("{day} no answer")
            last = (say(Message(words.text, day=f"{call.at:%m-%d}")), "good" if call.reached else "due")
        phone = self._phones.get(one.request, one.phone)
        return left, one.short_number, one.applicant, phone or "-", one.item_name, str(one.missing), last

    def _show_calls(self) -> None:
        row = self.list.row
        text = Text(overflow="crop")
        if row is not None:
            due = row.due.isoformat() if row.due else "-"
            text.append(say(Message("{document}, until {day}", document=row.document, day=due)), "bold")
            for call in reversed(row.calls[-4:]):
                reached = say(Message("reached")) if call.reached else say(Message("not reached"))
                text.append(f"\n{call.at:%m-%d %H:%M} {call.name} {reached}  ", _FAINT)
                text.append(call.words)
        self._calls.update(text, layout=False)
