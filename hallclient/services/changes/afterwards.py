"""What follows a decision or stands beside it: delivery, rating, notes."""

from __future__ import annotations

from db.models.request import Request as Row
from hallclient.errors import BadInput
from hallclient.rules import masking, text
from hallclient.rules.circumstances import (
    SIGNATURES,
    WAYS,
    Delivery,
    Signature,
    delivery_problem,
    signature_problem,
)
from hallclient.rules.message import Message
from hallclient.rules.request import RATINGS, Request
from hallclient.services import circumstances
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Change, Changer, Settings, needed
from hallclient.services.hall import Hall


def _deliver(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """``way=self|other|mail``, ``to`` the name, ``id`` the number of the receiver's paper, ``number`` of the parcel,
    ``signed`` how it was signed for, a refusal to sign with ``reason`` and ``witness``."""
    to = text.one_line(given.get("to", ""))
    signed = {"yes": "signed", "no": ""}.get(given.get("signed", ""), given.get("signed", ""))
    delivery = Delivery(
        way=circumstances.one_of(given.get("way", ""), WAYS, Message("way of delivery")),
        id_number=text.identifier(given.get("id", "")),
        number=text.reference(given.get("number", "")),
        signed=circumstances.one_of(signed, SIGNATURES, Message("kind of signature")),
    )
    signature = Signature(delivery.signed, given.get("reason", ""), given.get("witness", ""))
    wrong = delivery_problem(delivery, to) or signature_problem(signature)
    if wrong is not None:
        raise BadInput(wrong, Message("Give it, and deliver again; nothing was changed."))
    values = {
        "delivered_at": hall.clock.now(),
        "delivered_to": to,
        "delivered_way": delivery.way,
        "delivered_id": delivery.id_number,
        "delivered_number": delivery.number,
        "delivered_signed": delivery.signed,
    }
    way = {"way": delivery.way, "signed": delivery.signed} if delivery.way else {}
    if delivery.signed == "refused":
        seen_by = text.one_line(signature.witness)
        way |= {"words": f"{signature.reason} {masking.hall_name(seen_by)}", "witness": seen_by}
    return values, way


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
