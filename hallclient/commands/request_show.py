"""``request show``: one request with its timeline, its clock explained, and what can be done with it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing, request_circumstances
from hallclient.commands.context import Context
from hallclient.commands.request_values import iso, materials, person, row
from hallclient.language import _, say
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.rules.terms import ACTIONS, MARKS, STATES

if TYPE_CHECKING:
    from hallclient.rules.notice import Notice
    from hallclient.rules.request import Request, TimelineEntry
    from hallclient.services.hall import Hall

_HIDDEN = "****"


def add(parser: argparse.ArgumentParser) -> None:
    """Fill the parser of ``request show``."""
    parser.add_argument("number", metavar="NUMBER", help=_("number of the request"))
    parser.add_argument(
        "--reveal", action="store_true", help=_("show personal data in full; needs --as and is journaled")
    )
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Everything about a request. Free words about the applicant are for people with a code only."""
    from hallclient.services import notices, requests, reveal

    hall, actor = context.hall, context.actor
    if args.reveal:
        request = reveal.request(hall, actor, args.number)
    else:
        request = requests.get(hall, args.number)
    revealed = bool(args.reveal)
    return {
        **row(request, revealed=revealed),
        "revealed": revealed,
        "agent": person(request.agent, revealed=revealed) if request.agent else None,
        "conditions": list(request.conditions),
        "matter": request.matter if actor or not request.matter else _HIDDEN,
        "answer": request.answer if actor or not request.answer else _HIDDEN,
        "by_law": request.by_law,
        "decided_by": request.decided_by,
        "result_reason": request.result_reason,
        "delivered_at": iso(request.delivered_at),
        "delivered_to": request.delivered_to if revealed else hall_name(request.delivered_to),
        **request_circumstances.shown(request, revealed=revealed),
        "materials": materials(request),
        "notices": [_notice(notice) for notice in notices.of_request(hall, request.number)],
        "timeline": [_entry(entry) for entry in requests.timeline(hall, request)],
        "clock": _clock(hall, request),
        "actions": [
            {
                "action": offer.action,
                "allowed": offer.allowed,
                "reason": say(offer.reason) if offer.reason else None,
            }
            for offer in requests.offers(hall, request, actor)
        ],
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "number": notice.number,
        "issued_at": iso(notice.issued_at),
        "clerk": notice.clerk,
        "open": [{"code": material.code, "name": material.name, "mark": material.mark} for material in notice.open],
        "supplement_due": iso(notice.supplement_due),
    }


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "at": iso(entry.at),
        "staff": entry.staff,
        "name": entry.name,
        "action": entry.action,
        "state": entry.state,
        "words": entry.words,
        "entry": entry.entry,
    }


def _clock(hall: Hall, request: Request) -> dict[str, Any]:
    """The dates, and the counting as it was explained when the request was accepted."""
    from hallclient.services import desk

    steps = list(request.explanation)
    if not steps and request.accepted_on is None:
        steps = [Message("The time limit has not begun: it starts with acceptance.")]
    standing = desk.standing(hall, request)
    return {
        "notice_due": iso(request.notice_due),
        "supplement_due": iso(request.supplement_due),
        "accepted_on": iso(request.accepted_on),
        "due": iso(request.promised_due or request.statutory_due),
        "promised_due": iso(request.promised_due),
        "statutory_due": iso(request.statutory_due),
        "provisional": request.provisional,
        "explanation": [say(step) for step in steps],
        "phase": standing.phase,
        "urgency": standing.urgency,
        "days_left": standing.days,
    }


def show(value: dict[str, Any]) -> str:
    """The request on a page, part by part."""
    clock = value["clock"]
    pairs = (
        (_("Number"), value["number"]),
        (_("Item"), value["item_name"]),
        (_("Department"), value["department"]),
        (_("State"), STATES.get(value["state"], value["state"])),
        (_("Applicant"), value["name"]),
        (_("Identity paper"), value["id_number"]),
        (_("Phone"), value["phone"]),
        (_("Agent"), (value["agent"] or {}).get("name")),
        *request_circumstances.pairs(value),
        (_("First asked"), value["first_asked"]),
        (_("Owner"), value["owner"]),
        (_("Question"), value["matter"]),
        (_("Answer"), value["answer"]),
        (_("Notice due"), clock["notice_due"]),
        (_("Promised limit"), clock["promised_due"]),
        (_("Statutory limit"), clock["statutory_due"]),
    )
    parts = [listing.fields(pairs), "\n".join(f"  {step}" for step in clock["explanation"])]
    if value["materials"]:
        head = (_("Code"), _("Material"), _("Mark"), _("Words"))
        rows = ((m["code"], m["name"], MARKS[m["mark"]], m["words"]) for m in value["materials"])
        parts.append(listing.columns(head, rows))
    parts.append("\n".join(_line(entry) for entry in value["timeline"]))
    allowed = [say(ACTIONS[one["action"]]) for one in value["actions"] if one["allowed"]]
    parts.append(listing.fields([(_("Actions"), allowed)]) if allowed else "")
    return "\n\n".join(part for part in parts if part)


def _line(entry: dict[str, Any]) -> str:
    time = listing.time_of(entry["at"])
    action = say(ACTIONS.get(entry["action"], entry["action"]))
    return "  ".join(part for part in (time, entry["name"], action, entry["words"]) if part)
