"""The form of an item: its own fields; the materials stand below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical

from hallclient.language import say
from hallclient.rules import item_text
from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.item import Item, ItemMaterial
from hallclient.rules.item_check import LONGEST_NAME, LONGEST_TEXT
from hallclient.rules.item_terms import PATHS, YES_NO
from hallclient.rules.message import Message
from hallclient.rules.terms import KINDS, UNITS
from hallclient.widgets.choice import Choice
from hallclient.widgets.field import Field
from hallclient.widgets.keys import Keyed

_LABEL = 15
_NOTE = 22
"""Cells of what is said beside a short field; the long ones take the whole line."""

_EMPTY = Item("", "", "", "promised")
_NAMES = {"name": Message("Item name"), "department": Message("Department")}
_TEXTS = {
    "aliases": Message("Aliases"),
    "departments": Message("Taking part"),
    "fee": Message("Fee"),
    "basis": Message("Legal basis"),
    "acceptance_conditions": Message("Accepted if"),
    "procedure": Message("Procedure"),
    "remark": Message("Remark"),
    "conditions": Message("Conditions"),
    "condition_rules": Message("Relations"),
    "lapse_basis": Message("Closing basis"),
    "deemed_basis": Message("Deemed basis"),
}
_HINTS = {
    "aliases": Message("Other names that it is looked for by, parted by ；"),
    "departments": Message("Of a joint matter, such as 县民政局；县残联（残疾人）"),
    "acceptance_conditions": Message("Empty: the guide sheet says what follows from the kind."),
    "procedure": Message("Empty: the guide sheet says what follows from the kind."),
    "conditions": Message("What decides which materials apply, such as agent=委托代办；minor=未成年人"),
    "condition_rules": Message("Such as 企业 包含 委托代办；未成年人 排斥 企业"),
    "lapse_basis": Message("By which article an unanswered notice closes it; never for a licence."),
    "deemed_basis": Message("By which article it counts as accepted without a notice; licences need none."),
}
_DAYS = {"statutory_days": Message("Statutory days"), "promised_days": Message("Promised days")}
_CHOICES: dict[str, tuple[Message, Mapping[str, Message]]] = {
    "kind": (Message("Kind"), KINDS),
    "legal_path": (Message("Legal path"), PATHS),
    "unit": (Message("Unit of days"), UNITS),
    "in_person": (Message("In person"), IN_PERSON),
    "done_once": (Message("One visit"), YES_NO),
    "citywide": (Message("Citywide"), YES_NO),
    "active": (Message("On offer"), YES_NO),
}
_ORDER = (
    "code", "name", "aliases", "department", "departments", "kind", "legal_path", "statutory_days", "promised_days",
    "unit", "fee", "basis", "acceptance_conditions", "procedure", "remark", "conditions", "condition_rules",
    "in_person", "done_once", "citywide", "active", "lapse_basis", "deemed_basis",
)  # fmt: skip
"""As the guide has them; what is rarely changed comes last."""


def number_problem(text: str) -> Message | None:
    """A limit is a whole number of days, or empty."""
    return None if text.isascii() and text.isdigit() and len(text) < 5 else Message("This is not a number of days.")


class ItemForm(Keyed, Vertical):
    """Shows an item and makes one of what was typed. ``parts`` is where each field of the item stands."""

    def __init__(self, item: Item | None) -> None:
        super().__init__(id="form")
        self._before = item or _EMPTY
        said = _said(self._before)
        own = {"code": Message("Code")} if not self._before.code else {}
        self.parts: dict[str, Field | Choice] = {}
        for key, label in {**own, **_NAMES}.items():
            longest = 32 if key == "code" else LONGEST_NAME
            self.parts[key] = _wide(
                Field(label, said[key], id=key, label_width=_LABEL, required=True, max_length=longest, width=1)
            )
        for key, label in _TEXTS.items():
            field = self.parts[key] = _wide(
                Field(label, said[key], id=key, label_width=_LABEL, max_length=LONGEST_TEXT, width=1)
            )
            if key in _HINTS:
                field.input.placeholder = say(_HINTS[key])
        for key, label in _DAYS.items():
            self.parts[key] = Field(
                label, said[key], id=key, width=6, max_length=4, narrow=True, check=number_problem
            )
        for key, (label, options) in _CHOICES.items():
            self.parts[key] = Choice(label, options, said[key], id=key, label_width=_LABEL)

    def compose(self) -> ComposeResult:
        """The fields in their order."""
        yield from (self.parts[key] for key in _ORDER if key in self.parts)

    @property
    def first(self) -> Field | Choice:
        """Where typing begins."""
        return self.parts["name" if self._before.code else "code"]

    def text(self, key: str) -> str:
        """What stands in a field of the item, the code of what was chosen."""
        return self.parts[key].value

    def _fields(self) -> Iterator[tuple[str, Field]]:
        for key in _ORDER:
            part = self.parts.get(key)
            if isinstance(part, Field):
                yield key, part

    def problem(self) -> tuple[Field, Message] | None:
        """The first field that does not hold by itself."""
        for _, field in self._fields():
            if field.problem is not None:
                return field, field.problem
        code = item_text.twice(self.text("conditions"))
        if code is not None:
            return dict(self._fields())["conditions"], Message(item_text.TWICE.text, code=code)
        _, bad = item_text.rules_of(self.text("condition_rules"), self.conditions)
        if bad:
            message = Message("“{text}” is not “A implies B” or “A excludes B”.", text=bad[0])
            return dict(self._fields())["condition_rules"], message
        return None

    @property
    def conditions(self) -> dict[str, str]:
        """Code → words of the conditions as typed."""
        return item_text.conditions_of(self.text("conditions"))

    @property
    def typed(self) -> dict[str, str]:
        """Everything as it stands there, right or wrong."""
        return {key: part.input.value if isinstance(part, Field) else part.value for key, part in self.parts.items()}

    def put(self, typed: Mapping[str, str]) -> None:
        """Show what was typed before."""
        for key, part in self.parts.items():
            if key in typed:
                part.put(typed[key])

    def item(self, materials: Sequence[ItemMaterial]) -> Item:
        """The item as typed; only to be asked for while there is no :meth:`problem`."""
        values: dict[str, Any] = {key: part.value for key, part in self.parts.items()}
        values |= {key: int(values[key]) if values[key] else None for key in _DAYS}
        values |= {key: values[key] == "yes" for key, (_, options) in _CHOICES.items() if options is YES_NO}
        conditions = self.conditions
        values["aliases"] = item_text.parts(values["aliases"])
        values["conditions"] = tuple(conditions.items())
        values["condition_rules"], _ = item_text.rules_of(values["condition_rules"], conditions)
        values["departments"] = item_text.departments_of(values["departments"], conditions)
        return replace(self._before, **values, materials=tuple(materials))


def _said(item: Item) -> dict[str, str]:
    """Field of the item → how it stands in the form."""
    found = {key: getattr(item, key) for key in _ORDER}
    found |= {
        "aliases": item_text.SIGN.join(item.aliases),
        "departments": item_text.departments_text(item),
        "conditions": item_text.conditions_text(item),
        "condition_rules": item_text.rules_text(item),
    }
    return {
        key: "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)
        for key, value in found.items()
    }


def _wide(field: Field) -> Field:
    """As long as the line allows; what is wrong with it is said in the status line as well."""
    field.styles.grid_columns = f"{_LABEL} 1fr {_NOTE}" if field.input.max_length == 32 else f"{_LABEL} 1fr 0"
    return field
