"""``verdict object|confirm|dismiss|list|changes``: what people say of a verdict, and what has changed it."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from hallclient.commands import listing
from hallclient.commands.arguments import day
from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.message import Message
from hallclient.rules.plan import SPAN_NAMES
from hallclient.rules.terms import HALVES

REVIEWS = {
    "objected": Message("Objection"),
    "answered": Message("Objection answered"),
    "confirmed": Message("Absence confirmed"),
    "dismissed": Message("No absence"),
}


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("verdict", help=_("object to a verdict, confirm a suspected absence"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    own = verbs.add_parser("object", parents=[shared], help=_("object to a verdict of one's own"))
    own.add_argument("--reason", required=True, metavar="R", help=_("why"))
    for verb, text in (
        ("confirm", _("confirm a suspected absence of somebody else")),
        ("dismiss", _("say that a suspected absence is none")),
    ):
        one = verbs.add_parser(verb, parents=[shared], help=text)
        one.add_argument("--staff", required=True, metavar="CODE", help=_("of this person"))
        one.add_argument("--reason", default="", metavar="R", help=_("why"))
    for verb in ("object", "confirm", "dismiss"):
        one = verbs.choices[verb]
        one.add_argument("--date", type=day, required=True, metavar="D", help=_("of this day"))
        one.add_argument("--half", choices=SPAN_NAMES, required=True, help=_("of this half-day"))
        one.set_defaults(run=run, show=show)
    for verb, text in (
        ("list", _("objections and decisions, oldest first")),
        ("changes", _("verdicts that were made anew, oldest first")),
    ):
        one = verbs.add_parser(verb, parents=[shared], help=text)
        one.add_argument("--from", dest="first", type=day, required=True, metavar="D", help=_("first day"))
        one.add_argument("--to", dest="last", type=day, required=True, metavar="D", help=_("last day"))
        one.add_argument("--staff", metavar="CODE", help=_("of this person"))
        one.set_defaults(run=run_list if verb == "list" else run_changes, show=show_list)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Keep what is said."""
    from hallclient.services import verdict_reviews

    hall, actor = context.hall, context.actor
    if args.verb == "object":
        row = verdict_reviews.object_to(hall, actor, args.date, args.half, args.reason)
        staff, kind = actor.code if actor else "", "objected"
    else:
        staff, kind = args.staff, {"confirm": "confirmed", "dismiss": "dismissed"}[args.verb]
        row = verdict_reviews.decide(hall, actor, staff, args.date, args.half, kind, args.reason)
    return {"id": row, "staff": staff, "date": args.date.isoformat(), "half": args.half, "state": kind}


def show(value: dict[str, Any]) -> str:
    """One line for people."""
    words = (value["staff"], value["date"], say(HALVES[value["half"]]), say(REVIEWS[value["state"]]))
    return " ".join(words)


def run_list(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """What was said; words are for the person and for supervisors."""
    from hallclient.rules import roles
    from hallclient.services import verdict_reviews

    actor = context.actor
    return [
        {
            "id": one.id, "date": one.day.isoformat(), "staff": one.staff, "half": one.half,
            "what": say(REVIEWS[one.kind]),
            "state": one.kind, "by": one.by, "at": one.at.isoformat(),
            "reason": one.words
            if actor is not None and (actor.code == one.staff or roles.may(actor.role, "review"))
            else "****" if one.words else "",
        }
        for one in verdict_reviews.said(context.hall, args.first, min(args.last, date.max), args.staff)
    ]  # fmt: skip


def run_changes(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """What was judged anew, with what it was before."""
    from hallclient.rules.verdict_words import change
    from hallclient.services import settling

    context.check_actor()
    return [
        {
            "date": one.day.isoformat(), "staff": one.staff, "half": one.half, "what": say(change(one)),
            "cause": one.cause, "before": one.before, "after": one.after, "by": one.by, "at": one.at.isoformat(),
        }
        for one in settling.changes(context.hall, args.first, args.last, args.staff)
    ]  # fmt: skip


def show_list(value: list[dict[str, Any]]) -> str:
    """A line each."""
    head = (_("Date"), _("Code"), _("Half-day"), _("What"), _("Reason"))
    return listing.columns(
        head,
        ((row["date"], row["staff"], HALVES[row["half"]], row["what"], row.get("reason", "")) for row in value),
    )
