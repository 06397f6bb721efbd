"""``visit list|arrive|call|serve|park|wait|undo|leave``: who is here, since when, and how it goes on."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing
from hallclient.commands.arguments import count, day, moment
from hallclient.commands.context import Context
from hallclient.language import _

if TYPE_CHECKING:
    from hallclient.rules.visit import Visit

_KINDS = {"call": "called", "serve": "serving", "park": "parked", "wait": "waiting"}


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("visit", help=_("visits to the hall: waiting, called, served, gone"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    found = verbs.add_parser("list", parents=[shared], help=_("the visits that go on, or those of a day"))
    found.add_argument("--date", type=day, metavar="D", help=_("all visits of this day"))
    found.set_defaults(run=run_list, show=show_list)
    come = verbs.add_parser("arrive", parents=[shared], help=_("somebody has come and waits"))
    come.add_argument("--queue", default="", metavar="N", help=_("number of the queue slip"))
    come.add_argument("--green", default="", metavar="REASON", help=_("reason for priority"))
    come.add_argument("--at", type=moment, metavar="T", help=_("when, if not now"))
    come.set_defaults(run=run_arrive, show=show_one)
    texts = {
        "call": _("call a visitor, or call again"),
        "serve": _("the visitor is at the window"),
        "park": _("the visitor has gone away for a while"),
        "wait": _("the visitor did not come: back to waiting"),
    }
    for verb, words in texts.items():
        _step(verbs.add_parser(verb, parents=[shared], help=words), _("why")).set_defaults(run=run_step)
    _step(verbs.add_parser("leave", parents=[shared], help=_("the visitor goes")), _("why")).set_defaults(
        run=run_leave
    )
    _step(
        verbs.add_parser("undo", parents=[shared], help=_("the last step was a slip; what was before goes on")),
        _("which slip"),
    ).set_defaults(run=run_undo)


def _step(parser: argparse.ArgumentParser, reason: str) -> argparse.ArgumentParser:
    parser.add_argument("id", type=count, metavar="ID", help=_("number of the visit"))
    parser.add_argument("--reason", default="", metavar="R", help=reason)
    parser.set_defaults(show=show_one)
    return parser


def run_list(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Who is here, in the order of arrival."""
    from hallclient.services import visits

    context.check_actor()
    hall = context.hall
    found = visits.between(hall, args.date, args.date) if args.date else visits.going_on(hall)
    return [_value(context, visit) for visit in found]


def run_arrive(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Somebody has come."""
    from hallclient.services import visit_queue

    at = context.hall.clock.at(args.at) if args.at else None
    return _value(context, visit_queue.arrive(context.hall, context.actor, args.queue, args.green, at))


def run_step(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Call, serve, park, or let wait again."""
    from hallclient.services import visits

    return _value(context, visits.step(context.hall, context.actor, args.id, _KINDS[args.verb], args.reason))


def run_undo(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Take the last step back; it stays in the record."""
    from hallclient.services import visits

    return _value(context, visits.undo(context.hall, context.actor, args.id, args.reason))


def run_leave(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """The visitor goes."""
    from hallclient.services import visits

    return _value(context, visits.leave(context.hall, context.actor, args.id, args.reason))


def _value(context: Context, visit: Visit) -> dict[str, Any]:
    from hallclient.commands.request_values import iso
    from hallclient.rules import visit as rules

    now = context.hall.clock.now()
    running = visit.current
    return {
        "id": visit.id,
        "window": visit.window,
        "queue": visit.queue,
        "green": visit.green,
        "arrived_at": iso(visit.arrived_at),
        "left_at": iso(visit.left_at),
        "outcome": visit.outcome,
        "now": running.kind if running else "",
        "waited": rules.waited(visit.spans, now),
        "served": rules.served(visit.spans, now),
        "requests": list(visit.requests),
        "spans": [
            {
                "kind": span.kind,
                "staff": span.staff,
                "window": span.window,
                "began_at": iso(span.began_at),
                "ended_at": iso(span.ended_at),
                "reason": span.reason,
                "void": span.void,
            }
            for span in visit.spans
        ],
    }


def show_list(value: list[dict[str, Any]]) -> str:
    """A line a visit."""
    from hallclient.rules.visit import ENDS, SPANS

    head = (_("Visit"), _("Queue"), _("Window"), _("Arrived"), _("Now"), _("Waited"), _("Served"), _("Requests"))
    return listing.columns(
        head,
        (
            (
                one["id"], one["queue"], one["window"], listing.time_of(one["arrived_at"]),
                SPANS[one["now"]] if one["now"] else ENDS.get(one["outcome"], ""),
                clock(one["waited"]), clock(one["served"]), one["requests"],
            )
            for one in value
        ),
    )  # fmt: skip


def clock(seconds: int) -> str:
    """Seconds as ``h:mm:ss``."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def show_one(value: dict[str, Any]) -> str:
    """The visit as a line."""
    return show_list([value])
