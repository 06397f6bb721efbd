"""``request new|list|show|act|recompute``: walk-in requests."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from hallclient.commands import request_circumstances, request_owners, request_recompute, request_show
from hallclient.commands.arguments import count, day, setting
from hallclient.commands.context import Context
from hallclient.commands.request_values import iso, marked, materials, provisional_dates, row, show_rows
from hallclient.errors import BadInput, HallError, Refused
from hallclient.language import _, say
from hallclient.rules.conditions import AGENT_UNNAMED
from hallclient.rules.message import Message
from hallclient.rules.terms import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hallclient.jobs.request_step import Taken
    from hallclient.rules.request import Request
    from hallclient.services.documents import Document

DISCLOSURE_STATES = (
    "preliminary", "assigned", "draft_review", "legal_review", "sign_off", "replied", "archived", "abandoned",
)  # fmt: skip
"""States of disclosure requests that no request reaches yet; a list of them is empty."""

LATER_ACTIONS = (
    "advance", "reply", "archive",
)  # fmt: skip
"""Actions that are named for scripts and that this version does not take yet."""


ALWAYS_TAKEN = ("reason", "words", "overdue_reason", "overdue_by", "visit")
"""Settings that a script may give with every action: said where they are asked for, passed over elsewhere."""


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("request", help=_("walk-in requests"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    _add_new(verbs.add_parser("new", parents=[shared], help=_("receive a request at the counter")))
    _add_list(verbs.add_parser("list", parents=[shared], help=_("a page of requests, newest first")))
    request_show.add(verbs.add_parser("show", parents=[shared], help=_("one request with timeline and clock")))
    request_owners.add(verbs, shared)
    request_recompute.add(
        verbs.add_parser(
            "recompute", parents=[shared], help=_("count provisional dates anew once their year is known")
        )
    )
    _add_act(verbs.add_parser("act", parents=[shared], help=_("take an action on a request")))


def _add_new(parser: argparse.ArgumentParser) -> None:
    asked = parser.add_argument
    asked("--item", required=True, metavar="CODE", help=_("code of the matter"))
    asked("--name", default="", help=_("name of the applicant as on the paper"))
    asked("--id-type", default="", metavar="T", help=_("kind of paper, such as resident_id or uscc"))
    asked("--id-number", default="", metavar="N", help=_("number of the paper"))
    asked("--phone", default="", metavar="P", help=_("phone of the applicant"))
    asked("--org", action="store_true", help=_("the applicant is an organisation"))
    asked("--agent-name", default="", metavar="NAME", help=_("name of the agent"))
    asked("--agent-id", default="", metavar="N", help=_("number of the agent's paper"))
    asked("--agent-id-type", default="", metavar="T", help=_("kind of the agent's paper"))
    asked("--agent-phone", default="", metavar="P", help=_("phone of the agent"))
    asked("--condition", action="append", default=[], metavar="C", help=_("condition that applies; may be repeated"))
    asked("--green", default="", metavar="REASON", help=_("reason for priority"))
    asked("--channel", default="counter", metavar="CHANNEL", help=_("counter, web, mail, hotline or other"))
    asked("--matter", default="", metavar="TEXT", help=_("what a consultation or complaint is about"))
    asked("--answer", default="", metavar="TEXT", help=_("the answer to a consultation, given at once"))
    request_circumstances.add(parser)
    parser.set_defaults(run=run_new, show=show_new)


def run_new(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Receive a request; what the clerk should know though it stops nothing goes to stderr too."""
    from hallclient.rules.request import Person
    from hallclient.services.intake import Intake, receive

    agent = None
    if args.agent_name or args.agent_id:
        agent = Person(
            args.agent_name, _paper_kind(args.agent_id_type, args.agent_id), args.agent_id, args.agent_phone
        )
    applicant = Person(args.name, _paper_kind(args.id_type, args.id_number), args.id_number, args.phone, args.org)
    intake = Intake(
        item=args.item.strip(),
        applicant=applicant,
        agent=agent,
        conditions=tuple(dict.fromkeys(args.condition)),
        green=args.green,
        channel=args.channel,
        matter=args.matter,
        answer=args.answer,
        **request_circumstances.values(context, args),
    )
    receipt = receive(context.hall, context.actor, intake)
    for warning in receipt.warnings:
        context.remark(warning)
    request = receipt.request
    return {
        "number": request.number,
        "state": request.state,
        "first_asked": request.first_asked,
        "owner": request.owner,
        "received_at": iso(request.received_at),
        "notice_due": iso(request.notice_due),
        "materials": materials(request),
        "visit": request.visit,
        "warnings": [say(warning) for warning in receipt.warnings],
    }


def _paper_kind(asked: str, number: str) -> str:
    """The kind of paper that was named; without one, the kind that the number shows."""
    if asked or not number:
        return asked
    from hallclient.rules import identity

    kind = identity.kind_of(number)
    if kind == "unknown":
        raise BadInput(
            Message("The number {number} does not tell what paper it is of.", number=number),
            Message("Name the paper with --id-type: {types}.", types=", ".join(identity.ID_TYPES)),
        )
    return kind


def show_new(value: dict[str, Any]) -> str:
    """The number, then what is to be looked at."""
    first = say(
        Message("{number}: {state}", number=value["number"], state=STATES.get(value["state"], value["state"]))
    )
    return "\n".join([first, *(f"  {material['code']} {material['name']}" for material in value["materials"])])


