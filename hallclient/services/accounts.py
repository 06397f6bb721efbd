"""Who works in the hall: unlocking with a PIN, the lock-out, new PINs, and what the role allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from db.models.staff import Staff
from db.queries import staff as queries
from hallclient.errors import BadInput, NotAllowed, NotFound, WrongPin
from hallclient.language import say
from hallclient.rules import roles
from hallclient.rules.message import Message
from hallclient.services import journal
from hallclient.services.hall import Hall
from hallclient.services.pins import digest_pin, pin_matches

WRONG_PINS = 5
"""After so many wrong PINs in a row the account is locked …"""

LOCKED_MINUTES = 10
"""… for so long."""

SHORTEST_PIN = 4
LONGEST_PIN = 64


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, as known when the window was unlocked."""

    code: str
    name: str
    role: str
    window: int | None = None
    department: str = ""
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the staff list."""

    code: str
    name: str
    role: str
    window: int | None
    department: str
    backup: str
    authorised: tuple[str, ...]
    active: bool
    locked: bool


SYSTEM = Actor("system", "system", "clerk")
"""Acts where the law itself does, without a person."""


def demand(actor: Actor | None, permission: str) -> Actor:
    """The actor, who holds ``permission``. Raises :class:`NotAllowed`."""
    if actor is None:
        raise NotAllowed(
            Message("This needs a person who answers for it."), Message("Say who acts with --as CODE and the PIN.")
        )
    if not roles.may(actor.role, permission):
        raise NotAllowed(roles.why_not(permission), Message("Ask someone who may, or use that person's own code."))
    return actor


def unlock(hall: Hall, code: str, pin: str) -> Actor:
    """The person behind code and PIN. Slow on purpose; call it off the event loop.

    Raises :class:`WrongPin` for an unknown code, a wrong PIN and a locked account; a wrong PIN counts.
    """
    person = queries.get(hall.db, code)
    now = hall.clock.now()
    if person is None or not person.active:
        raise WrongPin(
            Message("Nobody with the code {code} works here, or the PIN is wrong.", code=code),
            Message("Check the code and type the PIN again."),
        )
    if person.locked_until is not None and person.locked_until > now:
        raise WrongPin(
            Message("The account {code} is locked until {time}.", code=code, time=_hm(hall, person)),
            Message("Wait, or ask the administrator for a new PIN."),
            code="locked",
        )
    if pin_matches(pin, person.pin):
        if person.failed or person.locked_until is not None:
            with hall.write():
                queries.update(hall.db, code, {"failed": 0, "locked_until": None})
        return _actor(person)
    _count_wrong(hall, code)
    raise WrongPin(
        Message("Nobody with the code {code} works here, or the PIN is wrong.", code=code),
        Message("Check the code and type the PIN again."),
    )


def _hm(hall: Hall, person: Staff) -> str:
    return hall.clock.local(person.locked_until).strftime("%H:%M")


def _count_wrong(hall: Hall, code: str) -> None:
    with hall.write():
        person = queries.get(hall.db, code)
        if person is None:
            return
        failed = person.failed + 1
        values: dict[str, object] = {"failed": failed}
        if failed >= WRONG_PINS:
            values = {"failed": 0, "locked_until": hall.clock.now() + timedelta(minutes=LOCKED_MINUTES)}
            journal.record(hall, code, "locked", "staff", code)
        queries.update(hall.db, code, values)


def actor_of(hall: Hall, code: str) -> Actor:
    """The person with this code, without a PIN: for records that name somebody. Raises :class:`NotFound`."""
    person = queries.get(hall.db, code)
    if person is None:
        raise unknown_staff(code)
    return _actor(person)


def unknown_staff(code: str) -> NotFound:
    """The error for a code that nobody has."""
    return NotFound(
        Message("Nobody with the code {code} works here.", code=code),
        Message("See the codes with “hallclient staff list”."),
    )


def everyone(hall: Hall) -> list[Person]:
    """The staff list by code."""
    now = hall.clock.now()
    return [
        Person(
            row.code,
            row.name,
            row.role,
            row.window,
            row.department,
            row.backup,
            split(row.departments),
            row.active,
            row.locked_until is not None and row.locked_until > now,
        )
        for row in queries.everyone(hall.db)
    ]


def names(hall: Hall) -> dict[str, str]:
    """Code → name of everyone, and of the program where it acts by itself."""
    return {SYSTEM.code: say(Message("The program")), **{row.code: row.name for row in queries.everyone(hall.db)}}


def set_pin(hall: Hall, actor: Actor, code: str, pin: str) -> None:
    """A new PIN; one's own, or anybody's for the administrator. Ends a lock-out."""
    if actor.code != code:
        demand(actor, "administer")
    if queries.get(hall.db, code) is None:
        raise unknown_staff(code)
    digest = checked_digest(pin)
    with hall.write():
        queries.update(hall.db, code, {"pin": digest, "failed": 0, "locked_until": None})
        journal.record(hall, actor.code, "set-pin", "staff", code)


def checked_digest(pin: str) -> str:
    """The digest of a new PIN. Raises :class:`BadInput` for one that is too short or too long."""
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN:
        raise BadInput(
            Message("A PIN has {shortest} to {longest} characters.", shortest=SHORTEST_PIN, longest=LONGEST_PIN),
            Message("Choose another PIN."),
        )
    return digest_pin(pin)


def split(text: str) -> tuple[str, ...]:
    """Values joined by ``;``, the full-width one too."""
    return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())


def _actor(person: Staff) -> Actor:
    return Actor(person.code, person.name, person.role, person.window, person.department, split(person.departments))
