"""Showing personal data in full: to a person only, and never without a journal entry."""

from __future__ import annotations

from hallclient.rules.notice import Notice
from hallclient.rules.request import Request
from hallclient.services import accounts, journal, notices, requests
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


def request(hall: Hall, actor: Actor | None, number: str) -> Request:
    """The request with its personal data, once the look at it has been journaled. Raises :class:`NotFound`."""
    actor = accounts.demand(actor, "reveal")
    with hall.write():
        found = requests.get(hall, number)
        _record(hall, actor, found, {})
    return found


def notice(hall: Hall, actor: Actor | None, ident: str) -> Notice:
    """The notice with name and contact; journaled at its request. Raises :class:`NotFound`."""
    actor = accounts.demand(actor, "reveal")
    with hall.write():
        found = notices.get(hall, ident)
        _record(hall, actor, requests.get(hall, found.request), {"notice": found.id})
    return found


def _record(hall: Hall, actor: Actor, seen: Request, body: dict[str, object]) -> None:
    whole = {"state": seen.state, **body}
    journal.record(hall, actor.code, "reveal", "request", f"{seen.number}@{seen.terminal}", whole)
