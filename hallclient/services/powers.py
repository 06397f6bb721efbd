"""Who may decide in whose name, for the administrator's list: every chief representative, with what they have, have
had, and those who have nothing; and ending what the staff list says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.models.authorisation import Authorisation as Row
from db.queries import authorisations as queries
from db.queries import staff as staff_queries
from hallclient.errors import Refused
from hallclient.rules import authority
from hallclient.rules.authority import Authorisation
from hallclient.rules.message import Message
from hallclient.rules.text import clean
from hallclient.services import accounts, authorisations, journal
from hallclient.services.accounts import Actor, Person
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Power:
    """A chief representative and one authorisation, None for somebody who has none in force; ``state`` is a code of
    ``terms.POWERS``. The last three say who gave or ended it, when, and why it ended."""

    person: Person
    authorisation: Authorisation | None
    state: str
    by: str = ""
    at: datetime | None = None
    reason: str = ""


def every(hall: Hall) -> list[Power]:
    """By person: what is in force or to come, then what is over. Whoever can decide nothing today comes first with a
    line that says so."""
    today = hall.clock.today()
    rows = {row.id: row for row in queries.every(hall.db)}
    given: dict[str, list[Authorisation]] = {}
    for row in rows.values():
        given.setdefault(row.staff, []).append(authorisations.value(row))
    found = []
    for person in accounts.everyone(hall):
        own = given.get(person.code, [])
        if person.role != "chief" and not own:
            continue
        here = person.active and person.role == "chief"
        listed = [Authorisation(name, staff=person.code) for name in person.authorised] if here else []
        every_one = [*listed, *own]
        lines = [Power(person, one, authority.state(one, every_one, today) if here else "left") for one in every_one]
        if here and not any(line.state == "in_force" for line in lines):
            found.append(Power(person, None, "none"))
        found += sorted((_told(hall, line, rows) for line in lines), key=_order)
    return sorted(found, key=lambda power: power.state != "none")


_ORDER = ("none", "in_force", "to_come", "ended", "replaced", "withdrawn", "left")


def _order(power: Power) -> tuple[int, str]:
    assert power.authorisation is not None
    return _ORDER.index(power.state), power.authorisation.department


def _told(hall: Hall, power: Power, rows: dict[int, Row]) -> Power:
    assert power.authorisation is not None
    row = rows.get(power.authorisation.id)
    if row is None:
        return power
    at = hall.clock.local(row.revoked_at or row.granted_at)
    by = row.revoked_by or row.granted_by
    return Power(power.person, power.authorisation, power.state, by, at, row.revoke_reason)


def withdraw(hall: Hall, actor: Actor | None, power: Authorisation, reason: str) -> None:
    """End an authorisation with the reason. The department leaves the person's line of the staff list too, which
    would come into force again in its place. Raises :class:`Refused` where there is nothing to end."""
    actor = accounts.demand(actor, "administer")
    with hall.write():
        if power.id:
            authorisations.revoke(hall, actor, power.id, reason)
        person = staff_queries.get(hall.db, power.staff)
        departments = accounts.split(person.departments) if person is not None else ()
        if power.department in departments:
            left = ";".join(name for name in departments if name != power.department)
            staff_queries.update(hall.db, power.staff, {"departments": left})
            body = {"department": power.department, "words": clean(reason)}
            journal.record(hall, actor.code, "revoke", "staff", power.staff, body)
        elif not power.id:
            raise Refused(
                Message("The staff list does not name {department} any more.", department=power.department),
                Message("Nothing was changed."),
            )
