"""``correction ask|approve|reject|list``: forgotten punches (补签)."""

from __future__ import annotations

import argparse
from typing import Any

from hallclient.commands import applications
from hallclient.commands.arguments import moment
from hallclient.commands.context import Context
from hallclient.language import _
from hallclient.rules.terms import PUNCHES


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("correction", help=_("ask for a forgotten punch and approve it"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    ask = verbs.add_parser("ask", parents=[shared], help=_("ask for a forgotten punch"))
    ask.add_argument("--at", type=moment, required=True, metavar="T", help=_("when it should have been"))
    ask.add_argument("--kind", choices=tuple(PUNCHES), required=True, help=_("what is punched"))
    ask.add_argument("--reason", required=True, metavar="R", help=_("why the punch is missing"))
    ask.add_argument("--evidence", default="", metavar="E", help=_("what shows that the person was there"))
    ask.set_defaults(run=run_ask, show=applications.show_one)
    applications.add(verbs, shared, "correction")


def run_ask(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Ask for a punch to be added; another person approves it, and what was punched stays."""
    from hallclient.services import attendance

    hall, actor = context.hall, context.actor
    asked = attendance.ask_correction(hall, actor, hall.clock.at(args.at), args.kind, args.reason, args.evidence)
    return applications.value_of("correction", asked)
