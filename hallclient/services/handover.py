"""Requests on their way from one person to another."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries import requests as queries
from hallclient.rules.lifecycle import OPEN_STATES
from hallclient.rules.request import Request
from hallclient.services import requests
from hallclient.services.hall import Hall

MOST = 1000
"""Whoever has more open requests than this sees the newest here; the list shows all."""


@dataclass(frozen=True, slots=True)
class Passing:
    """An open request with the person that it was handed to and who has not taken it up; empty: nobody."""

    request: Request
    to: str = ""


def of_person(hall: Hall, staff: str) -> list[Passing]:
    """What was handed to ``staff``, then the open requests of ``staff``, newest first."""
    on_way = {number: to for number, _, to in queries.handed_over(hall.db)}
    to_me = [number for number, to in on_way.items() if to == staff]
    wanted = requests.Filter(states=tuple(sorted(OPEN_STATES)), owner=staff)
    mine = requests.listing(hall, wanted, MOST)
    coming = [requests.get(hall, number) for number in to_me]
    return [
        *(Passing(request, staff) for request in coming),
        *(Passing(r, on_way.get(r.number, "")) for r in mine if r.number not in to_me),
    ]
