"""What is particular about a request, for its page: visit, authority, help, signatures, late entry, delivery."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from hallclient.language import say
from hallclient.rules import circumstances as rules
from hallclient.rules import masking, visit
from hallclient.rules.circumstances import Signature
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.visit import Visit

Told = tuple[Message, list[str], str]
"""Label, parts and style."""


def of_visit(found: Visit | None, now: datetime) -> Iterator[Told]:
    """How long the applicant waited and was served in the visit of the receipt."""
    if found is None or not found.spans:
        return
    parts = [say(Message("queue {number}", number=found.queue))] if found.queue else []
    waited = visit.waited(found.spans, now)
    parts += [say(Message("waited {time}", time=clock(waited)))] if waited else []
    parts.append(say(Message("served {time}", time=clock(visit.served(found.spans, now)))))
    if len(found.requests) > 1:
        parts.append(say(Message("{count} matters", count=len(found.requests))))
    yield Message("This visit"), parts, ""


def clock(seconds: int) -> str:
    """Seconds as ``m:ss``, from an hour on ``h:mm:ss``."""
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes}:{seconds % 60:02d}"


def of_people(request: Request, names: Mapping[str, str]) -> Iterator[Told]:
    """Authority, contact, help, card, hand entry, late entry, signatures."""
    told, authority = request.circumstances, request.authority
    if request.agent is not None and authority is not None:
        until = say(Message("until {day}", day=authority.until.isoformat())) if authority.until else ""
        yield Message("Authority"), [say(rules.AUTHORITIES[authority.kind]), authority.scope, until], ""
    if told.no_phone or told.contact_name:
        contact = f"{told.contact_name} {told.contact_relation}".strip()
        yield Message("Contact"), [say(Message("no mobile phone")) if told.no_phone else "", contact], ""
    if told.scribe:
        witness = say(Message("witness {name}", name=told.scribe_witness))
        yield Message("Scribe"), [told.scribe, witness], ""
    marks = [say(rules.CARDS[told.card]) if told.card else ""]
    marks += [say(Message("Typed by hand")) if told.typed_by_hand else ""]
    marks += [say(Message("Large print")) if told.large_print else ""]
    if any(marks):
        yield Message("Marks"), marks, "due" if told.card == "expired" else ""
    if told.entered_at is not None:
        by = names.get(told.entered_by, told.entered_by)
        words = Message("paper {serial}, by {staff} at {time}", serial=told.paper_serial, staff=by,
                        time=f"{told.entered_at:%m-%d %H:%M}")  # fmt: skip
        yield Message("Entered late"), [say(words)], "due"
    for label, found in (
        (Message("Receipt"), told.signature),
        (Message("Notice"), request.notice_signature),
    ):
        if found.kind:
            yield label, _signature(found), ""
    if request.province_number:
        yield Message("Province"), [request.province_number], ""


def _signature(found: Signature) -> list[str]:
    witness = say(Message("witness {name}", name=found.witness)) if found.witness else ""
    return [say(rules.SIGNATURES[found.kind]), found.reason, witness]


def of_delivery(request: Request, revealed: bool) -> list[str]:
    """How the result went out, behind when and to whom."""
    delivery = request.delivery
    parts = [say(rules.WAYS[delivery.way])] if delivery.way else []
    if delivery.id_number:
        parts.append(delivery.id_number if revealed else masking.hall_id(delivery.id_number))
    parts += [delivery.number] if delivery.number else []
    return [*parts, say(rules.SIGNATURES[delivery.signed])] if delivery.signed else parts
