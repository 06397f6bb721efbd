"""The form of an item: its own fields; the materials stand below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical

from hallclient.rules import item_text
from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.item_terms import PATHS
from hallclient.rules.message import Message
from hallclient.rules.terms import KINDS, UNITS
from hallclient.widgets.choice import Choice
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Keyed

_WIDTH = 56
_EMPTY = Item("", "", "", "promised")


def number_problem(text: str) -> Message | None:
    """A limit is a whole number of days, or empty."""
    return None if text.isascii() and text.isdigit() and len(text) < 5 else Message("This is not a number of days.")


class ItemForm(Keyed, Vertical):
    """Shows an item and makes one of what was typed."""

    def __init__(self, item: Item | None) -> None:
        super().__init__(id="form")
        self._before = item or _EMPTY
        before = self._before

        def line(name: str, label: Message, value: str, longest: int = 200, *, required: bool = False) -> Field:
            return Field(label, value, id=name, width=_WIDTH, max_length=longest, required=required)

        def days(name: str, label: Message, value: int | None) -> Field:
            text = "" if value is None else str(value)
            return Field(label, text, id=name, width=6, max_length=4, narrow=True, check=number_problem)

        self.code = line("code", Message("Code"), before.code, 32, required=True)
        self.name_field = line("name", Message("Item name"), before.name, 120, required=True)
        self.aliases = line("aliases", Message("Aliases"), item_text.SIGN.join(before.aliases))
        self.department = line("department", Message("Department"), before.department, 120, required=True)
        self.kind = Choice(Message("Kind"), KINDS, before.kind, id="kind")
        self.path = Choice(Message("Legal path"), PATHS, before.legal_path, id="path")
        self.in_person = Choice(Message("In person"), IN_PERSON, before.in_person, id="in-person")
        self.statutory = days("statutory", Message("Statutory days"), before.statutory_days)
        self.promised = days("promised", Message("Promised days"), before.promised_days)
        self.unit = Choice(Message("Unit of days"), UNITS, before.unit, id="unit")
        self.fee = line("fee", Message("Fee"), before.fee, 1000)
        self.basis = line("basis", Message("Legal basis"), before.basis, 1000)
        self.remark = line("remark", Message("Remark"), before.remark, 1000)
        self.conditions = line("conditions", Message("Conditions"), item_text.conditions_text(before), 1000)
        self.relations = line("relations", Message("Relations"), item_text.rules_text(before), 1000)
        self.departments = line("departments", Message("Taking part"), item_text.departments_text(before), 1000)
        self.fields: dict[str, Field] = {
            "code": self.code, "name": self.name_field, "department": self.department, "fee": self.fee,
            "basis": self.basis, "remark": self.remark, "promised_days": self.promised,
            "statutory_days": self.statutory, "condition_rules": self.relations, "conditions": self.conditions,
        }  # fmt: skip
        """Field of the item → where it is typed."""

    def compose(self) -> ComposeResult:
        """The fields in the order of the guide."""
        yield from self._lines()

    def _lines(self) -> Iterator[Field | Choice]:
        if not self._before.code:
            yield self.code
        yield from (self.name_field, self.aliases, self.department, self.kind, self.path, self.statutory)
        yield from (self.promised, self.unit, self.in_person, self.fee, self.basis, self.remark)
        yield from (self.conditions, self.relations, self.departments)

    def problem(self) -> tuple[Field, Message] | None:
        """The first field that does not hold by itself."""
        for field in self.query(Field):
            if field.problem is not None:
                return field, field.problem
        _, bad = item_text.rules_of(self.relations.value, item_text.conditions_of(self.conditions.value))
        if bad:
            message = Message("“{text}” is not “A implies B” or “A excludes B”.", text=bad[0])
            return self.relations, message
        return None

    def item(self, materials: Sequence[ItemMaterial]) -> Item:
        """The item as typed; only to be asked for while there is no :meth:`problem`."""
        conditions = item_text.conditions_of(self.conditions.value)
        rules, _ = item_text.rules_of(self.relations.value, conditions)
        return replace(
            self._before,
            code=self._before.code or self.code.value,
            name=self.name_field.value,
            aliases=item_text.parts(self.aliases.value),
            department=self.department.value,
            kind=self.kind.value,
            legal_path=self.path.value,
            in_person=self.in_person.value,
            statutory_days=_days(self.statutory.value),
            promised_days=_days(self.promised.value),
            unit=self.unit.value,
            fee=self.fee.value,
            basis=self.basis.value,
            remark=self.remark.value,
            conditions=tuple(conditions.items()),
            condition_rules=rules,
            departments=item_text.departments_of(self.departments.value, conditions),
            materials=tuple(materials),
        )


def _days(text: str) -> int | None:
    return int(text) if text else None
