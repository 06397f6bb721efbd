"""Who has the request: handing over, taking up, assigning."""

from __future__ import annotations

from db.models.request import Request as Row
from hallclient.errors import Refused
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Change, Changer, Settings, colleague, needed
from hallclient.services.hall import Hall


def _hand_over(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Offer the request to another person; it stays with the owner until that person takes it up."""
    to = colleague(hall, needed(given, "to"))
    if to.code == row.owner:
        raise Refused(Message("{name} has the request already.", name=to.name), Message("Hand it to another person."))
    words = f"{to.name} {given.get('reason', '')}".strip()
    return {"pending_owner": to.code}, {"to": to.code, "words": words}


def _take_up(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    return {"owner": actor.code, "pending_owner": ""}, {"from": row.owner}


def _assign(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    owner = colleague(hall, given.get("to") or actor.code)
    return {"owner": owner.code, "pending_owner": ""}, {"from": row.owner, "to": owner.code, "words": owner.name}


CHANGES: dict[str, Changer] = {
    "hand-over": _hand_over,
    "take-up": _take_up,
    "assign": _assign,
}
