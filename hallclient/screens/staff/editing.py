"""Adding a person, changing what the list says of one, and a new PIN: the digest is made in a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hallclient.rules.message import Message
from hallclient.services import accounts, staff_editing, staff_list
from hallclient.services.accounts import Person

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen
    from hallclient.widgets.row_list import RowList

    _Base = HallScreen
else:
    _Base = object


class Editing(_Base):
    """For the staff screen."""

    list: RowList[Person]

    async def action_add(self) -> None:
        """A new person, with the first PIN."""
        from hallclient.screens.staff.form import PersonForm

        hall, actor, made = self.app.hall, self.app.actor, []

        async def save(values: dict[str, Any]) -> None:
            person = {name: value for name, value in values.items() if name != "pin"}
            await self.in_thread(staff_editing.add, hall, actor, person, values["pin"])
            made.append(person)

        if await self.ask(PersonForm(Message("New person"), None, save)):
            self.reload()
            self.list.reload(made[0]["code"])
            self.tell(Message("{name} works here now, with the PIN that was typed.", name=made[0]["name"]))

    async def action_change(self) -> None:
        """Name, role, window, department, B post."""
        from hallclient.screens.staff.form import PersonForm

        person = self.list.row
        if person is None:
            return
        hall, actor = self.app.hall, self.app.actor
        before = {"code": person.code, **staff_list.stored(hall)[person.code]}

        async def save(values: dict[str, Any]) -> None:
            after = {name: value for name, value in values.items() if name != "pin"}
            staff_editing.change(hall, actor, before, after)

        if await self.ask(PersonForm(Message("{name} ({code})", name=person.name, code=person.code), before, save)):
            self.reload()
            self.tell(Message("Changed: {name}.", name=person.name))

    async def action_pin(self) -> None:
        """A new PIN, typed twice."""
        from hallclient.screens.staff.form import PinForm

        person, actor = self.list.row, self.app.actor
        if person is None or actor is None:
            return
        hall = self.app.hall

        async def save(values: dict[str, Any]) -> None:
            await self.in_thread(accounts.set_pin, hall, actor, person.code, values["pin"])

        if await self.ask(PinForm(Message("New PIN of {name}", name=person.name), save)):
            self.reload()
            self.tell(Message("The PIN of {code} is new.", code=person.name))
