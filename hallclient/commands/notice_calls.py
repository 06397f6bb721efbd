"""``notice follow-up|call|calls``: whose supplement is awaited, and the log of calls about it."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing
from hallclient.commands.arguments import days
from hallclient.commands.context import Context
from hallclient.commands.request_values import iso
from hallclient.language import _, say
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.services.follow_up import Awaited, Call


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    found = verbs.add_parser("follow-up", parents=[shared], help=_("notices whose supplement is awaited"))
    found.add_argument(
        "--within", type=days, metavar="N", help=_("only those whose period ends in N working days or has ended")
    )
    found.add_argument(
        "--reveal", action="store_true", help=_("show phones in full; needs --as and is journaled for each")
    )
    found.set_defaults(run=run_list, show=show_list)
    call = verbs.add_parser("call", parents=[shared], help=_("log a call about a notice"))
    call.add_argument("ident", metavar="ID", help=_("id or document number of the notice"))
    outcome = call.add_mutually_exclusive_group(required=True)
    outcome.add_argument("--reached", action="store_true", help=_("somebody was reached"))
    outcome.add_argument("--not-reached", dest="reached", action="store_false", help=_("nobody answered"))
    call.add_argument("--words", default="", metavar="TEXT", help=_("what was said"))
    call.set_defaults(run=run_call, show=show_calls)
    log = verbs.add_parser("calls", parents=[shared], help=_("the calls about a notice"))
    log.add_argument("ident", metavar="ID", help=_("id or document number of the notice"))
    log.set_defaults(run=run_calls, show=show_calls)


def run_list(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """The most urgent first; phones are masked unless they are revealed."""
    from hallclient.services import follow_up

    context.check_actor()
    found = follow_up.awaited(context.hall, args.within)
    phones = {one.request: follow_up.phone(context.hall, context.actor, one) for one in found if args.reveal}
    return [_value(one, phones.get(one.request, one.phone)) for one in found]


def _value(one: Awaited, phone: str) -> dict[str, Any]:
    return {
        **asdict(one),
        "phone": phone,
        "issued_at": iso(one.issued_at),
        "due": iso(one.due),
        "calls": [_call(call) for call in one.calls],
    }


def _call(call: Call) -> dict[str, Any]:
    return {**asdict(call), "at": iso(call.at)}


def show_list(value: list[dict[str, Any]]) -> str:
    """A line a notice."""
    head = (
        _("Number"), _("Applicant"), _("Phone"), _("Item"), _("Missing"), _("To be supplied by"), _("Days left"),
        _("Last call"),
    )  # fmt: skip
    rows = (
        (
            one["request"], one["applicant"], one["phone"] or "-", one["item_name"], one["missing"],
            one["due"] or "-", "-" if one["left"] is None else one["left"], _last(one["calls"]),
        )
        for one in value
    )  # fmt: skip
    return listing.columns(head, rows)


def _last(calls: list[dict[str, Any]]) -> str:
    if not calls:
        return _("not called yet")
    return f"{listing.time_of(calls[-1]['at'])} {_reached(calls[-1]['reached'])}"


def _reached(reached: bool) -> str:
    return _("reached") if reached else _("not reached")


def run_call(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Log the call; gives the calls about the notice."""
    from hallclient.services import follow_up, notices

    notice = notices.get(context.hall, args.ident)
    follow_up.call(context.hall, context.actor, notice.id, args.reached, args.words)
    return [_call(call) for call in follow_up.calls(context.hall, notice.id)]


def run_calls(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """The calls about the notice, oldest first."""
    from hallclient.services import follow_up, notices

    context.check_actor()
    return [_call(call) for call in follow_up.calls(context.hall, notices.get(context.hall, args.ident).id)]


def show_calls(value: list[dict[str, Any]]) -> str:
    """A line a call."""
    if not value:
        return say(Message("No calls yet."))
    head = (_("When"), _("Who"), _("Result"), _("Words"))
    rows = ((listing.time_of(one["at"]), one["name"], _reached(one["reached"]), one["words"]) for one in value)
    return listing.columns(head, rows)
