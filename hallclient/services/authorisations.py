"""Authorisations of chief representatives: giving and ending them, and who acts with which power today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from db.models.authorisation import Authorisation as Row
from db.queries import authorisations as queries
from db.queries import staff as staff_queries
from hallclient.errors import BadInput, NotFound, Refused
from hallclient.rules import authority, roles
from hallclient.rules.authority import Authorisation
from hallclient.rules.lifecycle import Who
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.text import clean
from hallclient.services import accounts, journal
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

LONGEST_NUMBER = 64


def who(hall: Hall, actor: Actor) -> Who:
    """The person as the rules see it today: an authorisation that was given or has ended since the window was
    unlocked counts. Raises :class:`NotAllowed` for somebody who does not work here any more."""
    person = staff_queries.get(hall.db, actor.code)
    departments = actor.departments if person is None else accounts.split(person.departments)
    if person is not None and not person.active:
        raise accounts.gone(person.name)
    windows = tuple({actor.window, hall.config.window} - {None})
    return Who(
        actor.code,
        actor.role,
        departments,
        of_staff(hall, actor.code) if roles.may(actor.role, "decide") else (),
        tuple(number for number in windows if number is not None),
        actor.department,
        hall.clock.today(),
    )


def number_for(hall: Hall, actor: Actor, request: Request) -> str:
    """The number of the authorisation under which ``actor`` decides on a request; empty where it has none."""
    person = who(hall, actor)
    found = authority.covering(person.granted, request.department, request.item, person.on)
    return found.number if found else ""


def of_staff(hall: Hall, code: str | None = None) -> tuple[Authorisation, ...]:
    """The authorisations with a number, of one person or of all; ended ones too, revoked ones not."""
    return tuple(value(row) for row in queries.of_staff(hall.db, code))


def every(hall: Hall) -> tuple[Authorisation, ...]:
    """All authorisations, those of the staff list too, by person."""
    listed = [
        Authorisation(department, staff=person.code)
        for person in accounts.everyone(hall)
        for department in person.authorised
        if person.role == "chief" and person.active
    ]
    return tuple(sorted((*listed, *of_staff(hall)), key=lambda one: (one.staff, one.department, one.id)))


def give(
    hall: Hall,
    actor: Actor | None,
    code: str,
    department: str,
    number: str,
    items: Sequence[str] = (),
    valid_from: date | None = None,
    expires: date | None = None,
) -> Authorisation:
    """Authorise a chief representative; the administrator enters what the department has signed.

    Raises :class:`NotFound` for an unknown person, :class:`Refused` for one who is no chief representative or has
    the same one already, :class:`BadInput` for a term that ends before it begins, a missing number, an item that
    is not one of the department's.
    """
    actor = accounts.demand(actor, "administer")
    person = accounts.actor_of(hall, code)
    if person.role != "chief":
        raise Refused(
            Message("{name} is not a chief representative.", name=person.name),
            Message("Give the role “chief” with “hallclient import staff” first."),
        )
    begins = valid_from or hall.clock.today()
    given = Authorisation(
        clean(department), clean(number), tuple(dict.fromkeys(map(clean, items))), begins, expires, code
    )
    _check(given)
    _check_items(hall, given)
    with hall.write():
        _demand_another(hall, person.name, given)
        row = queries.add(
            hall.db,
            {
                "staff": code,
                "department": given.department,
                "number": given.number,
                "items": ";".join(given.items),
                "valid_from": begins,
                "expires": expires,
                "granted_by": actor.code,
                "granted_at": hall.clock.now(),
            },
        )
        body = {
            "id": row, "department": given.department, "number": given.number, "items": list(given.items),
            "from": begins.isoformat(), "until": expires.isoformat() if expires else None,
        }  # fmt: skip
        journal.record(hall, actor.code, "authorise", "staff", code, body)
    return replace(given, id=row)


def _check(given: Authorisation) -> None:
    for value, key in ((given.department, "--department"), (given.number, "--number")):
        if not value:
            raise BadInput(
                Message("An authorisation has a department and a number."), Message("Give it with {key}.", key=key)
            )
    if len(given.number) > LONGEST_NUMBER:
        raise BadInput(
            Message("The number of the authorisation is longer than {limit} characters.", limit=LONGEST_NUMBER),
            Message("Give the document number alone."),
        )
    if given.valid_from and given.expires and given.expires < given.valid_from:
        raise BadInput(
            Message("The period {first}..{last} ends before it begins.", first=given.valid_from, last=given.expires),
            Message("Give the earlier date first."),
        )


def _check_items(hall: Hall, given: Authorisation) -> None:
    """What is not the department's could never be decided under it, which nobody would see."""
    from hallclient.services import catalogue

    for code in given.items:
        item = catalogue.get(hall, code)
        if item.department != given.department:
            raise BadInput(
                Message(
                    "{code} {name} belongs to {department}.", code=code, name=item.name, department=item.department
                ),
                Message("Name items of {department}, or none for all of them.", department=given.department),
            )


def _demand_another(hall: Hall, name: str, given: Authorisation) -> None:
    if any(replace(one, id=0) == given for one in of_staff(hall, given.staff)):
        raise Refused(
            Message("{name} has the authorisation {number} already.", name=name, number=given.number),
            Message("Nothing was changed."),
        )


def revoke(hall: Hall, actor: Actor | None, row: int, reason: str = "") -> None:
    """End an authorisation at once; it stays in the journal. Raises :class:`NotFound`."""
    actor = accounts.demand(actor, "administer")
    reason = clean(reason)
    with hall.write():
        one = next((a for a in of_staff(hall) if a.id == row), None)
        if one is None or not queries.revoke(hall.db, row, hall.clock.now(), actor.code, reason):
            raise NotFound(
                Message("There is no authorisation {id} in force.", id=row),
                Message("See them with “hallclient staff authorisations”."),
            )
        body = {"id": row, "number": one.number, **({"words": reason} if reason else {})}
        journal.record(hall, actor.code, "revoke", "staff", one.staff, body)


def value(row: Row) -> Authorisation:
    """The stored authorisation."""
    return Authorisation(
        row.department, row.number, accounts.split(row.items), row.valid_from, row.expires, row.staff, row.id,
        row.revoked_at is not None,
    )  # fmt: skip