def _add_list(parser: argparse.ArgumentParser) -> None:
    asked = parser.add_argument
    asked("--state", action="append", default=[], metavar="S", help=_("in this state; may be repeated"))
    asked("--owner", default="", metavar="CODE", help=_("of this person"))
    asked("--window", type=count, metavar="N", help=_("received at this window"))
    asked("--on", type=day, metavar="D", help=_("received on this day"))
    asked("--from", dest="first", type=day, metavar="D", help=_("received on this day or later"))
    asked("--to", dest="last", type=day, metavar="D", help=_("received on this day or earlier"))
    asked("--due-before", type=day, metavar="D", help=_("due before this day"))
    asked("--limit", type=count, default=200, metavar="N", help=_("at most so many"))
    asked("--after", metavar="NUMBER", help=_("the page that follows this request"))
    parser.set_defaults(run=run_list, show=show_rows)


def run_list(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """A page, newest first. Personal data stays masked."""
    from hallclient.services import accounts, request_lines, requests

    first, last = _days(args)
    known = (*STATES, *DISCLOSURE_STATES)
    for state in args.state:
        if state not in known:
            raise BadInput(
                Message("“{state}” is not a state.", state=state),
                Message("States are {states}.", states=", ".join(known)),
            )
    context.check_actor()
    if args.owner:
        accounts.actor_of(context.hall, args.owner)
    wanted = requests.Filter(
        states=tuple(args.state),
        owner=args.owner,
        window=args.window,
        first=first,
        last=last,
        due_before=args.due_before,
    )
    below = requests.place_of(context.hall, args.after) if args.after else None
    return [row(line) for line in request_lines.page(context.hall, wanted, args.limit, below)]


def _days(args: argparse.Namespace) -> tuple[date | None, date | None]:
    first, last = (args.on, args.on) if args.on else (args.first, args.last)
    if first and last and last < first:
        raise BadInput(
            Message("The period {first}..{last} ends before it begins.", first=first, last=last),
            Message("Give the earlier date first."),
        )
    return first, last


def _add_act(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help=_("number of the request"))
    parser.add_argument("action", metavar="ACTION", help=_("such as accept, decide, deliver, rate"))
    parser.add_argument(
        "--set",
        dest="settings",
        type=setting,
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help=_("what the action needs; may be repeated"),
    )
    parser.set_defaults(run=run_act, show=show_act)


def run_act(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Take the action, or say why it cannot be taken."""
    _later(args.number, args.action)
    settings = dict(args.settings)
    done = _take(context, args.number, args.action, settings)
    _put_out(context, done.documents)
    request = done.request
    if args.action == "external":
        _warn_twice(context, request)
    if args.action == "conditions" and settings.get("add") and request.agent_unnamed:
        context.remark(AGENT_UNNAMED)
    return {
        "number": request.number,
        "state": request.state,
        "due": iso(request.promised_due or request.statutory_due),
        "statutory_due": iso(request.statutory_due),
        "provisional": request.provisional,
        "provisional_dates": provisional_dates(request),
        "entry": done.outcome.entry,
        "papers": [paper.number for paper in done.documents],
    }


def _take(context: Context, number: str, action: str, settings: dict[str, str]) -> Taken:
    """The step, unless a setting was not asked for: a slip in its name would do something else than was meant."""
    from hallclient.jobs import request_step, supplement
    from hallclient.services import accounts

    hall, actor = context.hall, accounts.demand(context.actor, "handle")
    with hall.write():
        if action == "supplement":
            done = supplement.receive(hall, actor, number, settings)
        else:
            done = request_step.take(hall, actor, number, action, settings)
        unread = [key for key in done.outcome.unread if key not in ALWAYS_TAKEN]
        if unread:
            raise BadInput(
                Message("The action “{action}” takes no “{keys}” here.", action=action, keys=", ".join(unread)),
                Message("Correct or leave out that --set; nothing was changed."),
            )
    return done


def _put_out(context: Context, documents: Sequence[Document]) -> None:
    """The papers of the step, as files: whoever runs the script prints them. The step is taken: a file that cannot be
    written is said, and its paper waits for the printer."""
    from hallclient.jobs import print_out

    for document in documents:
        try:
            print_out.put_out(context.hall, context.actor, document.id, to=print_out.FOLDER)
        except HallError as error:
            context.remark(error.message)


def _warn_twice(context: Context, request: Request) -> None:
    from hallclient.services import external

    warning = external.twice(context.hall, request)
    if warning is not None:
        context.remark(warning)


def _later(number: str, action: str) -> None:
    if action in ("notice", "second-notice", "mark"):
        raise BadInput(
            Message("A notice needs the mark of every material."),
            Message("Issue it with “hallclient notice issue {number} --mark MATERIAL=MARK …”.", number=number),
        )
    if action in LATER_ACTIONS:
        raise Refused(
            Message("This version does not take the action “{action}” yet.", action=action),
            Message("See what can be done with “hallclient request show {number}”.", number=number),
            code="not_available",
        )


def show_act(value: dict[str, Any]) -> str:
    """Where the request stands now."""
    state = STATES.get(value["state"], value["state"])
    if value["due"] is None:
        return say(Message("{number}: {state}", number=value["number"], state=state))
    return say(
        Message("{number}: {state}, due on {due}", number=value["number"], state=state, due=marked(value, "due"))
    )
