"""``request hand-over-all|take-up-all|waiting|refusals|originals``: who has what, and what was refused."""

from __future__ import annotations

import argparse
from typing import Any

from hallclient.commands import listing
from hallclient.commands.arguments import day
from hallclient.commands.context import Context
from hallclient.commands.request_values import iso
from hallclient.errors import BadInput
from hallclient.language import _, say
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.rules.terms import ACTIONS, STATES


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    _add_hand_over_all(verbs.add_parser("hand-over-all", parents=[shared], help=_("hand over all open requests")))
    _add_take_up_all(verbs.add_parser("take-up-all", parents=[shared], help=_("take up what was handed to oneself")))
    waiting = verbs.add_parser("waiting", parents=[shared], help=_("what nobody took up, or whose owner has left"))
    waiting.set_defaults(run=run_waiting, show=show_waiting)
    _add_refusals(verbs.add_parser("refusals", parents=[shared], help=_("every “no” that was said to applicants")))
    kept = verbs.add_parser("originals", parents=[shared], help=_("what a request said before it was put right"))
    kept.add_argument("number", metavar="NUMBER", help=_("number of the request"))
    kept.set_defaults(run=run_originals, show=show_originals)


def _add_hand_over_all(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", required=True, metavar="CODE", help=_("who gets them"))
    parser.add_argument("--reason", required=True, metavar="REASON", help=_("why they are handed over"))
    parser.add_argument("--of", default="", metavar="CODE", help=_("whose requests; one's own without it"))
    parser.set_defaults(run=run_hand_over_all, show=show_hand_over_all)


def run_hand_over_all(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Hand everything over, and write the receipt."""
    from hallclient.jobs import hand_over_paper
    from hallclient.services import handover

    done = handover.hand_over_all(context.hall, context.actor, args.to, args.reason, args.of)
    folder = hand_over_paper.hand_over(context.hall, done).folder
    return {
        "owner": done.owner,
        "to": done.to,
        "numbers": [request.number for request in done.requests],
        "left": [request.number for request in done.left],
        "parts": [{"number": one.request.number, "task": one.part.id} for one in done.parts if one.part],
        "receipt": str(folder),
    }


def show_hand_over_all(value: dict[str, Any]) -> str:
    """How many, and where the receipt is."""
    first = Message("{count} requests were handed to {to}.", count=len(value["numbers"]), to=value["to"])
    return "\n".join([say(first), say(Message("The receipt is in {folder}", folder=value["receipt"]))])


def _add_take_up_all(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="giver", default="", metavar="CODE", help=_("only what this person handed over")
    )
    parser.set_defaults(run=run_take_up_all, show=show_take_up_all)


def run_take_up_all(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Take up everything that was handed to the person who acts."""
    from hallclient.services import handover

    taken = handover.take_up_all(context.hall, context.actor, args.giver)
    return {
        "numbers": [one.request.number for one in taken if one.part is None],
        "parts": [{"number": one.request.number, "task": one.part.id} for one in taken if one.part],
    }


def show_take_up_all(value: dict[str, Any]) -> str:
    """How many."""
    return say(Message("{count} requests were taken up.", count=len(value["numbers"]) + len(value["parts"])))


def run_waiting(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """What is on its way, then what belongs to people who left."""
    from hallclient.services import handover

    context.check_actor()
    return [
        {
            "number": row.request.number,
            "state": row.request.state,
            "item_name": row.request.item_name,
            "owner": row.owner,
            "to": row.pending.owner,
            "window": row.pending.window,
            "department": row.pending.department,
            "owner_left": row.gone,
            "part": row.part.department if row.part else None,
        }
        for row in handover.waiting(context.hall)
    ]


def show_waiting(value: list[dict[str, Any]]) -> str:
    """A line a request."""
    head = (_("Number"), _("Item"), _("State"), _("Owner"), _("Handed to"))
    return listing.columns(
        head,
        (
            (
                one["number"], _matter(one), STATES.get(one["state"], one["state"]), one["owner"],
                _("the owner has left") if one["owner_left"] else _receiver(one),
            )
            for one in value
        ),
    )  # fmt: skip


def _matter(one: dict[str, Any]) -> str:
    if one["part"] is None:
        return str(one["item_name"])
    return say(Message("{department}: part of {item}", department=one["part"], item=one["item_name"]))


def _receiver(one: dict[str, Any]) -> str:
    if one["window"] is not None:
        return say(Message("window {number}", number=one["window"]))
    return str(one["department"] or one["to"])


def _add_refusals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=day, metavar="D", help=_("said on this day or later"))
    parser.add_argument("--to", dest="last", type=day, metavar="D", help=_("said on this day or earlier"))
    parser.set_defaults(run=run_refusals, show=show_refusals)


def run_refusals(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """The “no” of a period (this month without one), newest first; for supervisors. Names are masked."""
    from hallclient.services import accounts, refusals

    accounts.demand(context.actor, "review")
    today = context.hall.clock.today()
    last = args.last or today
    first = args.first or last.replace(day=1)
    if last < first:
        raise BadInput(
            Message("The period {first}..{last} ends before it begins.", first=first, last=last),
            Message("Give the earlier date first."),
        )
    return [
        {
            "at": iso(row.at),
            "number": row.number,
            "action": row.action,
            "item_name": row.item_name,
            "department": row.department,
            "window": row.window,
            "name": row.name if row.organisation else hall_name(row.name),
            "staff": row.staff,
            "staff_name": row.staff_name,
            "authorisation": row.authorisation,
            "reason": row.words,
            "state": row.state,
        }
        for row in refusals.listing(context.hall, first, last)
    ]


def show_refusals(value: list[dict[str, Any]]) -> str:
    """A line a refusal."""
    head = (_("When"), _("Number"), _("Action"), _("Item"), _("By"), _("Authorisation"), _("Reason"))
    return listing.columns(
        head,
        (
            (
                listing.time_of(one["at"]), one["number"], ACTIONS[one["action"]], one["item_name"],
                one["staff_name"], one["authorisation"], one["reason"],
            )
            for one in value
        ),
    )  # fmt: skip


def run_originals(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """What the request said before: personal data, so it needs a person and is journaled as a reveal."""
    from hallclient.services import originals, reveal

    reveal.request(context.hall, context.actor, args.number)
    return [
        {
            "at": iso(one.at),
            "staff": one.staff,
            "action": one.action,
            "reason": one.reason,
            "values": dict(one.values),
        }
        for one in originals.of_request(context.hall, args.number)
    ]


def show_originals(value: list[dict[str, Any]]) -> str:
    """A line a correction, then the old values."""
    lines = [
        (listing.time_of(one["at"]), one["staff"], ACTIONS[one["action"]], one["reason"], _pairs(one["values"]))
        for one in value
    ]
    return listing.columns((_("When"), _("By"), _("Action"), _("Reason"), _("Before")), lines)


def _pairs(values: dict[str, Any]) -> str:
    return ", ".join(f"{key}={value}" for key, value in values.items())
