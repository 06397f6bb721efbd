"""Handing requests over, taking up what was handed to one, parts of joint matters. Nobody is without an owner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from hallclient.language import say
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.rules.task import Task
from hallclient.rules.terms import STATES
from hallclient.screens.base import HallScreen
from hallclient.screens.hand_over.passing import PassingSteps
from hallclient.screens.retyping import Retyping
from hallclient.services import accounts, handover
from hallclient.services.handover import Passing
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("Number"), 7),
    Column(Message("Day"), 5, optional=1),
    Column(Message("Applicant"), 8),
    Column(Message("Item")),
    Column(Message("State"), 15, optional=2),
    Column(Message("Way"), 24),
)


class HandOverScreen(PassingSteps, Retyping, HallScreen):
    """What was handed to the person, the window or the department first; then parts, then the own requests."""

    NAME = "hand_over"
    HEADING = Message("Hand over, take up")
    HELP = (
        Message("A request stays with its owner until the other person takes it up; the first-asked never changes."),
        Message("What nobody took up is listed when the day is closed."),
        Message(
            "A hands over everything of yours at once, to your B post first, and writes the list for both to sign; "
            "B decides only with an authorisation of their own."
        ),
    )
    CSS_PATH = "screen.tcss"
    KEYS = (
        Key(
            "h",
            "hand_over",
            Message("Hand over"),
            Message("Hand the request to a colleague, a window or a department, with a reason."),
        ),
        Key("u", "take_up", Message("Take up"), Message("Take up the request that was handed to you.")),
        Key(
            "r",
            "give_back",
            Message("Return"),
            Message("Give back what was handed to you, or call back what nobody has taken up."),
        ),
        Key("f", "finish", Message("Part done"), Message("The part of a joint matter is finished, with its result.")),
        Key("a", "all", Message("All of mine"), Message("Hand over all your open requests, with a list to sign.")),
        Key("t", "take_up_all", Message("Take up all"), Message("Take up everything that was handed to you.")),
        Key(
            "b",
            "for_absent",
            Message("For a colleague"),
            Message("Hand over the open requests of somebody who is away: for the B post and supervisors."),
        ),
        Key("enter", "open", Message("Open"), Message("Show the request."), show=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self.typed: dict[str, str] = {}

    def typed_for(self) -> str:
        """The highlighted request, or a part of it."""
        return str(_key(self.list.row)) if self.list.row is not None else ""

    def body(self) -> Iterable[Widget]:
        """How many there are, and the requests."""
        self.head = Static(classes="head")
        yield self.head
        self.source: ListSource[Passing] = ListSource((), key=_key)
        self.list: RowList[Passing] = RowList(
            self.source, COLUMNS, self.cells, empty=Message("You have no open requests, and none was handed to you.")
        )
        yield self.list

    def reload(self) -> None:
        """The own open requests and those that are on their way here."""
        if self.app.actor is None:
            return
        self._names = accounts.names(self.app.hall)
        rows = handover.of_person(self.app.hall, self.app.actor)
        self.source.set(rows)
        self.list.reload()
        to_me = sum(row.for_me for row in rows)
        parts = sum(row.part is not None and not row.for_me for row in rows)
        given = sum(row.on_way and not row.for_me and row.part is None for row in rows)
        own = len(rows) - to_me - parts
        words = Message(
            "{own} of your own, {given} of them handed over; {to_me} handed to you", own=own, given=given, to_me=to_me
        )
        if parts:
            words = Message(
                "{own} of your own, {given} of them handed over; {to_me} handed to you; {parts} parts",
                own=own, given=given, to_me=to_me, parts=parts,
            )  # fmt: skip
        self.head.update(safe(say(words)))
        self.refresh_keys()

    def cells(self, row: Passing) -> Sequence[Cell]:
        """A request with where it goes."""
        request = row.request
        applicant = request.applicant
        return (
            request.short_number,
            (f"{request.received_on:%m-%d}", "dim"),
            applicant.name if applicant.organisation else hall_name(applicant.name),
            request.item_name,
            say(STATES[request.state]),
            self._way(row),
        )

    def _way(self, row: Passing) -> Cell:
        pending = row.request.pending
        if row.part is not None:
            return self._part_way(row, row.part)
        if row.for_me and pending.owner:
            return say(Message("from {name}, to you", name=self.called(row.request.owner))), "due"
        if row.for_me:
            words = Message("from {name}, to {to}", name=self.called(row.request.owner), to=pending.words())
            return say(words), "due"
        if pending:
            to = pending.words(self.called(pending.owner))
            return say(Message("to {name}, not taken up", name=to)), "dim"
        return ""

    def _part_way(self, row: Passing, part: Task) -> Cell:
        words = say(Message("part of {department}", department=part.department))
        if row.for_me:
            return f"{say(Message('from {name}, to you', name=self.called(part.owner)))} {words}", "due"
        if row.on_way:
            return f"{say(Message('to {name}, not taken up', name=self.called(part.pending)))} {words}", "dim"
        return words, "due"

    def called(self, code: str) -> str:
        """The name behind a code."""
        return self._names.get(code, code)

    def subject(self) -> str | None:
        """The request under the cursor."""
        return self.list.row.request.number if self.list.row else None

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """What does not fit the request under the cursor."""
        if action in ("all", "take_up_all", "for_absent"):
            return self.why_not_at_once(action)
        if action not in ("hand_over", "take_up", "give_back", "finish", "open"):
            return None
        row = self.list.row
        if row is None:
            return Message("Choose a request first.")
        if action == "finish" and row.part is None:
            return Message("This is no part of a joint matter.")
        if action == "finish" and row.for_me:
            return Message("Take the part up first, or return it.")
        if action == "take_up" and not row.for_me:
            return Message("Nobody has handed this request to you.")
        if action == "hand_over" and row.for_me:
            return Message("Take the request up first, or return it.")
        if action == "give_back" and not row.on_way:
            return Message("This request is not on its way to anybody.")
        return None

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter shows the request."""
        self.app.go("request", number=event.row.request.number)

    def action_open(self) -> None:
        """Show the request."""
        if self.list.row is not None:
            self.app.go("request", number=self.list.row.request.number)


def _key(row: Passing) -> tuple[str, str, int]:
    return row.request.number, row.request.terminal, row.part.id if row.part else 0
