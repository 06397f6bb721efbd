"""``staff list|set-pin|…``: who works here."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from hallclient.commands import listing, staff_power
from hallclient.commands.context import Context
from hallclient.errors import BadInput
from hallclient.language import _, say
from hallclient.rules.message import Message
from hallclient.rules.terms import ROLES


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("staff", help=_("the people of the hall"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    found = verbs.add_parser("list", parents=[shared], help=_("everyone by code"))
    found.set_defaults(run=run_list, show=show_list)
    pin = verbs.add_parser(
        "set-pin", parents=[shared], help=_("a new PIN: one's own, or anybody's for the administrator")
    )
    pin.add_argument("code", metavar="CODE", help=_("whose PIN; the new one is the second line of standard input"))
    pin.set_defaults(run=run_set_pin, show=show_set_pin)
    staff_power.add(verbs, shared)


def run_list(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Everyone, with role and authorisation."""
    from hallclient.services import accounts

    context.check_actor()
    return [{**asdict(person), "authorised": list(person.authorised)} for person in accounts.everyone(context.hall)]


def show_list(value: list[dict[str, Any]]) -> str:
    """A line a person."""
    head = (
        _("Staff code"),
        _("Name"),
        _("Role"),
        _("Window"),
        _("Department"),
        _("Backup"),
        _("Active"),
        _("Locked"),
    )
    return listing.columns(
        head,
        (
            (
                one["code"], one["name"], ROLES.get(one["role"], one["role"]), one["window"], one["department"],
                one["backup"], one["active"], one["locked"],
            )
            for one in value
        ),
    )  # fmt: skip


def run_set_pin(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Set a PIN; it ends a lock-out too."""
    from hallclient.services import accounts

    actor = accounts.demand(context.actor, "punch")
    pin = context.read_pin(
        Message("New PIN"), Message("Write the new PIN as the second line, behind that of who acts.")
    )
    if not args.pin_stdin and context.read_pin(Message("New PIN again")) != pin:
        raise BadInput(Message("The two PINs differ."), Message("Type the new PIN twice."))
    accounts.set_pin(context.hall, actor, args.code, pin)
    return {"code": args.code}


def show_set_pin(value: dict[str, Any]) -> str:
    """Whose PIN is new."""
    return say(Message("The PIN of {code} is new.", code=value["code"]))
