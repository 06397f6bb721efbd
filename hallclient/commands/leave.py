"""``leave ask|approve|reject|list``: leave and errands (请假、外出)."""

from __future__ import annotations

import argparse
from typing import Any

from hallclient.commands import applications
from hallclient.commands.arguments import moment
from hallclient.commands.context import Context
from hallclient.language import _


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("leave", help=_("ask for leave and grant it"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    ask = verbs.add_parser("ask", parents=[shared], help=_("ask for leave"))
    ask.add_argument("--from", dest="start", type=moment, required=True, metavar="T", help=_("first moment"))
    ask.add_argument("--to", dest="end", type=moment, required=True, metavar="T", help=_("last moment"))
    ask.add_argument("--type", dest="word", required=True, metavar="T", help=_("type of leave, such as 事假 or 公差"))
    ask.add_argument("--reason", default="", metavar="R", help=_("why"))
    ask.set_defaults(run=run_ask, show=applications.show_one)
    applications.add(verbs, shared, "leave")


def run_ask(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Ask for leave; whoever the length demands grants it."""
    from hallclient.services import attendance

    hall, actor = context.hall, context.actor
    start, end = hall.clock.at(args.start), hall.clock.at(args.end)
    return applications.value_of("leave", attendance.ask_leave(hall, actor, start, end, args.word, args.reason))
