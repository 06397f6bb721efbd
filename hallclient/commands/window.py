"""``window list|set``: the windows of the hall, with floor and phone, as guide slips name them."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from hallclient.commands import listing
from hallclient.commands.arguments import count
from hallclient.commands.context import Context
from hallclient.language import _

_KINDS = ("general", "special")


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("window", help=_("the windows of the hall"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    found = verbs.add_parser("list", parents=[shared], help=_("every window by number"))
    found.set_defaults(run=run_list, show=show_list)
    change = verbs.add_parser("set", parents=[shared], help=_("add a window or change it; for the administrator"))
    change.add_argument("number", type=count, metavar="N", help=_("number on the sign"))
    change.add_argument("--name", metavar="NAME", help=_("name on the sign"))
    change.add_argument("--floor", metavar="TEXT", help=_("floor or hall where it is"))
    change.add_argument("--phone", metavar="P", help=_("phone of the window"))
    change.add_argument("--kind", choices=_KINDS, help=_("general takes any matter, special some departments"))
    change.add_argument("--departments", metavar="LIST", help=_("departments of a special window, parted by ;"))
    change.add_argument(
        "--shared", action=argparse.BooleanOptionalAction, default=None, help=_("two people may be signed in at it")
    )
    change.set_defaults(run=run_set, show=show_one)


def run_list(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Every window."""
    from hallclient.services import windows

    context.check_actor()
    return [asdict(window) for window in windows.every(context.hall)]


def run_set(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """What is not named stays as it is."""
    from hallclient.services import windows

    given = {name: getattr(args, name) for name in ("name", "floor", "phone", "kind", "departments")}
    changed = windows.save(
        context.hall,
        context.actor,
        args.number,
        {name: value for name, value in given.items() if value is not None},
        args.shared,
    )
    return asdict(changed)


def show_list(value: list[dict[str, Any]]) -> str:
    """A line a window."""
    head = (_("Window"), _("Window name"), _("Floor"), _("Phone"), _("Departments"))
    return listing.columns(
        head, ((one["number"], one["name"], one["floor"], one["phone"], one["departments"]) for one in value)
    )


def show_one(value: dict[str, Any]) -> str:
    """The window as a line."""
    return show_list([value])
