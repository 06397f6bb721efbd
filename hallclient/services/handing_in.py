"""How a material was handed in: original, copy, electronic, or the original seen and given back."""

from __future__ import annotations

from collections.abc import Mapping

from db.queries import requests as queries
from hallclient.errors import BadInput
from hallclient.rules import checklist
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import accounts, request_actions, requests
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


def record(hall: Hall, actor: Actor | None, number: str, ways: Mapping[str, str], seen: int | None = None) -> Request:
    """Record for materials that are here another way than the usual: code → a code of ``checklist.HANDED``.

    Raises :class:`BadInput` for a way or material that does not hold; all or nothing.
    """
    actor = accounts.demand(actor, "handle")
    with hall.write():
        row, request = request_actions.as_seen(hall, number, seen)
        request_actions.allow(hall, "mark", request, actor)
        store(hall, row.id, request, ways)
        request_actions.save(hall, actor, row, "mark", {}, {"handed": dict(ways)})
    return requests.get(hall, number)


def store(hall: Hall, row: int, request: Request, ways: Mapping[str, str]) -> None:
    """Check and store the ways; the caller saves the request and its journal entry."""
    papers = {material.code: material for material in request.materials}
    for code, way in ways.items():
        if code not in papers:
            raise BadInput(
                Message("“{code}” is not a material of this request.", code=code),
                Message("Materials are {codes}.", codes=", ".join(papers)),
            )
        problem = checklist.refuse_handed(papers[code], way)
        if problem is not None:
            raise BadInput(problem, Message("Mark the material first; nothing was changed."))
        queries.update_material(hall.db, row, code, {"handed": way})
