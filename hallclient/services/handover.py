"""Requests on their way from one person to another, one by one or all of a person's at once (AB岗, shift change)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.queries import requests as queries
from db.queries import staff as staff_queries
from db.queries import tasks as task_queries
from hallclient.errors import NotAllowed, Refused
from hallclient.rules import roles
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.rules.message import Message
from hallclient.rules.pending import Pending
from hallclient.rules.request import Request
from hallclient.rules.task import Task
from hallclient.services import accounts, authorisations, request_actions, requests
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import colleague, needed
from hallclient.services.hall import Hall

MOST = 1000
"""Whoever has more open requests than this sees the newest here; the list shows all."""

_STATES = tuple(sorted(OPEN_STATES))


@dataclass(frozen=True, slots=True)
class Passing:
    """An open request, or a ``part`` of a joint matter, on somebody's list: handed to them (``for_me``), or their own
    one."""

    request: Request
    for_me: bool = False
    part: Task | None = None

    @property
    def to(self) -> str:
        """The code of the person that it was handed to; empty for a window, a department or nobody."""
        return self.part.pending if self.part is not None else self.request.pending.owner

    @property
    def on_way(self) -> bool:
        """Whether it was handed over and not taken up."""
        return bool(self.part.pending if self.part is not None else self.request.pending)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """All open requests of ``owner`` that were handed to ``to`` at once, and the ``parts`` of joint matters. ``left``
    are requests that were on their way already."""

    at: datetime
    by: str
    owner: str
    to: str
    reason: str
    requests: tuple[Request, ...]
    left: tuple[Request, ...] = ()
    parts: tuple[Passing, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request, or a ``part`` of one, that nobody takes care of: it was not taken up, or (``gone``) its owner works
    here no more."""

    request: Request
    gone: bool = False
    part: Task | None = None

    @property
    def owner(self) -> str:
        """The code of the person with whom it still is."""
        return self.part.owner if self.part is not None else self.request.owner

    @property
    def pending(self) -> Pending:
        """To whom it was handed."""
        return Pending(self.part.pending, by=self.part.handed_by) if self.part is not None else self.request.pending

    @property
    def number(self) -> str:
        """The number of the request."""
        return self.request.number


def of_person(hall: Hall, actor: Actor) -> list[Passing]:
    """What was handed to ``actor``, to the window or to the department, then the parts of joint matters, then the
    own open requests, the newest first."""
    who = authorisations.who(hall, actor)
    coming = [request for request in on_way(hall) if request.pending.is_for(who.code, who.windows, who.department)]
    mine = requests.listing(hall, requests.Filter(states=_STATES, owner=actor.code), MOST)
    shown = {request.number for request in coming}
    return [
        *(Passing(request, for_me=True) for request in coming),
        *(one for one in parts_on_way(hall) if one.to == actor.code),
        *parts_of(hall, actor.code),
        *(Passing(request) for request in mine if request.number not in shown),
    ]


def parts_of(hall: Hall, code: str) -> list[Passing]:
    """The open parts of joint matters that a person has, the oldest first."""
    return _parts(hall, task_queries.open_of(hall.db, code))


def parts_on_way(hall: Hall) -> list[Passing]:
    """Every part that was handed over and not taken up, the oldest first, as its receiver sees it."""
    return _parts(hall, task_queries.handed_over(hall.db), for_me=True)


def _parts(hall: Hall, found: Sequence[tuple[str, int]], *, for_me: bool = False) -> list[Passing]:
    named = [(requests.get(hall, number), ident) for number, ident in found]
    return [Passing(r, for_me, task) for r, ident in named for task in r.tasks if task.id == ident]


def on_way(hall: Hall) -> list[Request]:
    """Every request that was handed over and not taken up, the oldest first."""
    return [requests.get(hall, row[0]) for row in queries.handed_over(hall.db)]


