"""Requests of somebody who leaves: they get another owner at once, and what was on its way to them goes back."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries import tasks as task_queries
from hallclient.rules.request import Request
from hallclient.services import accounts, request_actions, requests
from hallclient.services.accounts import Actor
from hallclient.services.changes import part_owners
from hallclient.services.changes.base import TO_NOBODY, colleague
from hallclient.services.hall import Hall
from hallclient.services.handover import Passing

ACTION = "force-hand-over"


def give(hall: Hall, actor: Actor, owned: Sequence[Request], to: str, reason: str) -> None:
    """Another owner for each; inside a transaction. Where a request was on its way, it stays so."""
    receiver = colleague(hall, to)
    words = f"{receiver.name} {reason}".strip()
    for request in owned:
        row = requests.row_of(hall, request.number)
        body = {"from": row.owner, "to": to, "words": words}
        values = {"owner": to, **(TO_NOBODY if row.pending_owner == to else {})}
        request_actions.save(hall, actor, row, ACTION, values, body)


def give_parts(hall: Hall, actor: Actor, parts: Sequence[tuple[str, int]], to: str, reason: str) -> None:
    """Another owner for parts of joint matters (number of the request, id of the part)."""
    receiver = colleague(hall, to)
    for number, ident in parts:
        row = requests.row_of(hall, number)
        (task,) = (one for one in requests.get(hall, number).tasks if one.id == ident)
        task_queries.update(hall.db, ident, {"owner": to, **(part_owners.TO_NOBODY if task.pending == to else {})})
        request_actions.save(hall, actor, row, ACTION, {}, {"task": ident, "to": to, "words": receiver.name})


def give_back(hall: Hall, actor: Actor, code: str, on_way: Sequence[Request], reason: str) -> None:
    """What was handed to the person was not taken up: it goes back to its owner."""
    name = accounts.names(hall).get(code, code)
    for request in on_way:
        if request.pending.owner == code:
            row = requests.row_of(hall, request.number)
            body = {"to": row.owner, "words": f"{name} {reason}".strip()}
            request_actions.save(hall, actor, row, "return", dict(TO_NOBODY), body)


def give_parts_back(hall: Hall, actor: Actor, code: str, on_way: Sequence[Passing], reason: str) -> None:
    """Parts that were handed to the person go back to their owners too."""
    name = accounts.names(hall).get(code, code)
    for one in on_way:
        if one.part is not None and one.to == code:
            values, body = part_owners.leave(hall, one.part, f"{name} {reason}".strip())
            request_actions.save(hall, actor, requests.row_of(hall, one.request.number), "return", values, body)
