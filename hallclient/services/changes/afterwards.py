"""What follows a decision or stands beside it: delivery, rating, notes."""

from __future__ import annotations

from db.models.request import Request as Row
from hallclient.errors import BadInput
from hallclient.rules.message import Message
from hallclient.rules.request import RATINGS, Request
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Change, Changer, Settings, needed
from hallclient.services.hall import Hall


def _deliver(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    to = given.get("to", "")
    return {"delivered_at": hall.clock.now(), "delivered_to": to}, {}


def _rate(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    rating = needed(given, "rating")
    if rating not in RATINGS:
        raise BadInput(
            Message("“{rating}” is not a rating.", rating=rating),
            Message("Ratings are {ratings}.", ratings=", ".join(RATINGS)),
        )
    return {"rating": rating}, {"rating": rating}


def _note(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    return {}, {"words": needed(given, "words")}


CHANGES: dict[str, Changer] = {
    "deliver": _deliver,
    "rate": _rate,
    "note": _note,
}
