"""To whom requests can be handed: people, the B post first; then windows and departments."""

from __future__ import annotations

from hallclient.dialogs.choose import Option
from hallclient.rules.message import Message
from hallclient.rules.terms import ROLES
from hallclient.services import accounts, handover, windows
from hallclient.services.accounts import Person
from hallclient.services.hall import Hall


def people(hall: Hall, giver: str) -> list[Option]:
    """Everybody else who works at a window, the B post of ``giver`` first. The value is ``to`` and the code."""
    deputy = handover.suggested(hall, giver)
    others = [p for p in accounts.everyone(hall) if p.active and p.code != giver and p.role != "admin"]
    others.sort(key=lambda person: (person.code != deputy, person.window is None, person.code))
    return [Option(("to", person.code), _described(person, deputy)) for person in others]


def _described(person: Person, deputy: str) -> Message:
    where = Message("Window {number}", number=person.window) if person.window else ROLES[person.role]
    if person.code == deputy:
        return Message("{name}  {where}  deputy", name=person.name, where=where)
    return Message("{name}  {where}", name=person.name, where=where)


def everywhere(hall: Hall, giver: str) -> list[Option]:
    """People, then the windows of the hall, then the departments whose people work here."""
    departments = sorted({p.department for p in accounts.everyone(hall) if p.active and p.department})
    return [
        *people(hall, giver),
        *(
            Option(("window", str(one.number)), Message("{number} {name} (window)", number=one.number, name=one.name))
            for one in windows.every(hall)
        ),
        *(Option(("department", name), Message("{name} (department)", name=name)) for name in departments),
    ]


def absent(hall: Hall, actor: str, *, all_people: bool) -> list[Option]:
    """Whose open requests ``actor`` may hand over: those of whom the actor is the B post, or everybody's."""
    return [
        Option(person.code, Message("{name} ({code})", name=person.name, code=person.code))
        for person in accounts.everyone(hall)
        if person.code != actor and (all_people or person.backup == actor) and handover.has_open(hall, person.code)
    ]
