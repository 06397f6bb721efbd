"""The form of a new authorisation: what the department has signed."""

from __future__ import annotations

from datetime import date

from hallclient.dialogs.form import Form
from hallclient.rules.message import Message
from hallclient.screens import typed_day
from hallclient.services import authorisations, catalogue
from hallclient.services.accounts import Person
from hallclient.services.hall import Hall
from hallclient.widgets.field import Check, Field

_LABEL = 22


def form(hall: Hall, person: Person) -> Form:
    """Prefilled with the person's department, every item, from today."""
    items = catalogue.everything(hall)
    departments = {item.department for item in items if item.active}
    own = next((name for name in (person.department, *person.authorised) if name in departments), "")
    today = hall.clock.today()
    department = Field(
        Message("Department"), own, id="department", required=True, label_width=_LABEL, check=_known(departments)
    )
    of_code = {item.code: item for item in items}

    def its_own(text: str) -> Message | None:
        for code in codes(text):
            if code not in of_code:
                return Message("There is no item with the code {code}.", code=code)
            if of_code[code].department != department.value:
                item = of_code[code]
                return Message(
                    "{code} {name} belongs to {department}.", code=code, name=item.name, department=item.department
                )
        return None

    return Form(
        Message("Authorise {name}", name=person.name),
        (
            Field(Message("Authorising document"), id="number", required=True, label_width=_LABEL,
                  max_length=authorisations.LONGEST_NUMBER, hint=Message("number of the signed document")),
            department,
            Field(Message("Items"), id="items", label_width=_LABEL, check=its_own,
                  hint=Message("codes; empty: every item")),
            Field(Message("Valid from"), today.isoformat(), id="first", required=True, narrow=True,
                  label_width=_LABEL, check=_day(today, ahead=False)),
            Field(Message("Last day"), id="until", narrow=True, label_width=_LABEL, check=typed_day.to_come(today),
                  hint=Message("empty: no end")),
        ),
        text=Message("Enter what the department has signed; it decides from the first day on."),
    )  # fmt: skip


def codes(typed: str) -> list[str]:
    """The codes of items with any comma, semicolon or blank between them."""
    for mark in "；;，、,":
        typed = typed.replace(mark, " ")
    return typed.split()


def day(typed: str, today: date, *, ahead: bool) -> date | None:
    """The date that was typed, None for nothing."""
    return typed_day.read_day(typed, today, ahead=ahead) if typed else None


def _known(departments: set[str]) -> Check:
    def check(text: str) -> Message | None:
        if text and text not in departments:
            return Message("The catalogue has no item of {department}.", department=text)
        return None

    return check


def _day(today: date, *, ahead: bool) -> Check:
    def check(text: str) -> Message | None:
        if text and typed_day.read_day(text, today, ahead=ahead) is None:
            return Message("Write the date like 0910, 9-10 or 2026-09-10.")
        return None

    return check
