"""Who works here: leaving and coming back. Nobody leaves with open requests."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries import staff as queries
from db.queries import tasks as task_queries
from hallclient.errors import BadInput, Refused
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import accounts, forced_handover, handover, journal, staff_list
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import colleague
from hallclient.services.hall import Hall
from hallclient.services.handover import Passing

_NAMED = 5
"""So many requests are named in a refusal."""


@dataclass(frozen=True, slots=True)
class Left:
    """Who does not work here any more, and whose requests and parts of joint matters went to whom."""

    code: str
    to: str
    requests: tuple[Request, ...] = ()
    parts: tuple[Passing, ...] = ()


def disable(hall: Hall, actor: Actor | None, code: str, to: str = "", reason: str = "") -> Left:
    """The person does not work here any more: no unlocking, no hand-over to them.

    Open requests and parts of joint matters go to ``to`` at once, with an entry each; without ``to`` they refuse
    it. What was on its way to the person goes back to its owner. Raises :class:`Refused`, :class:`BadInput`.
    """
    actor = accounts.demand(actor, "administer")
    person = accounts.actor_of(hall, code)
    with hall.write():
        if code == actor.code:
            raise Refused(Message("Nobody ends their own account."), Message("Ask another administrator."))
        others = [one for one in staff_list.stored(hall).items() if one[0] != code]
        staff_list.demand_administrator(values for _, values in others)
        owned = handover.open_of(hall, code)
        parts = task_queries.open_of(hall.db, code)
        passing = tuple(handover.parts_of(hall, code))
        if (owned or parts) and not to:
            raise _still_owning(person.name, code, [*(r.number for r in owned), *(number for number, _ in parts)])
        if to:
            if colleague(hall, to).code == code:
                raise BadInput(Message("Name another person than the one who leaves."))
            forced_handover.give(hall, actor, owned, to, reason)
            forced_handover.give_parts(hall, actor, parts, to, reason)
        forced_handover.give_back(hall, actor, code, handover.on_way(hall), reason)
        forced_handover.give_parts_back(hall, actor, code, handover.parts_on_way(hall), reason)
        queries.update(hall.db, code, {"active": False})
        journal.record(hall, actor.code, "disable", "staff", code, {"to": to, "requests": len(owned)})
    return Left(code, to, tuple(owned), passing)


def _still_owning(name: str, code: str, numbers: list[str]) -> Refused:
    named = ", ".join(dict.fromkeys(numbers[:_NAMED]))
    return Refused(
        Message("{name} still has {count} open requests: {numbers}.", name=name, count=len(numbers), numbers=named),
        Message("Hand them over with it: “hallclient staff disable {code} --hand-to CODE”.", code=code),
        code="owns_requests",
    )


def enable(hall: Hall, actor: Actor | None, code: str) -> None:
    """The person works here again; the PIN is the one of before."""
    actor = accounts.demand(actor, "administer")
    person = queries.get(hall.db, code)
    if person is None:
        raise accounts.unknown_staff(code)
    if person.active:
        raise Refused(Message("{name} works here already.", name=person.name), Message("Nothing was changed."))
    with hall.write():
        queries.update(hall.db, code, {"active": True, "failed": 0, "locked_until": None})
        journal.record(hall, actor.code, "enable", "staff", code)
