"""``request show``: one request with its timeline, its clock explained, and what can be done with it."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing, request_circumstances
from hallclient.commands.context import Context
from hallclient.commands.request_values import iso, marked, materials, person, provisional_dates, row
from hallclient.language import _, say
from hallclient.rules import lateness, provisional
from hallclient.rules.kinds import kind_of
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.rules.terms import ACTIONS, MARKS, STATES

if TYPE_CHECKING:
    from hallclient.rules.clocks import Excluded
    from hallclient.rules.notice import Notice
    from hallclient.rules.request import Request, TimelineEntry
    from hallclient.rules.task import Task
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
    from hallclient.services import catalogue, notices, originals, requests, reveal

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
        "legal_basis": request.legal_basis,
        "authorisation": request.authorisation,
        "pending": _pending(request),
        "tasks": [_task(request, task) for task in request.tasks],
        "guided": asdict(request.guided) if request.guided else None,
        "above": asdict(request.above) if request.above else None,
        "corrected": len(originals.of_request(hall, request.number)),
        "item_on_offer": catalogue.is_offered(hall, request.item),
        "overdue_reason": request.overdue_reason if actor or not request.overdue_reason else _HIDDEN,
        "overdue_by": request.overdue_by,
        "papers_returned": request.papers_returned if actor or not request.papers_returned else _HIDDEN,
        "delivered_at": iso(request.delivered_at),
        "delivered_to": request.delivered_to if revealed else hall_name(request.delivered_to),
        **request_circumstances.shown(request, revealed=revealed),
        "materials": materials(request),
        "notices": [_notice(notice) for notice in notices.of_request(hall, request.number)],
        "timeline": [_entry(entry, shown=actor is not None) for entry in requests.timeline(hall, request)],
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


def _pending(request: Request) -> dict[str, Any] | None:
    pending = request.pending
    if not pending:
        return None
    return {"to": pending.owner, "window": pending.window, "department": pending.department, "by": pending.by}


def _task(request: Request, task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "department": task.department,
        "owner": task.owner,
        "due": iso(task.due_on),
        "named_due": iso(task.named_due),
        "provisional_dates": ["due"] if provisional.is_part_provisional(request, task) else [],
        "explanation": [say(step) for step in task.explanation],
        "state": "finished" if task.finished else "open",
        "words": task.words,
        "finished_by": task.finished_by,
        "finished_at": iso(task.finished_at),
        "pending": {"to": task.pending, "by": task.handed_by} if task.pending else None,
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


def _entry(entry: TimelineEntry, *, shown: bool) -> dict[str, Any]:
    return {
        "at": iso(entry.at),
        "staff": entry.staff,
        "name": entry.name,
        "action": entry.action,
        "state": entry.state,
        "words": entry.words,
        "entry": entry.entry,
        "overdue_reason": entry.overdue_reason if shown or not entry.overdue_reason else _HIDDEN,
        "overdue_by": entry.overdue_by,
    }


def _clock(hall: Hall, request: Request) -> dict[str, Any]:
    """The dates, and the counting as it was explained when the dates were last counted."""
    from hallclient.services import clocks, desk

    steps = clocks.explain(hall, request)
    standing = desk.standing(hall, request)
    return {
        "notice_due": iso(request.notice_due),
        "supplement_due": iso(request.supplement_due),
        "accepted_on": iso(request.accepted_on),
        "due": iso(request.promised_due or request.statutory_due),
        "promised_due": iso(request.promised_due),
        "statutory_due": iso(request.statutory_due),
        "provisional": request.provisional,
        "provisional_dates": provisional_dates(request),
        "counted_from": iso(request.counted_from),
        "paused_since": iso(request.paused_since),
        "at_the_earliest": request.paused_since is not None,
        "excluded": [_excluded(one) for one in clocks.excluded(hall, request)],
        "extension": _extension(request),
        "explanation": [say(step) for step in steps],
        "phase": standing.phase,
        "urgency": standing.urgency,
        "days_left": standing.days,
    }


def _excluded(one: Excluded) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "letter": one.letter,
        "letter_date": iso(one.sent_on),
        "result_date": iso(one.result_on),
        "finished_without_result": iso(one.finished_on),
        "reason": one.reason,
        "by": one.by,
    }


def _extension(request: Request) -> dict[str, Any] | None:
    if not request.extended_days:
        return None
    return {
        "days": request.extended_days,
        "approver": request.extension_approver,
        "date": iso(request.extension_on),
        "document": request.extension_document,
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
        (_("Handed to"), _handed(value["pending"])),
        (_("Joint departments"), _parts(value["tasks"])),
        (_("Guided to"), _guided(value["guided"])),
        (_("Body above"), _above(value["above"])),
        (_("Authorisation"), value["authorisation"]),
        (_("Note"), "" if value["item_on_offer"] else _("the item is no longer on offer; this request goes on")),
        (_("Legal basis"), value["legal_basis"]),
        (_("Question"), value["matter"]),
        (_("Answer"), value["answer"]),
        (_("Notice due"), marked(clock, "notice_due")),
        (_("Answer due") if kind_of(value["kind"]).limited else _("Promised limit"), marked(clock, "promised_due")),
        (_("Statutory limit"), marked(clock, "statutory_due")),
        (_("Clock stands since"), clock["paused_since"]),
        (_("Reason for being late"), value["overdue_reason"]),
        (_("Answers for it"), value["overdue_by"]),
    )
    parts = [listing.fields(pairs), "\n".join(f"  {step}" for step in clock["explanation"])]
    if value["materials"]:
        head = (_("Code"), _("Material"), _("Mark"), _("Words"))
        rows = ((m["code"], m["name"], MARKS[m["mark"]], m["words"]) for m in value["materials"])
        parts.append(listing.columns(head, rows))
    parts.append("\n".join(_line(entry) for entry in value["timeline"]))
    allowed = [say(ACTIONS[one["action"]]) for one in value["actions"] if one["allowed"]]
    parts.append(listing.fields([(_("Actions"), allowed)]) if allowed else "")
    refused = [(say(ACTIONS[one["action"]]), one["reason"]) for one in value["actions"] if not one["allowed"]]
    parts.append("\n".join([_("Not now:"), *(f"  {action}  {reason}" for action, reason in refused)]))
    return "\n\n".join(part for part in parts if part)


def _line(entry: dict[str, Any]) -> str:
    time = listing.time_of(entry["at"])
    action = say(ACTIONS.get(entry["action"], entry["action"]))
    late = say(lateness.why(entry["overdue_reason"], entry["overdue_by"])) if entry["overdue_reason"] else ""
    return "  ".join(part for part in (time, entry["name"], action, entry["words"], late) if part)


def _handed(pending: dict[str, Any] | None) -> str:
    if pending is None:
        return ""
    if pending["window"] is not None:
        return say(Message("window {number}", number=pending["window"]))
    return str(pending["department"] or pending["to"])


def _parts(tasks: list[dict[str, Any]]) -> list[str]:
    return [
        " ".join(
            part for part in (one["department"], one["owner"], marked(one, "due"), one["words"], _way(one)) if part
        )
        for one in tasks
    ]


def _way(task: dict[str, Any]) -> str:
    return say(Message("to {name}, not taken up", name=task["pending"]["to"])) if task["pending"] else ""


def _guided(guided: dict[str, Any] | None) -> str:
    if guided is None:
        return ""
    return " ".join(guided[key] for key in ("unit", "floor", "name", "phone", "matter") if guided[key])


def _above(above: dict[str, Any] | None) -> str:
    return " ".join(above[key] for key in ("body", "day", "document") if above[key]) if above else ""
