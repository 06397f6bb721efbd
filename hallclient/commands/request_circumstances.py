"""What ``request new`` can be told beside the ordinary: visit, authority, help, signature, late entry."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from hallclient.commands.arguments import count, day, moment
from hallclient.language import _

if TYPE_CHECKING:
    from hallclient.commands.context import Context
    from hallclient.rules.circumstances import Signature


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    asked = parser.add_argument
    asked("--agent-authority", default="", metavar="A", help=_("entrusted, guardian or handler"))
    asked("--agent-scope", default="", metavar="TEXT", help=_("what the agent may do"))
    asked("--agent-until", type=day, metavar="D", help=_("last day of the agent's authority"))
    asked("--visit", type=count, metavar="ID", help=_("visit that goes on: another matter of the same person"))
    asked("--queue", default="", metavar="N", help=_("number of the queue slip"))
    asked("--arrived", type=moment, metavar="T", help=_("when the applicant came"))
    asked("--no-phone", action="store_true", help=_("the applicant has no mobile phone"))
    asked("--contact-name", default="", metavar="NAME", help=_("family or village that can be reached instead"))
    asked("--contact-relation", default="", metavar="TEXT", help=_("who the contact is to the applicant"))
    asked("--large-print", action="store_true", help=_("papers in large print"))
    asked("--scribe", default="", metavar="NAME", help=_("who wrote or read out for the applicant"))
    asked("--scribe-witness", default="", metavar="NAME", help=_("who saw it"))
    asked("--signed", default="", metavar="S", help=_("receipt signed for: signed, fingerprint or refused"))
    asked("--signed-reason", default="", metavar="TEXT", help=_("why the signature was refused"))
    asked("--signed-witness", default="", metavar="NAME", help=_("who saw the refusal"))
    asked("--card", default="", metavar="C", help=_("the identity card is expired or temporary"))
    asked("--typed-by-hand", action="store_true", help=_("the identifier was typed, not read from the card"))
    asked("--paper-serial", default="", metavar="S", help=_("late entry: serial of the paper form"))
    asked("--received-at", type=moment, metavar="T", help=_("late entry: when the papers were really received"))
    asked("--first-asked", default="", metavar="CODE", help=_("late entry: who was asked first then"))


def values(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """The fields of an intake that the options mean."""
    from hallclient.rules.circumstances import Authority, Circumstances, Signature
    from hallclient.services.visit_requests import Coming

    local = context.hall.clock.at
    authority = Authority(args.agent_authority, args.agent_scope, args.agent_until)
    told = Circumstances(
        no_phone=args.no_phone,
        contact_name=args.contact_name,
        contact_relation=args.contact_relation,
        large_print=args.large_print,
        scribe=args.scribe,
        scribe_witness=args.scribe_witness,
        signature=Signature(args.signed, args.signed_reason, args.signed_witness),
        card=args.card,
        typed_by_hand=args.typed_by_hand,
        paper_serial=args.paper_serial,
    )
    return {
        "authority": authority if authority != Authority() else None,
        "circumstances": told,
        "coming": Coming(args.visit, args.queue, local(args.arrived) if args.arrived else None),
        "received_at": args.received_at,
        "first_asked": args.first_asked.strip(),
    }


def shown(request: Any, *, revealed: bool) -> dict[str, Any]:
    """The circumstances of a request as ``request show`` has them; who helped is masked like the applicant."""
    from hallclient.commands.request_values import iso
    from hallclient.rules import masking

    def name(words: str) -> str:
        return words if revealed else masking.hall_name(words)

    def signature(found: Signature) -> dict[str, str]:
        return {"signed": found.kind, "reason": found.reason, "witness": name(found.witness)}

    told, authority, delivery = request.circumstances, request.authority, request.delivery
    return {
        "visit": request.visit,
        "province_number": request.province_number,
        "authority": {"kind": authority.kind, "scope": authority.scope, "until": iso(authority.until)}
        if authority
        else None,
        "no_phone": told.no_phone,
        "contact": {"name": name(told.contact_name), "relation": told.contact_relation}
        if told.contact_name
        else None,
        "large_print": told.large_print,
        "scribe": {"name": name(told.scribe), "witness": name(told.scribe_witness)} if told.scribe else None,
        "signature": signature(told.signature) if told.signature.kind else None,
        "notice_signature": signature(request.notice_signature) if request.notice_signature.kind else None,
        "card": told.card,
        "typed_by_hand": told.typed_by_hand,
        "late_entry": {
            "paper_serial": told.paper_serial,
            "entered_by": told.entered_by,
            "entered_at": iso(told.entered_at),
        }
        if told.late
        else None,
        "delivery": {
            "way": delivery.way,
            "id": delivery.id_number if revealed else masking.hall_id(delivery.id_number),
            "number": delivery.number,
            "signed": delivery.signed,
        }
        if delivery.way
        else None,
    }


def pairs(value: dict[str, Any]) -> list[tuple[str, object]]:
    """The same as labels with words."""
    from hallclient.rules import circumstances as rules
    from hallclient.rules.message import Message

    authority, contact, scribe = value["authority"] or {}, value["contact"] or {}, value["scribe"] or {}
    late, delivery = value["late_entry"] or {}, value["delivery"] or {}
    told: list[tuple[str, object]] = [
        (_("Province's number"), value["province_number"]),
        (_("Visits"), value["visits"]),
        (_("Authority"), rules.AUTHORITIES[authority["kind"]] if authority else ""),
        (_("Scope"), authority.get("scope", "")),
        (_("Valid until"), authority.get("until")),
        (_("Contact"), " ".join(filter(None, (contact.get("name"), contact.get("relation"))))),
        (_("Mobile phone"), _("none") if value["no_phone"] else ""),
        (_("Written or read by"), scribe.get("name", "")),
        (_("Witness"), scribe.get("witness", "")),
        (_("Card"), rules.CARDS[value["card"]] if value["card"] else ""),
        (_("Identifier"), _("typed by hand") if value["typed_by_hand"] else ""),
    ]
    for label, key in ((_("Receipt"), "signature"), (_("Notice"), "notice_signature")):
        found = value[key]
        if found:
            told += [(label, rules.SIGNATURES[found["signed"]]), (_("Reason"), found["reason"])]
            told.append((_("Witness"), found["witness"]))
    if late:
        entered = Message(
            "paper {serial}, by {staff} at {time}",
            serial=late["paper_serial"],
            staff=late["entered_by"],
            time=late["entered_at"],
        )
        told.append((_("Entered late"), entered))
    if delivery:
        told += [(_("Handed out"), rules.WAYS[delivery["way"]]), (_("Parcel"), delivery["number"])]
        told.append((_("Signed for"), rules.SIGNATURES[delivery["signed"]] if delivery["signed"] else ""))
    return told
