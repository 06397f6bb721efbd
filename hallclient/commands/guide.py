"""``guide N``: the guide slip (引导单) for somebody who came to the wrong window."""

from __future__ import annotations

import argparse
from typing import Any

from hallclient.commands.arguments import count
from hallclient.commands.context import Context
from hallclient.errors import NotFound
from hallclient.language import _
from hallclient.rules.message import Message


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("guide", parents=[shared], help=_("guide slip to the right window"))
    parser.add_argument("window", type=count, metavar="N", help=_("number of the right window"))
    parser.add_argument("--matter", default="", metavar="TEXT", help=_("what it is about"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Write the slip and count the guidance."""
    from hallclient.jobs import papers, print_out
    from hallclient.services import accounts, windows

    actor = accounts.demand(context.actor, "receive")
    window = next((one for one in windows.every(context.hall) if one.number == args.window), None)
    if window is None:
        raise NotFound(
            Message("There is no window {number}.", number=args.window),
            Message("See the windows with “hallclient window list”."),
        )
    slip = papers.guide_to_window(context.hall, actor, window, args.matter)
    where = print_out.put_out(context.hall, actor, slip.id).file.parent
    return {
        "window": window.number,
        "floor": window.floor,
        "phone": window.phone,
        "number": slip.number,
        "folder": str(where),
    }


def show(value: dict[str, Any]) -> str:
    """Where the slip is."""
    return str(value["folder"])
