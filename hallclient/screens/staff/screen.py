"""Who works here, for the administrator: new people, changes, PINs; leaving with everything handed over at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose
from hallclient.dialogs.confirm import Confirm
from hallclient.language import say
from hallclient.rules import roles
from hallclient.rules.message import Message
from hallclient.rules.terms import ROLES
from hallclient.screens.base import HallScreen
from hallclient.screens.hand_over import receivers
from hallclient.screens.staff.editing import Editing
from hallclient.services import accounts, handover, staff_status
from hallclient.services.accounts import Person
from hallclient.widgets.cells import cell_len, safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList


def columns() -> tuple[Column, ...]:
    """As wide as the roles are called in the language of the screen."""
    return (
        Column(Message("Staff code"), 6),
        Column(Message("Name"), least=10),
        Column(Message("Role"), max(cell_len(say(role)) for role in ROLES.values())),
        Column(Message("Window"), 6, right=True),
        Column(Message("Department"), least=12, share=2, optional=2),
        Column(Message("B post"), 8, optional=1),
        Column(Message("Open matters"), 6, right=True),
        Column(Message("State"), 6),
    )


class StaffScreen(Editing, HallScreen):
    """A line a person; those who left stand last."""

    NAME = "staff"
    HEADING = Message("Staff of the hall")
    CSS_PATH = "screen.tcss"
    HELP = (
        Message(
            "Nobody leaves with open requests or joint parts: they go to somebody else in the same step, and the "
            "list to sign is written."
        ),
        Message(
            "Many people at once come with “hallclient import staff”. PINs are kept as digests: nobody reads them."
        ),
    )
    KEYS = (
        Key("n", "add", Message("New person"), Message("Add a person, with the first PIN.")),
        Key("c", "change", Message("Change"), Message("Change name, role, window, department or B post.")),
        Key("p", "pin", Message("New PIN"), Message("Set a PIN, typed twice; it ends a lock-out too.")),
        Key("x", "leave", Message("Leaves"),
            Message("The person does not work here any more; names who takes over.")),
        Key("e", "come_back", Message("Is back"), Message("The person works here again, with the PIN of before.")),
        Key("a", "app.go('authorisations')", Message("Authorisations"),
            Message("Who decides in whose name, with which document, until when.")),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._names: Mapping[str, str] = {}
        self._open: Mapping[str, int] = {}
        self._source: ListSource[Person] = ListSource((), key=lambda person: person.code)
        self._head = Static(safe(""), id="head")
        self.list: RowList[Person] = RowList(
            self._source, columns(), self._cells, id="people", empty=Message("Nobody works here.")
        )

    def body(self) -> Iterable[Widget]:
        """How many there are, and who."""
        yield self._head
        with Container(id="list"):
            yield self.list

    def reload(self) -> None:
        """Read them again."""
        hall = self.app.hall
        people = sorted(accounts.everyone(hall), key=lambda person: (not person.active, person.code))
        self._names = accounts.names(hall)
        self._open = handover.count_open(hall, [person.code for person in people])
        self._source.set(people)
        self.list.reload()
        here = sum(person.active for person in people)
        self._head.update(
            safe(say(Message("{here} work here, {left} have left", here=here, left=len(people) - here)))
        )

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Only the administrator changes who works here, and nobody ends their own account."""
        actor, person = self.app.actor, self.list.row
        if action not in ("leave", "come_back", "add", "change", "pin"):
            return super().reason_disabled(action, parameters)
        if actor is None or not roles.may(actor.role, "administer"):
            return roles.why_not("administer")
        if action == "add":
            return None
        if person is None:
            return Message("Nobody works here.")
        if action == "come_back":
            return Message("{name} works here already.", name=person.name) if person.active else None
        if action == "leave" and person.code == actor.code:
            return Message("Nobody ends their own account.")
        return None if person.active else Message("{name} does not work here any more.", name=person.name)

    async def action_leave(self) -> None:
        """Who takes over what is open, and why; then at once."""
        hall, person = self.app.hall, self.list.row
        if person is None:
            return
        to: tuple[str, str] | None = ("to", "")
        count = self._open.get(person.code, 0)
        if count:
            title = Message("Who takes over the {count} open matters of {name}?", count=count, name=person.name)
            to = await self.ask(Choose[tuple[str, str]](title, receivers.people(hall, person.code)))
        if to is None:
            return
        title = Message("{name} leaves", name=person.name)
        reason = await self.ask(AskText(title, Message("Reason"), max_length=60))
        if reason is None:
            return
        left = staff_status.disable(hall, self.app.actor, person.code, to[1], reason)
        self.reload()
        done = Message("{name} does not work here any more.", name=person.name)
        self.tell(self._receipt(left, reason, done) if left.requests or left.parts else done)

    def _receipt(self, left: staff_status.Left, reason: str, done: Message) -> Message:
        from hallclient.screens import printing

        by = self.app.actor.code if self.app.actor else ""
        handed = handover.HandedOver(
            self.app.hall.clock.now(), by, left.code, left.to, reason, left.requests, parts=left.parts
        )
        return Message("{done} {where}", done=done, where=printing.hand_over_list(self, handed))

    async def action_come_back(self) -> None:
        """Asked once."""
        person = self.list.row
        if person is None or not await self.ask(Confirm(Message("Does {name} work here again?", name=person.name))):
            return
        staff_status.enable(self.app.hall, self.app.actor, person.code)
        self.reload()
        self.tell(Message("{code} works here again.", code=person.name))

    def _cells(self, person: Person) -> Sequence[Cell]:
        style = "" if person.active else "dim"
        count = self._open.get(person.code, 0)
        state = Message("here") if person.active else Message("left")
        if person.active and person.locked:
            state = Message("locked")
        wrong = not person.active and count
        return (
            (person.code, style), (person.name, style), (say(ROLES[person.role]), style),
            (str(person.window) if person.window is not None else "", style), (person.department, "dim"),
            (self._names.get(person.backup, person.backup), "dim"),
            (str(count) if count else "", "overdue" if wrong else style),
            (say(state), "due" if person.locked and person.active else style),
        )  # fmt: skip
