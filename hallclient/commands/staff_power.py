"""``staff authorise|authorisations|revoke|disable|enable``: who decides in whose name, and who works here."""

from __future__ import annotations

import argparse
from typing import Any

from hallclient.commands import listing
from hallclient.commands.arguments import count, day
from hallclient.commands.context import Context
from hallclient.commands.request_values import iso
from hallclient.language import _, say
from hallclient.rules.authority import Authorisation
from hallclient.rules.message import Message


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    given = verbs.add_parser("authorise", parents=[shared], help=_("authorise a chief representative"))
    given.add_argument("code", metavar="CODE", help=_("who is authorised"))
    given.add_argument("--department", required=True, metavar="NAME", help=_("in whose name"))
    given.add_argument("--number", required=True, metavar="NUMBER", help=_("number of the written authorisation"))
    given.add_argument(
        "--item", action="append", default=[], metavar="CODE", help=_("only for this item; repeatable")
    )
    given.add_argument("--from", dest="first", type=day, metavar="D", help=_("valid from this day; today without it"))
    given.add_argument("--until", type=day, metavar="D", help=_("the last day; no end without it"))
    given.set_defaults(run=run_authorise, show=show_one)
    every = verbs.add_parser("authorisations", parents=[shared], help=_("every authorisation, by person"))
    every.set_defaults(run=run_authorisations, show=show_authorisations)
    ended = verbs.add_parser("revoke", parents=[shared], help=_("end an authorisation at once"))
    ended.add_argument("id", type=count, metavar="ID", help=_("number in the list of authorisations"))
    ended.add_argument("--reason", default="", metavar="REASON", help=_("why it ends"))
    ended.set_defaults(run=run_revoke, show=show_revoke)
    left = verbs.add_parser("disable", parents=[shared], help=_("the person does not work here any more"))
    left.add_argument("code", metavar="CODE", help=_("who leaves"))
    left.add_argument("--hand-to", default="", metavar="CODE", help=_("who gets the open requests, at once"))
    left.add_argument("--reason", default="", metavar="REASON", help=_("why the person leaves"))
    left.set_defaults(run=run_disable, show=show_disable)
    back = verbs.add_parser("enable", parents=[shared], help=_("the person works here again"))
    back.add_argument("code", metavar="CODE", help=_("who comes back"))
    back.set_defaults(run=run_enable, show=show_enable)


def run_authorise(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Enter an authorisation."""
    from hallclient.services import authorisations

    given = authorisations.give(
        context.hall, context.actor, args.code, args.department, args.number, args.item, args.first, args.until
    )
    return _value(given)


def run_authorisations(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Those of the staff list (without number and end) and those that were entered."""
    from hallclient.services import authorisations

    context.check_actor()
    return [_value(one) for one in authorisations.every(context.hall)]


def _value(one: Authorisation) -> dict[str, Any]:
    return {
        "id": one.id or None,
        "staff": one.staff,
        "department": one.department,
        "number": one.number,
        "items": list(one.items),
        "valid_from": iso(one.valid_from),
        "expires": iso(one.expires),
    }


def show_one(value: dict[str, Any]) -> str:
    """The authorisation as a line of the list."""
    return show_authorisations([value])


def show_authorisations(value: list[dict[str, Any]]) -> str:
    """A line an authorisation."""
    head = (_("ID"), _("Staff code"), _("Department"), _("Authorisation"), _("Items"), _("From"), _("Until"))
    return listing.columns(
        head,
        (
            (
                one["id"], one["staff"], one["department"], one["number"] or _("staff list"),
                one["items"] or _("all"), one["valid_from"], one["expires"] or _("no end"),
            )
            for one in value
        ),
    )  # fmt: skip


def run_revoke(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """End an authorisation."""
    from hallclient.services import authorisations

    authorisations.revoke(context.hall, context.actor, args.id, args.reason)
    return {"id": args.id}


def show_revoke(value: dict[str, Any]) -> str:
    """Which one."""
    return say(Message("The authorisation {id} has ended.", id=value["id"]))


def run_disable(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Disable a person, whose open requests go to somebody else with it."""
    from hallclient.services import staff_status

    left = staff_status.disable(context.hall, context.actor, args.code, args.hand_to, args.reason)
    return {"code": left.code, "to": left.to, "numbers": [request.number for request in left.requests]}


def show_disable(value: dict[str, Any]) -> str:
    """Who left, and how many requests went to whom."""
    if not value["numbers"]:
        return say(Message("{code} does not work here any more.", code=value["code"]))
    words = Message(
        "{code} does not work here any more; {count} requests are with {to} now.",
        code=value["code"], count=len(value["numbers"]), to=value["to"],
    )  # fmt: skip
    return say(words)


def run_enable(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """The person works here again."""
    from hallclient.services import staff_status

    staff_status.enable(context.hall, context.actor, args.code)
    return {"code": args.code}


def show_enable(value: dict[str, Any]) -> str:
    """Who."""
    return say(Message("{code} works here again.", code=value["code"]))
