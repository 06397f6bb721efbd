"""``paper list|issue|consult|print|prints|hand``: the documents for citizens, as issued."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing
from hallclient.commands.arguments import count
from hallclient.commands.context import Context
from hallclient.commands.request_values import iso
from hallclient.language import _, say
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.services.documents import Document

FORMS = ("text", "text32", "escpos", "html", "pdf")
ISSUED = ("receipt", "acceptance", "refusal", "return")
COPIES = ("applicant", "hall")


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("paper", help=_("documents for citizens"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    many = verbs.add_parser("list", parents=[shared], help=_("documents of a request, or the last of this window"))
    many.add_argument("number", metavar="NUMBER", nargs="?", default="", help=_("number of the request"))
    many.add_argument("--waiting", action="store_true", help=_("only those whose paper has not come out"))
    many.set_defaults(run=run_list, show=show_list)
    issue = verbs.add_parser("issue", parents=[shared], help=_("issue a paper of a request"))
    issue.add_argument("kind", choices=ISSUED, help=_("which paper"))
    issue.add_argument("number", metavar="NUMBER", help=_("number of the request"))
    issue.add_argument("--reason", default="", metavar="WORDS", help=_("why papers are given back"))
    issue.set_defaults(run=run_issue, show=show_one)
    consult = verbs.add_parser("consult", parents=[shared], help=_("issue a consultation notice, without a request"))
    consult.add_argument("item", metavar="CODE", help=_("code of the item"))
    consult.set_defaults(run=run_consult, show=show_one)
    out = verbs.add_parser("print", parents=[shared], help=_("print a document, or write it to a file"))
    out.add_argument("ident", metavar="ID", help=_("id or document number"))
    out.add_argument(
        "--format", dest="form", choices=FORMS, default="", help=_("format; else what the printer takes")
    )
    out.add_argument("--out", type=Path, metavar="FILE", help=_("file to write instead of printing"))
    out.add_argument("--copy", choices=COPIES, default="", help=_("only this copy, for the log"))
    out.add_argument("--copies", type=count, metavar="N", help=_("how many copies"))
    out.set_defaults(run=run_print, show=show_print)
    log = verbs.add_parser("prints", parents=[shared], help=_("every printing of a document, which copy, by whom"))
    log.add_argument("ident", metavar="ID", help=_("id or document number"))
    log.set_defaults(run=run_prints, show=show_prints)
    hand = verbs.add_parser("hand", parents=[shared], help=_("note that a paper was written by hand"))
    hand.add_argument("ident", metavar="ID", help=_("id or document number"))
    hand.add_argument("--number", dest="words", required=True, metavar="WORDS", help=_("number of the written paper"))
    hand.set_defaults(run=run_hand, show=show_one)


def run_list(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Documents, with whether their paper still waits; what they say needs ``paper print``."""
    from hallclient.services import documents

    hall = context.hall
    waiting = {one.id: one for one in documents.waiting(hall)}
    if args.waiting:
        return [
            {
                "id": one.id,
                "number": one.number,
                "kind": one.kind,
                "request": one.request,
                "issued_at": iso(one.since),
                "waiting": True,
                "problem": one.problem,
            }
            for one in waiting.values()
            if args.number in ("", one.request)
        ]
    found = documents.of_request(hall, args.number) if args.number else documents.newest(hall)
    return [
        {**_value(one), "waiting": one.id in waiting, "problem": waiting[one.id].problem if one.id in waiting else ""}
        for one in found
    ]


def _value(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "number": document.number,
        "kind": document.kind,
        "request": document.request,
        "issued_at": iso(document.issued_at),
        "sha256": document.sha256,
    }


def show_list(value: list[dict[str, Any]]) -> str:
    """One line a document."""
    return "\n".join(
        "  ".join(
            (
                listing.time_of(one["issued_at"]),
                one["number"],
                _label(one["kind"]),
                say(Message("to print")) if one["waiting"] else "",
                one["problem"],
            )
        ).rstrip()
        for one in value
    )


def _label(kind: str) -> str:
    from hallclient.printing.kinds import KINDS

    return say(KINDS[kind].label)


def run_issue(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """The last paper of this kind where it still says what is so, else a new one."""
    from hallclient.jobs import papers
    from hallclient.services import accounts, requests

    hall = context.hall
    actor = accounts.demand(context.actor, "handle")
    request = requests.get(hall, args.number)
    match args.kind:
        case "receipt":
            return _value(papers.receipt(hall, actor, request))
        case "acceptance":
            return _value(papers.acceptance(hall, actor, request))
        case "refusal":
            return _value(papers.refusal(hall, actor, request))
        case _:
            return _value(papers.returned(hall, actor, request, args.reason))


def run_consult(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Everything about an item, numbered and kept."""
    from hallclient.jobs import papers
    from hallclient.services import accounts

    hall = context.hall
    return _value(papers.consultation(hall, accounts.demand(context.actor, "handle"), args.item))


def show_one(value: dict[str, Any]) -> str:
    """Its number."""
    return f"{value['number']}  ({value['id']})"


def run_print(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Print by the way of the settings, or write a file. The same document gives the same bytes."""
    from hallclient import files
    from hallclient.jobs import papers, print_out
    from hallclient.services import accounts, documents

    hall = context.hall
    actor = accounts.demand(context.actor, "handle")
    if args.out is None:
        done = print_out.put_out(hall, actor, args.ident, copies=args.copies, copy=args.copy, form=args.form)
        return {**_value(done.document), "format": done.form, "way": str(done.way), "file": str(done.file)}
    document = papers.by_ident(hall, actor, args.ident)
    form = args.form or "html"
    path = files.save_bytes(args.out, print_out.content_of(hall, document, form))
    documents.note_print(hall, actor, document.id, form, way="file", copy=args.copy)
    return {**_value(document), "format": form, "way": "file", "file": str(path)}


def show_print(value: dict[str, Any]) -> str:
    """Where it went."""
    return f"{value['way']}  {value['file']}"


def run_prints(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """The log of printings, oldest first."""
    from hallclient.services import documents

    context.check_actor()
    found = documents.prints(context.hall, documents.get(context.hall, args.ident).id)
    return [{**asdict(one), "at": iso(one.at)} for one in found]


def show_prints(value: list[dict[str, Any]]) -> str:
    """A line a printing."""
    from hallclient.services.documents import COPIES, OUT

    head = (_("When"), _("Who"), _("Format"), _("Which copy"), _("Where to"), _("Result"))
    rows = (
        (
            listing.time_of(one["at"]), one["staff"], one["form"], say(COPIES[one["copy"]]), one["way"],
            _("printed") if one["outcome"] == OUT else one["words"],
        )
        for one in value
    )  # fmt: skip
    return listing.columns(head, rows)


def run_hand(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """The paper was written by hand; its number is kept, and nothing waits any more."""
    from hallclient.jobs import papers
    from hallclient.services import accounts, documents

    hall = context.hall
    actor = accounts.demand(context.actor, "handle")
    document = papers.by_ident(hall, actor, args.ident)
    documents.note_print(hall, actor, document.id, "hand", way="hand", words=args.words)
    return _value(document)