def waiting(hall: Hall) -> list[Waiting]:
    """For the supervisor: what nobody took up, then what belongs to people who do not work here any more, parts of
    joint matters too."""
    gone = [person.code for person in staff_queries.everyone(hall.db) if not person.active]
    owned = queries.of_owners(hall.db, gone, _STATES) if gone else []
    busy = task_queries.open_by_owner(hall.db) if gone else {}
    left = [one for code in gone if code in busy for one in parts_of(hall, code)]
    return [
        *(Waiting(request) for request in on_way(hall)),
        *(Waiting(one.request, part=one.part) for one in parts_on_way(hall)),
        *(Waiting(requests.get(hall, number), gone=True) for number, _ in owned),
        *(Waiting(one.request, gone=True, part=one.part) for one in left if not one.on_way),
    ]


def open_of(hall: Hall, code: str) -> list[Request]:
    """Every open request of a person, the oldest first."""
    return [requests.get(hall, number) for number, _ in queries.of_owners(hall.db, [code], _STATES)]


def count_open(hall: Hall, codes: Sequence[str]) -> dict[str, int]:
    """Code → how many open requests and parts of joint matters a person has; nobody without any."""
    found = Counter(owner for _, owner in queries.of_owners(hall.db, codes, _STATES))
    return dict(found + Counter(task_queries.open_by_owner(hall.db)))


def has_open(hall: Hall, code: str) -> bool:
    """Whether a person has open requests or parts."""
    return bool(queries.of_owners(hall.db, [code], _STATES) or task_queries.open_of(hall.db, code))


def suggested(hall: Hall, code: str) -> str:
    """The B post of a person, who is asked first; empty where the staff list names none that works here."""
    person = staff_queries.get(hall.db, code)
    backup = staff_queries.get(hall.db, person.backup) if person is not None and person.backup else None
    return backup.code if backup is not None and backup.active else ""


def hand_over_all(hall: Hall, actor: Actor | None, to: str, reason: str, owner: str = "") -> HandedOver:
    """Hand every open request of ``owner`` (oneself where empty) to ``to``, who takes them up; all or none. Open
    parts of joint matters go with them.

    For somebody else's the B post of that person or a supervisor acts. Raises :class:`Refused` where there is
    nothing to hand over, :class:`NotAllowed`, :class:`BadInput` without a reason.
    """
    actor = accounts.demand(actor, "handle")
    owner = owner or actor.code
    needed({"reason": reason}, "reason")
    receiver = colleague(hall, to)
    if owner != actor.code:
        accounts.actor_of(hall, owner)
        if actor.code != suggested(hall, owner) and not roles.may(actor.role, "review"):
            raise NotAllowed(
                Message("Only the B post or a supervisor hands over somebody else's requests."),
                Message("Ask a supervisor."),
            )
    with hall.write():
        settings = {"to": receiver.code, "reason": reason}
        parts = [] if receiver.code == owner else [one for one in parts_of(hall, owner) if not one.on_way]
        for one in parts:
            assert one.part is not None
            given_on = {**settings, "task": str(one.part.id)}
            request_actions.act(hall, actor, one.request.number, "assign", given_on)
        mine = open_of(hall, owner)
        left = tuple(request for request in mine if request.pending)
        given = [request for request in mine if not request.pending]
        if not given and not parts:
            raise Refused(Message("There is no open request to hand over."), Message("Nothing was changed."))
        done = tuple(
            request_actions.act(hall, actor, request.number, "hand-over", settings, request.version).request
            for request in given
        )
    return HandedOver(hall.clock.now(), actor.code, owner, receiver.code, reason, done, left, tuple(parts))


def take_up_all(hall: Hall, actor: Actor | None, giver: str = "") -> list[Passing]:
    """Take up everything that was handed to ``actor`` in person (by ``giver``, where named), parts of joint matters
    too; all or none."""
    actor = accounts.demand(actor, "handle")
    with hall.write():
        coming = [Passing(r) for r in on_way(hall) if r.pending.owner == actor.code and giver in ("", r.owner)]
        for one in parts_on_way(hall):
            if one.part is not None and one.to == actor.code and giver in ("", one.part.owner):
                coming.append(one)
        return [_taken(hall, actor, one) for one in coming]


def _taken(hall: Hall, actor: Actor, one: Passing) -> Passing:
    given = {"task": str(one.part.id)} if one.part is not None else {}
    return replace(one, request=request_actions.act(hall, actor, one.request.number, "take-up", given).request)
