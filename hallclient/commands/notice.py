"""``notice issue|show|print``: the one-time notice (一次性告知书)."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing, notice_calls
from hallclient.commands.arguments import mark, setting
from hallclient.commands.context import Context
from hallclient.commands.request_values import iso, row
from hallclient.errors import BadInput
from hallclient.language import _, say
from hallclient.rules.checklist import open_materials
from hallclient.rules.message import Message
from hallclient.rules.once import CAUSES, Second
from hallclient.rules.terms import MARKS

if TYPE_CHECKING:
    from hallclient.rules.notice import Notice


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("notice", help=_("one-time notices"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    issue = verbs.add_parser("issue", parents=[shared], help=_("mark the materials and issue the notice"))
    issue.add_argument("number", metavar="NUMBER", help=_("number of the request"))
    issue.add_argument(
        "--mark",
        dest="marks",
        type=mark,
        action="append",
        default=[],
        metavar="MATERIAL=MARK[:WORDS]",
        help=_("ok, missing, defective, not_applicable, exempt, promised or deferred; may be repeated"),
    )
    issue.add_argument(
        "--handed",
        type=setting,
        action="append",
        default=[],
        metavar="MATERIAL=WAY",
        help=_("original, copy, electronic or seen, where it is not the usual way; may be repeated"),
    )
    issue.add_argument(
        "--second",
        choices=tuple(CAUSES),
        metavar="CAUSE",
        help=_("a second notice, as a supervisor: oversight, or new_fact that the supplement brought to light"),
    )
    issue.add_argument("--new", default="", metavar="WORDS", help=_("what is new, for a second notice"))
    issue.add_argument("--why", default="", metavar="WORDS", help=_("why it could not be seen the first time"))
    issue.set_defaults(run=run_issue, show=show_issue)
    one = verbs.add_parser("show", parents=[shared], help=_("a notice as it was issued"))
    one.add_argument("ident", metavar="ID", help=_("id or document number of the notice"))
    one.add_argument(
        "--reveal", action="store_true", help=_("show personal data in full; needs --as and is journaled")
    )
    one.set_defaults(run=run_show, show=show_one)
    waiting = verbs.add_parser("waiting", parents=[shared], help=_("notices that nobody has answered yet"))
    waiting.add_argument("--past", action="store_true", help=_("only those whose day for the supplement is past"))
    waiting.set_defaults(run=run_waiting, show=show_waiting)
    paper = verbs.add_parser("print", parents=[shared], help=_("write the paper for the applicant"))
    paper.add_argument("ident", metavar="ID", help=_("id or document number of the notice"))
    paper.add_argument(
        "--format", dest="form", choices=("text", "text32", "escpos", "html", "pdf"), required=True, help=_("format")
    )
    paper.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("file to write"))
    paper.set_defaults(run=run_print, show=show_print)
    notice_calls.add(verbs, shared)


def run_issue(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Issue the notice: once, and everything."""
    from hallclient.jobs import papers

    marks: dict[str, tuple[str, str]] = {}
    for code, word, words in args.marks:
        if code in marks:
            raise BadInput(
                Message("The material {code} is marked twice.", code=code), Message("Give each material one mark.")
            )
        marks[code] = (word, words)
    second = Second(args.second, args.new, args.why) if args.second else None
    if second is None and (args.new or args.why):
        raise BadInput(
            Message("--new and --why belong to a second notice."), Message("Give --second with its cause too.")
        )
    hall, actor = context.hall, context.actor
    handed = dict(args.handed)
    return _value(papers.issue_notice(hall, actor, args.number, marks, handed=handed, second=second, agreed=actor))


def _value(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "number": notice.number,
        "request": notice.request,
        "open": [asdict(material) for material in notice.open],
        "supplement_due": iso(notice.supplement_due),
        "cause": notice.cause,
        "before": notice.before,
    }


