"""Acceptance by law: who was told nothing within five working days is accepted as of the day of receipt.

行政许可法 §32(1)(4), for licences, and for items with a basis of their own. It becomes a recorded state by itself;
the program looks when a desk opens, when a day is closed and when it syncs.
"""

from __future__ import annotations

from contextlib import suppress

from db.queries import clocks as queries
from hallclient.errors import Conflict
from hallclient.services.hall import Hall


def accept_due(hall: Hall) -> tuple[str, ...]:
    """Record every acceptance by law that is due; returns the numbers. Nothing is due twice.

    While a day is provisional nothing is recorded on a guess. Raises :class:`HomeProblem` when the home cannot be
    written.
    """
    return tuple(number for row in queries.untold(hall.db, hall.clock.today()) for number in _accept(hall, row.id))


def _accept(hall: Hall, ident: int) -> tuple[str, ...]:
    # The desk waits for none of these unless something is due.
    from db.queries import request_pages
    from hallclient.services import accounts, request_actions, requests
    from hallclient.services.request_changes import CHANGES

    # Where several terminals share a database, another one may have been quicker.
    with suppress(Conflict), hall.write():
        row = request_pages.by_ids(hall.db, [ident])[0]
        request = requests.values_of(hall, [row])[0]
        if requests.is_deemed(hall, request):
            values, body = CHANGES["accept"](hall, accounts.SYSTEM, row, request, {})
            request_actions.save(hall, accounts.SYSTEM, row, "accept", {"state": "accepted", **values}, body)
            return (request.number,)
    return ()
