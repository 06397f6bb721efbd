"""``search``: requests by number, name, item, or the last digits of phone and identifier."""

from __future__ import annotations

import argparse
from typing import Any

from hallclient.commands.arguments import count
from hallclient.commands.context import Context
from hallclient.commands.request_values import row, show_rows
from hallclient.language import _


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("search", parents=[shared], help=_("find requests"))
    parser.add_argument("text", metavar="TEXT", help=_("number, name, item, identifier or phone, or its last four"))
    parser.add_argument("--limit", type=count, default=50, metavar="N", help=_("at most so many"))
    parser.set_defaults(run=run, show=show_rows)


def run(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """The newest requests that match."""
    from hallclient.services.search import search

    context.check_actor()
    return [row(request) for request in search(context.hall, args.text, args.limit)]
