"""``close-day``: list what is open, write the papers of the day, back up, sign."""

from __future__ import annotations

import argparse
from typing import Any

from hallclient.commands.arguments import day
from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.message import Message


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("close-day", parents=[shared], help=_("close the day: ledgers, backup, signature"))
    parser.add_argument("--date", type=day, metavar="D", help=_("the day, today by default"))
    parser.add_argument("--explain", default="", metavar="TEXT", help=_("why points are left open"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Close the day; refused with the list of open points when nothing is said about them."""
    from hallclient.jobs.day_close import close_day

    closed = close_day(context.hall, context.actor, args.date, args.explain)
    return {
        "date": closed.closing.day.isoformat(),
        "open": closed.closing.open.as_dict(),
        "reviews_due": [review.number for review in closed.closing.reviews],
        "carried_over": [request.number for request in closed.closing.carried_over],
        "figures": closed.closing.figures.as_dict(),
        "signed_by": closed.closing.signed_by,
        "files": [str(path) for path in closed.files],
    }


def show(value: dict[str, Any]) -> str:
    """What was closed and where the papers are."""
    figures = value["figures"]
    head = Message(
        "{day} is closed: received {received}, completed {completed}, in progress {in_progress}.",
        day=value["date"],
        received=figures["received"],
        completed=figures["completed"],
        in_progress=figures["in_progress"],
    )
    due = value["reviews_due"]
    told = [say(Message("Bad reviews to follow up: {numbers}.", numbers=", ".join(due)))] if due else []
    return "\n".join([say(head), *told, *value["files"]])
