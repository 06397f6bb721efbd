"""``demo``: a throw-away hall with a believable past, and the window program on it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from hallclient.commands.arguments import count, days
from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.message import Message


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("demo", parents=[shared], help=_("try a made-up hall; everyone's PIN is 0000"))
    parser.add_argument("--days", type=count, metavar="N", help=_("how many days the past goes back (60)"))
    parser.add_argument("--requests", type=days, metavar="N", help=_("how many requests there are (600)"))
    parser.add_argument("--seed", type=int, default=1, metavar="S", help=_("another number, another past"))
    parser.add_argument("--no-ui", action="store_true", help=_("only make the hall, do not open the window"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Make the hall where --home or HALLCLIENT_HOME say, else in a fresh temporary folder; then open it."""
    if not args.no_ui:
        from hallclient.terminal import demand_terminal

        demand_terminal(context.utf8)
    from hallclient.jobs.demo.make import DAYS, REQUESTS, make_demo

    named = args.home or os.environ.get("HALLCLIENT_HOME")
    if not args.json:
        context.remark(Message("Making the demo hall; this takes some seconds."))
    demo = make_demo(
        Path(named).expanduser().absolute() if named else None,
        args.days or DAYS,
        REQUESTS if args.requests is None else args.requests,
        args.seed,
    )
    if not args.no_ui:
        from hallclient.terminal import open_terminal

        context.exit_code = open_terminal(demo.home)
    return {
        "home": str(demo.home.folder),
        "requests": demo.requests,
        "punches": demo.punches,
        "notices": demo.notices,
        "staff": demo.staff,
    }


def show(value: dict[str, Any]) -> str:
    """Where it is and who can be unlocked."""
    said = (
        Message(
            "Demo hall with {requests} requests, {punches} punches, {notices} notices, {staff} people.",
            **{key: value[key] for key in ("requests", "punches", "notices", "staff")},
        ),
        Message(
            "Everyone's PIN is 0000: 1003 clerk, 1001 chief representative, 1005 supervisor, 1012 administrator."
        ),
        Message("Open it again with: hallclient --home {folder}", folder=value["home"]),
    )
    return "\n".join(say(message) for message in said)
