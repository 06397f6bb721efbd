"""How a request was received and its result handed out: who acts for whom, who helped, who signed, what was entered
later. Each is told apart from the ordinary case, in which all of it is empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hallclient.rules.message import Message

AUTHORITIES = {
    "": Message("Authority not recorded"),
    "entrusted": Message("Entrusted agent"),
    "guardian": Message("Legal guardian"),
    "handler": Message("Handler of an organisation"),
}
"""委托代理 (民法典 §165, in writing with scope and period), 法定代理 (§23), 经办人 of an organisation (§170)."""

SIGNATURES = {
    "": Message("Not recorded"),
    "signed": Message("Signed"),
    "fingerprint": Message("Fingerprint"),
    "refused": Message("Refused to sign"),
}
CARDS = {"": Message("Valid card"), "expired": Message("Expired card"), "temporary": Message("Temporary card")}
WAYS = {
    "": Message("Handed out"),
    "self": Message("To the applicant in person"),
    "other": Message("Collected for the applicant"),
    "mail": Message("By post"),
}
IN_PERSON = {
    "": Message("An agent will do"),
    "self": Message("In person only"),
    "guardian": Message("In person, or the legal guardian"),
}
"""Whether an item needs the person (须本人), as its data says."""


@dataclass(frozen=True, slots=True)
class Authority:
    """By what an agent acts. ``kind`` is of :data:`AUTHORITIES`; ``until`` is its last day, None without an end."""

    kind: str = ""
    scope: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """``kind`` is of :data:`SIGNATURES`; a refusal has a reason and a witness."""

    kind: str = ""
    reason: str = ""
    witness: str = ""


NOT_SIGNED = Signature()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is particular about a receipt.

    ``contact_name`` is family or village of somebody without a phone, ``contact_relation`` says which. ``scribe``
    wrote or read out for the applicant before ``scribe_witness``. ``typed_by_hand``: the identifier did not come
    from the card reader (手工录入). A late entry (补录) has the serial of its paper, who entered it and when; the
    moment of receipt is then the true one.
    """

    no_phone: bool = False
    contact_name: str = ""
    contact_relation: str = ""
    large_print: bool = False
    scribe: str = ""
    scribe_witness: str = ""
    signature: Signature = NOT_SIGNED
    card: str = ""
    typed_by_hand: bool = False
    paper_serial: str = ""
    entered_by: str = ""
    entered_at: datetime | None = None

    @property
    def late(self) -> bool:
        """Whether it was entered after the fact."""
        return self.entered_at is not None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the result went out: ``way`` of :data:`WAYS`, number of the receiver's paper, number of the parcel, and how
    it was signed for (of :data:`SIGNATURES`)."""

    way: str = ""
    id_number: str = ""
    number: str = ""
    signed: str = ""


ORDINARY = Circumstances()
NOT_DELIVERED = Delivery()


def authority_refusal(in_person: str, authority: Authority, today: date) -> Message | None:
    """Why an agent cannot act here, or None. ``in_person`` is what the item asks for."""
    if in_person == "self":
        return Message("This matter needs the person: no agent can apply.")
    if in_person == "guardian" and authority.kind != "guardian":
        return Message("This matter needs the person; only a legal guardian can apply instead.")
    if authority.until is not None and authority.until < today:
        return Message("The agent's authority ended on {day}.", day=authority.until.isoformat())
    return None


def authority_warning(authority: Authority, today: date) -> Message | None:
    """What the clerk should know of an authority that holds: the last day is today."""
    if authority.until == today:
        return Message("The agent's authority ends today.")
    return None


def signature_problem(signature: Signature) -> Message | None:
    """What a signature lacks, or None."""
    if signature.kind == "refused" and not signature.reason:
        return Message("A refusal to sign needs its reason.")
    if signature.kind == "refused" and not signature.witness:
        return Message("A refusal to sign needs a witness.")
    return None


def problem(found: Circumstances) -> Message | None:
    """What does not hold, or None."""
    if found.scribe_witness and not found.scribe:
        return Message("Who wrote or read for the applicant is missing.")
    if found.scribe and not found.scribe_witness:
        return Message("Writing or reading for the applicant needs a witness.")
    if found.scribe and found.scribe == found.scribe_witness:
        return Message("The witness must be another person than the one who wrote or read.")
    if found.contact_relation and not found.contact_name:
        return Message("The name of the contact is missing.")
    return signature_problem(found.signature)


def warnings(found: Circumstances, phone: str) -> tuple[Message, ...]:
    """What the clerk should know though it stops nothing."""
    said = []
    if found.card == "expired":
        said.append(Message("The card has expired: the receipt says so; remind the applicant to renew it."))
    if found.no_phone and not phone and not found.contact_name:
        said.append(Message("Neither phone nor contact: the applicant cannot be reached."))
    return tuple(said)


def late_problem(received_at: datetime, now: datetime, serial: str) -> Message | None:
    """Why a receipt on paper cannot be entered afterwards, or None."""
    if not serial:
        return Message("A late entry needs the serial number of its paper.")
    if received_at > now:
        return Message("{time} lies in the future.", time=f"{received_at:%Y-%m-%d %H:%M}")
    return None


def delivery_problem(delivery: Delivery, to: str) -> Message | None:
    """What a delivery lacks, or None."""
    if delivery.way == "other" and not to:
        return Message("The name of the person who collects is missing.")
    if delivery.way == "mail" and not delivery.number:
        return Message("The number of the parcel is missing.")
    return None
