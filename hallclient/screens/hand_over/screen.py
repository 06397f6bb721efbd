"""Handing requests over to a colleague, and taking up what was handed to one. Nobody is without an owner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.language import say
from hallclient.rules.lifecycle import RUNNING
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.rules.terms import ROLES, STATES
from hallclient.screens.base import HallScreen
from hallclient.services import accounts, handover, request_actions
from hallclient.services.handover import Passing
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("Number"), 7),
    Column(Message("Applicant"), 8),
    Column(Message("Item")),
    Column(Message("State"), 14, optional=2),
    Column(Message("Way"), 24),
)


class HandOverScreen(HallScreen):
    """The own open requests, those handed to the person at the window first."""

    NAME = "hand_over"
    HEADING = Message("Hand over, take up")
    HELP = (
        Message("A request stays with its owner until the other person takes it up; the first-asked never changes."),
        Message("What nobody took up is listed when the day is closed."),
    )
    CSS_PATH = "screen.tcss"
    KEYS = (
        Key("h", "hand_over", Message("Hand over"), Message("Hand the request to a colleague, with a reason.")),
        Key("u", "take_up", Message("Take up"), Message("Take up the request that was handed to you.")),
        Key(
            "r",
            "give_back",
            Message("Return"),
            Message("Give back what was handed to you, or call back what nobody has taken up."),
        ),
        Key("enter", "open", Message("Open"), Message("Show the request."), show=False),
    )

    def body(self) -> Iterable[Widget]:
        """How many there are, and the requests."""
        self.head = Static(classes="head")
        yield self.head
        self.source: ListSource[Passing] = ListSource((), key=lambda row: (row.request.number, row.request.terminal))
        self.list: RowList[Passing] = RowList(
            self.source, COLUMNS, self.cells, empty=Message("You have no open requests, and none was handed to you.")
        )
        yield self.list

    def reload(self) -> None:
        """The own open requests and those that are on their way here."""
        if self.app.actor is None:
            return
        self._names = accounts.names(self.app.hall)
        rows = handover.of_person(self.app.hall, self.app.actor.code)
        self.source.set(rows)
        self.list.reload()
        to_me = sum(self._is_for_me(row) for row in rows)
        given = sum(bool(row.to) and not self._is_for_me(row) for row in rows)
        own = len(rows) - to_me
        self.head.update(
            safe(say(Message("{own} of your own, {given} of them handed over; {to_me} handed to you",
                             own=own, given=given, to_me=to_me)))
        )  # fmt: skip
        self.refresh_keys()

    def cells(self, row: Passing) -> Sequence[Cell]:
        """A request with where it goes."""
        request = row.request
        applicant = request.applicant
        return (
            request.short_number,
            applicant.name if applicant.organisation else hall_name(applicant.name),
            request.item_name,
            say(STATES[request.state]),
            self._way(row),
        )

    def _way(self, row: Passing) -> Cell:
        if self._is_for_me(row):
            return say(Message("from {name}, to you", name=self._called(row.request.owner))), "due"
        if row.to:
            return say(Message("to {name}, not taken up", name=self._called(row.to))), "dim"
        return ""

    def _called(self, code: str) -> str:
        return self._names.get(code, code)

    def _is_for_me(self, row: Passing) -> bool:
        return self.app.actor is not None and row.to == self.app.actor.code

    def subject(self) -> str | None:
        """The request under the cursor."""
        return self.list.row.request.number if self.list.row else None

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """What does not fit the request under the cursor."""
        if action not in ("hand_over", "take_up", "give_back", "open"):
            return None
        row = self.list.row
        if row is None:
            return Message("Choose a request first.")
        if action == "take_up" and not self._is_for_me(row):
            return Message("Nobody has handed this request to you.")
        if action == "hand_over" and self._is_for_me(row):
            return Message("Take the request up first, or return it.")
        if action == "give_back" and not row.to:
            return Message("This request is not on its way to anybody.")
        if action == "give_back" and not self._is_for_me(row) and row.request.state not in RUNNING:
            return Message("Before acceptance only {name} can return it.", name=self._called(row.to))
        return None

    # -- actions

    async def action_hand_over(self) -> None:
        """Choose who gets it, and say why."""
        row = self.list.row
        if row is None:
            return
        to = await self.ask(Choose[str](Message("Hand over to whom?"), self._people()))
        if to is None:
            return
        name = self._called(to)
        reason = await self.ask(
            AskText(Message("Hand over to {name}", name=name), Message("Reason"), required=False, max_length=60)
        )
        if reason is not None:
            self._act(row, "hand-over", {"to": to, "reason": reason})
            self.tell(Message("{number} is handed to {name}.", number=row.request.short_number, name=name))

    def _people(self) -> list[Option]:
        """Everybody else who works at a window, the own deputy first."""
        me = self.app.actor.code if self.app.actor else ""
        people = [person for person in accounts.everyone(self.app.hall) if person.active]
        deputy = next((person.backup for person in people if person.code == me), "")
        others = [person for person in people if person.code != me and person.role != "admin"]
        others.sort(key=lambda person: (person.code != deputy, person.window is None, person.code))
        options = []
        for person in others:
            where = Message("Window {number}", number=person.window) if person.window else ROLES[person.role]
            words = Message("{name}  {where}", name=person.name, where=where)
            if person.code == deputy:
                words = Message("{name}  {where}  deputy", name=person.name, where=where)
            options.append(Option(person.code, words))
        return options

    def action_take_up(self) -> None:
        """It is one's own from now on."""
        row = self.list.row
        if row is not None:
            self._act(row, "take-up", {})
            self.tell(Message("{number} is yours now.", number=row.request.short_number))

    async def action_give_back(self) -> None:
        """To the one who gave it, who has to take it up again; or called back by the one who gave it."""
        row = self.list.row
        if row is None or self.app.actor is None:
            return
        owner = row.request.owner
        if self._is_for_me(row):
            reason = await self.ask(AskText(Message("Return the request"), Message("Reason"), max_length=60))
            if reason is None:
                return
            # Somebody is always the owner: it is mine until it is taken up again.
            self._act(row, "take-up", {}, ("hand-over", {"to": owner, "reason": reason}))
            message = Message(
                "{number} goes back to {name}.", number=row.request.short_number, name=self._called(owner)
            )
        else:
            self._act(row, "assign", {"to": self.app.actor.code})
            message = Message("{number} is called back.", number=row.request.short_number)
        self.tell(message)

    def _act(
        self, row: Passing, action: str, values: dict[str, str], then: tuple[str, dict[str, str]] | None = None
    ) -> None:
        hall, actor, number = self.app.hall, self.app.actor, row.request.number
        with hall.write():
            done = request_actions.act(hall, actor, number, action, values, seen=row.request.version)
            if then is not None:
                request_actions.act(hall, actor, number, then[0], then[1], seen=done.request.version)
        self.reload()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter shows the request."""
        self.app.go("request", number=event.row.request.number)

    def action_open(self) -> None:
        """Show the request."""
        if self.list.row is not None:
            self.app.go("request", number=self.list.row.request.number)
