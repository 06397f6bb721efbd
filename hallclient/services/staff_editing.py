"""One person of the staff list added or changed by hand; the import takes in many (``staff_list``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hallclient.errors import BadInput, Conflict, Refused
from hallclient.rules.message import Message
from hallclient.services import accounts, journal, staff_list
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


def add(hall: Hall, actor: Actor | None, person: Mapping[str, Any], pin: str) -> None:
    """A new person with the first PIN; for the administrator. Raises :class:`Refused`, :class:`BadInput`."""
    actor = accounts.demand(actor, "administer")
    digest = accounts.checked_digest(pin)
    code = person["code"]
    with hall.write():
        have = staff_list.stored(hall)
        if code in have:
            raise Refused(
                Message("The code {code} is taken by {name}.", code=code, name=have[code]["name"]),
                Message("Choose another code, or change that person."),
            )
        _check_backup(have, person)
        staff_list.save(hall, [{**person, "pin": digest}], ())
        _record(hall, actor, "staff-add", person, staff_list.FIELDS)


def change(hall: Hall, actor: Actor | None, before: Mapping[str, Any], person: Mapping[str, Any]) -> None:
    """What the list says of a person is another thing than ``before``, as it was looked at. PIN and state stay.

    Raises :class:`Conflict` where somebody else changed it meanwhile, :class:`Refused` for one's own role.
    """
    actor = accounts.demand(actor, "administer")
    code = person["code"]
    changed = [name for name in staff_list.FIELDS if person[name] != before[name]]
    with hall.write():
        have = staff_list.stored(hall)
        if {name: have[code][name] for name in staff_list.FIELDS} != {n: before[n] for n in staff_list.FIELDS}:
            raise Conflict(
                Message("{name} was changed by somebody else meanwhile.", name=have[code]["name"]),
                Message("Look again, then decide; nothing was overwritten."),
            )
        if not have[code]["active"]:
            raise Refused(
                Message("{name} does not work here any more.", name=have[code]["name"]),
                Message("Let the person come back first."),
            )
        if not changed:
            raise Refused(Message("Nothing was changed."), Message("Change something, or leave with Esc."))
        if code == actor.code and "role" in changed:
            raise Refused(Message("Nobody changes their own role."), Message("Ask another administrator."))
        _check_backup(have, person)
        staff_list.demand_administrator({**have, code: {**have[code], **person}}.values())
        staff_list.save(hall, (), [person])
        _record(hall, actor, "staff-change", person, changed)


def _check_backup(have: Mapping[str, Any], person: Mapping[str, Any]) -> None:
    backup = person["backup"]
    if backup and backup == person["code"]:
        raise BadInput(Message("Nobody is their own B post."), Message("Name another person, or nobody."))
    if backup and not have.get(backup, {}).get("active"):
        raise BadInput(
            Message("Nobody with the code {code} works here.", code=backup), Message("See “hallclient staff list”.")
        )


def _record(hall: Hall, actor: Actor, action: str, person: Mapping[str, Any], names: Any) -> None:
    body = {name: person[name] for name in names}
    journal.record(hall, actor.code, action, "staff", person["code"], body)
