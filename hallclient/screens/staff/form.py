"""The form of one person: new with the first PIN, or changed. A PIN is typed twice and shown never."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from hallclient.dialogs.base import HallDialog
from hallclient.errors import HallError
from hallclient.jobs.imports import staff
from hallclient.jobs.imports.columns import Line
from hallclient.language import say, sentences
from hallclient.rules.message import Message
from hallclient.rules.terms import ROLES
from hallclient.services.accounts import LONGEST_PIN, SHORTEST_PIN
from hallclient.widgets.cells import safe
from hallclient.widgets.choice import Choice
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key

_LABEL = 14
_WIDTH = 30

Save = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]


def _field(label: Message, ident: str, value: str = "", **options: Any) -> Field:
    return Field(label, value, id=ident, label_width=_LABEL, width=_WIDTH, **options)


class _Kept(HallDialog[bool]):
    """Stays until ``save`` has taken what was typed: what it refuses is said, and nothing typed is lost."""

    KEYS = (
        Key("ctrl+s", "take", Message("OK"), second="alt+s"),
        Key("up", "app.focus_previous", Message("Up"), show=False, internal=True),
        Key("down", "app.focus_next", Message("Down"), show=False, internal=True),
    )

    def __init__(self, title: Message, save: Save) -> None:
        super().__init__(title)
        self._save = save
        self._busy = False
        self._answer = Static(safe(""), classes="answer")
        self.pin = _field(Message("PIN"), "pin", password=True, narrow=True, max_length=LONGEST_PIN)
        self.again = _field(Message("PIN again"), "again", password=True, narrow=True, max_length=LONGEST_PIN,
                            enter_moves=False)  # fmt: skip

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter in the last field takes everything."""
        if not event.field.input.enter_moves:
            self.action_take()

    def values(self) -> dict[str, Any] | None:
        """What was typed; None where something is wrong, which is said."""
        raise NotImplementedError

    def new_pin(self) -> str | None:
        """The PIN, typed twice; None where it does not hold."""
        pin = self.pin.value
        if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
            limits = {"shortest": SHORTEST_PIN, "longest": LONGEST_PIN}
            self.complain(self.pin, Message("A PIN has {shortest} to {longest} characters.", **limits))
            return None
        if pin != self.again.value:
            self.complain(self.again, Message("The two PINs differ."))
            return None
        return pin

    def complain(self, part: Field, problem: Message) -> None:
        """Say at a field what is wrong, and go there."""
        part.complain(problem)
        part.focus()
        self._say(problem)

    def action_take(self) -> None:
        """Save, unless that is being done."""
        values = None if self._busy else self.values()
        if values is not None:
            self._busy = True
            self._say(Message("Saving ..."))
            self.run_worker(self._take(values))

    async def _take(self, values: dict[str, Any]) -> None:
        try:
            await self._save(values)
        except HallError as error:
            self._say(error.message, error.remedy)
        else:
            self.dismiss(True)
        finally:
            self._busy = False

    def _say(self, *words: Message) -> None:
        self._answer.update(safe(sentences(*words)))


class PersonForm(_Kept):
    """``before`` is what the list says of the person, None for a new one, who gets a first PIN."""

    def __init__(self, title: Message, before: Mapping[str, Any] | None, save: Save) -> None:
        super().__init__(title, save)
        said = {name: "" if value is None else str(value) for name, value in (before or {}).items()}
        self._before = before
        self.fields = {
            "code": _field(Message("Staff code"), "code", required=True, narrow=True),
            "name": _field(Message("Name"), "name", said.get("name", ""), required=True),
            "window": _field(Message("Window"), "window", said.get("window", ""), narrow=True),
            "department": _field(Message("Department"), "department", said.get("department", "")),
            "backup": _field(Message("B post"), "backup", said.get("backup", ""), narrow=True,
                             hint=Message("code of the person")),
            "authorised": _field(Message("Decides for"), "authorised", said.get("departments", ""),
                                 hint=Message("departments, parted by ；"), enter_moves=before is None),
        }  # fmt: skip
        self.role = Choice(Message("Role"), ROLES, said.get("role", "clerk"), id="role", label_width=_LABEL)

    def body(self) -> Iterable[Widget]:
        """Who, what, where; of a new person the PIN twice."""
        of = self.fields
        if self._before is None:
            yield of["code"]
        yield from (of["name"], self.role, of["window"], of["department"], of["backup"], of["authorised"])
        if self._before is None:
            yield from (self.pin, self.again)
        yield self._answer

    def on_mount(self) -> None:
        """To the first line."""
        self.query_one(".dialog").styles.width = 76
        self.fields["code" if self._before is None else "name"].focus()

    def values(self) -> dict[str, Any] | None:
        """Read as the import reads a row of its file."""
        cells = {key: field.value for key, field in self.fields.items()} | {"role": self.role.value}
        if self._before is not None:
            cells["code"] = self._before["code"]
        line = Line(1, cells)
        person = staff.read(line)
        for problem in line.problems:
            self.complain(self.fields[problem.field], problem.message)
            return None
        pin = self.new_pin() if self._before is None else ""
        return None if pin is None else {**person, "pin": pin}


class PinForm(_Kept):
    """A new PIN for a person; it ends a lock-out too."""

    def body(self) -> Iterable[Widget]:
        """Twice."""
        yield Static(safe(say(Message("A new PIN ends a lock-out too."))), classes="text")
        yield from (self.pin, self.again, self._answer)

    def on_mount(self) -> None:
        """To the first line."""
        self.pin.focus()

    def values(self) -> dict[str, Any] | None:
        """The PIN."""
        pin = self.new_pin()
        return None if pin is None else {"pin": pin}
