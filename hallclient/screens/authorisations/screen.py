"""Authorisations of chief representatives (首席代表授权) for the administrator: who decides in whose name, with which
document, until when; who has none; given and ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.language import say
from hallclient.rules import roles
from hallclient.rules.authority import Authorisation
from hallclient.rules.message import Message
from hallclient.rules.terms import POWERS
from hallclient.screens.authorisations import giving
from hallclient.screens.base import HallScreen
from hallclient.services import accounts, authorisations, catalogue, powers
from hallclient.services.accounts import Person
from hallclient.services.powers import Power
from hallclient.widgets.cells import safe
from hallclient.widgets.columns import Column
from hallclient.widgets.keys import Key
from hallclient.widgets.row_list import Cell, ListSource, RowList

COLUMNS = (
    Column(Message("Person"), 12),
    Column(Message("Department"), least=16, share=3),
    Column(Message("Authorising document"), least=12, share=2),
    Column(Message("Items"), 10, optional=2),
    Column(Message("Last day"), 10),
    Column(Message("State"), 10),
)

_STYLES = {"none": "overdue", "in_force": "", "to_come": "due"}
_CURRENT = frozenset({"none", "in_force", "to_come", "ended"})
_SOON = 30
"""Days before its last day on which an authorisation is coloured: a new one has to be signed."""


class AuthorisationsScreen(HallScreen):
    """A line an authorisation; what is over only when it is asked for."""

    NAME = "authorisations"
    HEADING = Message("Authorisations of chief representatives")
    CSS_PATH = "screen.tcss"
    HELP = (
        Message(
            "Only a chief representative decides and refuses, and only within an authorisation: department, items, "
            "last day. Its number is on the decision."
        ),
        Message(
            "One with a number takes the place of the departments of the staff list. Revoking it ends what the staff "
            "list says for that department too."
        ),
    )
    KEYS = (
        Key("n", "give", Message("Authorise"), Message("Enter an authorisation that a department has signed.")),
        Key("w", "withdraw", Message("Revoke"), Message("End the highlighted authorisation at once, with a reason.")),
        Key("v", "over", Message("With old ones"), Message("Show also those that were revoked or superseded.")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._every: list[Power] = []
        self._names: dict[str, str] = {}
        self._items: dict[str, str] = {}
        self._over = False
        self._source: ListSource[Power] = ListSource((), key=_key)
        self._head = Static(safe(""), id="head")
        self._about = Static(safe(""), id="about")
        self.list: RowList[Power] = RowList(
            self._source, COLUMNS, self._cells, id="powers", empty=Message("No chief representative works here.")
        )

    def body(self) -> Iterable[Widget]:
        """How many have none, the list, and what stands behind the highlighted line."""
        yield self._head
        with Container(id="list"):
            yield self.list
        yield self._about

    def reload(self) -> None:
        """Read them again."""
        self._names = accounts.names(self.app.hall)
        self._items = {item.code: item.name for item in catalogue.everything(self.app.hall)}
        self._every = powers.every(self.app.hall)
        self._source.set([one for one in self._every if self._over or one.state in _CURRENT])
        self.list.reload()
        without = [one.person.name for one in self._every if one.state == "none"]
        if without:
            words = Message("Without any authorisation in force: {names}", names="、".join(without))
            self._head.update(safe(say(words), "bold #ffd75f"))
        else:
            self._head.update(safe(say(Message("Every chief representative has an authorisation in force.")), "dim"))
        self._tell_about(self.list.row)

    def reason_disabled(self, action: str, parameters: tuple[object, ...] = ()) -> Message | None:
        """Only the administrator gives and ends them."""
        actor = self.app.actor
        if action in ("give", "withdraw") and (actor is None or not roles.may(actor.role, "administer")):
            return roles.why_not("administer")
        if action == "give" and not self._chiefs():
            return Message("No chief representative works here.")
        if action == "withdraw":
            row = self.list.row
            if row is None or row.authorisation is None:
                return Message("There is no authorisation to revoke.")
            if row.state in ("withdrawn", "left"):
                return Message("It is over already.")
        return super().reason_disabled(action, parameters)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """What stands behind the line."""
        self._tell_about(event.row)
        super().on_row_list_highlighted(event)

    async def action_give(self) -> None:
        """Who, then what was signed."""
        hall, today = self.app.hall, self.app.hall.clock.today()
        people = self._chiefs()
        here = self.list.row.person.code if self.list.row else ""
        people.sort(key=lambda person: person.code != here)
        options = [
            Option(
                one, Message("{name} ({code})  {department}", name=one.name, code=one.code, department=one.department)
            )
            for one in people
        ]
        person: Person | None = await self.ask(Choose[Person](Message("Authorise whom?"), options))
        if person is None:
            return
        typed = await self.ask(giving.form(hall, person))
        if typed is None:
            return
        given = authorisations.give(
            hall, self.app.actor, person.code, typed["department"], typed["number"], giving.codes(typed["items"]),
            giving.day(typed["first"], today, ahead=False), giving.day(typed["until"], today, ahead=True),
        )  # fmt: skip
        self.reload()
        self.tell(Message("{name} is authorised: {number}", name=person.name, number=given.number))

    async def action_withdraw(self) -> None:
        """Ended at once; the reason stays."""
        row = self.list.row
        if row is None or row.authorisation is None:
            return
        one = row.authorisation
        reason = await self.ask(
            AskText(
                Message("Revoke the authorisation"), Message("Reason"), max_length=60,
                text=Message("{name} decides nothing more for {department} from now on.",
                             name=row.person.name, department=one.department),
            )
        )  # fmt: skip
        if reason is None:
            return
        powers.withdraw(self.app.hall, self.app.actor, one, reason)
        self.reload()
        self.tell(Message("{name}: the authorisation for {department} is revoked.",
                          name=row.person.name, department=one.department))  # fmt: skip

    def action_over(self) -> None:
        """All of them, or those that count."""
        self._over = not self._over
        self.reload()

    def _chiefs(self) -> list[Person]:
        return [one for one in accounts.everyone(self.app.hall) if one.active and one.role == "chief"]

    def _cells(self, row: Power) -> Sequence[Cell]:
        one, style = row.authorisation, _STYLES.get(row.state, "dim")
        person = (f"{row.person.name} {row.person.code}", style if row.state != "in_force" else "")
        if one is None:
            return person, (row.person.department, "dim"), "", "", "", (say(POWERS[row.state]), style)
        until = one.expires.isoformat() if one.expires else say(Message("no end"))
        soon = row.state == "in_force" and one.expires and (one.expires - self.app.hall.clock.today()).days <= _SOON
        return (
            person, (one.department, style), (one.number or say(Message("staff list")), style),
            (", ".join(one.items) or say(Message("all")), style), (until, "due" if soon else style),
            (say(POWERS[row.state]), style),
        )  # fmt: skip

    def _tell_about(self, row: Power | None) -> None:
        self._about.update(safe("\n".join(self._lines(row)) if row is not None else ""))

    def _lines(self, row: Power) -> list[str]:
        one = row.authorisation
        if one is None:
            return [say(Message("Decides and refuses nothing until an authorisation is entered (N)."))]
        lines = [say(_scope(one, self._names_of(one)))]
        if row.by and row.at is not None:
            name, day = self._names.get(row.by, row.by), row.at.date().isoformat()
            if row.state == "withdrawn":
                lines.append(
                    say(Message("Revoked on {day} by {name}: {reason}", day=day, name=name, reason=row.reason))
                )
            else:
                lines.append(say(Message("Entered on {day} by {name}", day=day, name=name)))
        return lines

    def _names_of(self, one: Authorisation) -> str:
        if not one.items:
            return say(Message("every item of the department"))
        return "、".join(f"{code} {self._items.get(code, '')}".strip() for code in one.items)


def _scope(one: Authorisation, items: str) -> Message:
    first = one.valid_from.isoformat() if one.valid_from else ""
    until = one.expires.isoformat() if one.expires else say(Message("no end"))
    if not first:
        return Message("{department}: {items}", department=one.department, items=items)
    return Message("{department}, {first} to {until}: {items}",
                   department=one.department, first=first, until=until, items=items)  # fmt: skip


def _key(power: Power) -> tuple[str, int, str, str]:
    one = power.authorisation
    return (power.person.code, one.id if one else -1, one.department if one else "", power.state)
