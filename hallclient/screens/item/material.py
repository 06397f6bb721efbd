"""The form of one material."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from textual.widget import Widget

from hallclient.dialogs.base import HallDialog
from hallclient.dialogs.confirm import Confirm
from hallclient.rules import item_text
from hallclient.rules.item import ItemMaterial
from hallclient.rules.message import Message
from hallclient.widgets.choice import Choice
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Key

_YES_NO = {"no": Message("no"), "yes": Message("yes")}


def _pieces(text: str) -> Message | None:
    return None if text.isascii() and text.isdigit() and len(text) < 4 else Message("This is not a number of pieces.")


class MaterialForm(HallDialog[ItemMaterial]):
    """The material as typed; None by Esc. ``taken`` are the codes of the other materials, ``heard`` is told the code
    of the material and what stands in the form as it changes, ``typed`` is such a text to begin with."""

    KEYS = (Key("ctrl+s", "take", Message("Take"), Message("Take the material into the item."), second="alt+s"),)

    def __init__(
        self,
        material: ItemMaterial | None,
        conditions: Mapping[str, str],
        taken: Iterable[str],
        heard: Callable[[str, dict[str, str]], None],
        typed: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(Message("Material"))
        self._heard = heard
        self._typed = typed or {}
        self._before = material or ItemMaterial("", "")
        self._conditions = conditions
        self._taken = frozenset(taken)
        before = self._before

        def line(name: str, label: Message, value: str, longest: int, hint: Message | None = None) -> Field:
            required = name in ("code", "name")
            return Field(label, value, id=name, width=48, max_length=longest, hint=hint, required=required)

        self.code = line("code", Message("Code"), before.code, 32)
        self.name_field = line("name", Message("Material name"), before.name, 120)
        self.requirement = line("requirement", Message("Requirement"), before.requirement, 1000)
        self.originals = Field(Message("Originals"), str(before.originals), id="originals", width=4, max_length=3,
                               narrow=True, check=_pieces)  # fmt: skip
        self.copies = Field(Message("Copies"), str(before.copies), id="copies", width=4, max_length=3, narrow=True,
                            check=_pieces)  # fmt: skip
        self.source = line("source", Message("Obtained from"), before.source, 1000)
        called = item_text.names(conditions).get(before.condition, before.condition)
        self.condition = line("condition", Message("Applies if"), called, 64)
        self.deferrable = Choice(
            Message("May be deferred"), _YES_NO, "yes" if before.deferrable else "no", id="deferrable"
        )
        self.promisable = Choice(
            Message("May be promised"), _YES_NO, "yes" if before.promisable else "no", id="promisable"
        )
        self.defects = Field(
            Message("Known defects"),
            item_text.SIGN.join(before.defects),
            id="defects",
            max_length=1000,
            hint=Message("Parted by ；: the clerk chooses from these."),
        )
        self._first = self._said()

    def body(self) -> Iterable[Widget]:
        """The fields."""
        yield from (self.code, self.name_field, self.requirement, self.originals, self.copies, self.source)
        yield from (self.condition, self.deferrable, self.promisable, self.defects)

    def on_mount(self) -> None:
        """To the first field."""
        for part in (*self.query(Field), *self.query(Choice)):
            if part.id in self._typed:
                part.put(self._typed[part.id])
        (self.name_field if self._before.code else self.code).focus()

    def on_field_changed(self, event: Field.Changed) -> None:
        """A pause in typing."""
        self._heard(self._before.code, self._said())

    def _said(self) -> dict[str, str]:
        parts = tuple(self.body())
        said: dict[str, str] = {part.id or "": part.input.value for part in parts if isinstance(part, Field)}
        return said | {part.id or "": part.value for part in parts if isinstance(part, Choice)}

    on_choice_changed = on_field_changed

    def action_cancel(self) -> None:
        """Esc asks before what was typed goes."""
        if self._said() == self._first:
            self.dismiss(None)
            return
        question = Message("What was typed of this material is not taken. Drop it?")
        self.app.push_screen(Confirm(question), self._drop)

    def _drop(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)

    def action_take(self) -> None:
        """Take it, or say which field does not hold."""
        for field in self.query(Field):
            problem = field.problem or self._own_problem(field)
            if problem is not None:
                field.complain(problem)
                field.focus()
                return
        self.dismiss(
            replace(
                self._before,
                code=self.code.value,
                name=self.name_field.value,
                requirement=self.requirement.value,
                originals=int(self.originals.value or 0),
                copies=int(self.copies.value or 0),
                source=self.source.value,
                condition=self._condition(),
                deferrable=self.deferrable.value == "yes",
                promisable=self.promisable.value == "yes",
                defects=item_text.parts(self.defects.value),
            )
        )

    def _condition(self) -> str:
        words = self.condition.value
        return item_text.condition_of(words, self._conditions) if words else ""

    def _own_problem(self, field: Field) -> Message | None:
        if field is self.code and field.value in self._taken:
            return Message("The material code {code} stands twice in the item.", code=field.value)
        if field is self.condition and field.value and self._condition() not in self._conditions:
            return Message("The condition “{name}” is not one of the item.", name=field.value)
        return None
