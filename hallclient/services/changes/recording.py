"""What is written down beside a request: its number in the province's system, and how a paper was signed for."""

from __future__ import annotations

from db.models.request import Request as Row
from hallclient.errors import BadInput, Refused
from hallclient.rules import text
from hallclient.rules.circumstances import Signature
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import circumstances
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Change, Changer, Settings, needed
from hallclient.services.hall import Hall

LONGEST_NUMBER = 64


def _external(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """省平台办件编号: ``number=…``; an empty one takes it back."""
    if "number" not in given:
        needed(given, "number")
    number = text.reference(given["number"])
    if len(number) > LONGEST_NUMBER:
        raise BadInput(
            Message("The number is longer than {limit} characters.", limit=LONGEST_NUMBER),
            Message("Copy the number alone from the province's system."),
        )
    return {"province_number": number}, {"number": number}


def _sign(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """签字、按手印、拒签: ``signed=…``, a refusal with ``reason`` and ``witness``; ``on=receipt`` or ``notice``."""
    where = given.get("on", "receipt")
    if where not in ("receipt", "notice"):
        raise BadInput(
            Message("“{word}” is neither receipt nor notice.", word=where), Message("Give on=receipt or on=notice.")
        )
    if where == "notice" and request.supplement_due is None:
        raise Refused(Message("No notice has been issued."), Message("Issue the notice first, or give on=receipt."))
    found = circumstances.checked_signature(
        Signature(needed(given, "signed"), given.get("reason", ""), given.get("witness", ""))
    )
    prefix = "notice_signature" if where == "notice" else "signature"
    values = {prefix: found.kind, f"{prefix}_reason": found.reason, f"{prefix}_witness": found.witness}
    return values, {"on": where, "signed": found.kind}


CHANGES: dict[str, Changer] = {
    "external": _external,
    "sign": _sign,
}