def show_issue(value: dict[str, Any]) -> str:
    """The number, the date, and what is asked for."""
    first = say(
        Message(
            "{number} (id {id}), to be supplied by {date}",
            number=value["number"],
            id=value["id"],
            date=value["supplement_due"] or "-",
        )
    )
    return "\n".join([first, *(_line(material) for material in value["open"])])


def _line(material: dict[str, Any]) -> str:
    parts = (material["code"], material["name"], say(MARKS[material["mark"]]), material["words"])
    return "  " + "  ".join(part for part in parts if part)


def run_show(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """The snapshot; name and contact are masked unless they are revealed."""
    from hallclient.rules.masking import mask_person
    from hallclient.rules.request import Person
    from hallclient.services import notices, requests, reveal

    hall, actor = context.hall, context.actor
    if args.reveal:
        notice = reveal.notice(hall, actor, args.ident)
        who = Person(notice.applicant, phone=notice.contact)
    else:
        notice = notices.get(hall, args.ident)
        organisation = requests.get(hall, notice.request).applicant.organisation
        who = mask_person(Person(notice.applicant, phone=notice.contact, organisation=organisation))
    return {
        **asdict(notice),
        **_value(notice),
        "received_at": iso(notice.received_at),
        "issued_at": iso(notice.issued_at),
        "applicant": who.name,
        "contact": who.phone,
        "handed": dict(notice.handed),
        "marked": [
            {"code": code, "name": name, "mark": word, "words": words} for code, name, word, words in notice.marked
        ],
    }


def show_one(value: dict[str, Any]) -> str:
    """The notice in short; the paper is what ``print`` writes."""
    pairs = (
        (_("Document number"), value["number"]),
        (_("Number"), value["request"]),
        (_("Item"), value["item_name"]),
        (_("Applicant"), value["applicant"]),
        (_("Issued"), listing.time_of(value["issued_at"])),
        (_("Clerk"), value["clerk_name"]),
        (_("To be supplied by"), value["supplement_due"]),
    )
    return "\n".join([listing.fields(pairs), *(_line(material) for material in value["marked"])])


def run_waiting(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Unanswered notices, the longest past its day first; names are masked."""
    from hallclient.services import clocks

    context.check_actor()
    return [
        {
            **row(one.request),
            "open": [{"code": m.code, "name": m.name} for m in open_materials(one.request.materials)],
            "days_left": one.days,
            "lapse": one.refusal is None,
            "reason": say(one.refusal) if one.refusal else None,
        }
        for one in clocks.unanswered(context.hall)
        if not args.past or (one.days is not None and one.days < 0)
    ]


def show_waiting(value: list[dict[str, Any]]) -> str:
    """A line a notice."""
    head = (_("Number"), _("Item"), _("Applicant"), _("To be supplied by"), _("Days left"), _("Still to bring"))
    rows = (
        (
            one["number"],
            one["item_name"],
            one["name"],
            one["supplement_due"] or "",
            "" if one["days_left"] is None else str(one["days_left"]),
            "、".join(material["name"] for material in one["open"]),
        )
        for one in value
    )
    return listing.columns(head, rows)


def run_print(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Write the paper and log that it came out. It carries the full name, so it needs a person.

    The same notice gives the same bytes, whenever it is printed.
    """
    from hallclient import files
    from hallclient.jobs import papers, print_out
    from hallclient.services import accounts, documents, notices

    hall = context.hall
    actor = accounts.demand(context.actor, "handle")
    notice = notices.get(hall, args.ident)
    document = papers.notice(hall, actor, notice)
    path = files.save_bytes(args.out, print_out.content_of(hall, document, args.form))
    documents.note_print(hall, actor, document.id, args.form, way="file")
    return {
        "id": notice.id,
        "number": notice.number,
        "request": notice.request,
        "format": args.form,
        "file": str(path),
    }


def show_print(value: dict[str, Any]) -> str:
    """Where the paper is."""
    return str(value["file"])
