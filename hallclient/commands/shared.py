"""``shared show|mine|verify``: what readers see, what this terminal holds, and whether all of it is whole."""

from __future__ import annotations

import argparse
import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hallclient.commands.arguments import day
from hallclient.commands.context import Context
from hallclient.errors import ShareProblem
from hallclient.language import _, say
from hallclient.rules.message import Message
from hallclient.rules.terms import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hallclient.sync.lines import Record
    from hallclient.sync.reading import Shared

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_STATUS = {
    "ok": Message("whole"),
    "missing": Message("not there"),
    "damaged": Message("damaged"),
    "newer": Message("of a newer version"),
}


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("shared", help=_("read the shared summary"))
    verbs = parser.add_subparsers(dest="verb", metavar=_("VERB"), required=True)
    seen = verbs.add_parser("show", parents=[shared], help=_("what readers of the shared file see"))
    seen.add_argument("--file", metavar="FILE", help=_("a shared file; needs no home"))
    mine = verbs.add_parser("mine", parents=[shared], help=_("what this window holds, published or not"))
    for verb in (seen, mine):
        verb.add_argument("--month", type=_month, metavar="M", help=_("month (YYYY-MM); this month without it"))
        verb.add_argument("--date", type=day, metavar="D", help=_("only this day"))
        verb.add_argument("--raw", action="store_true", help=_("status, age and revisions, as JSON for programs"))
    seen.set_defaults(run=run_show, show=show)
    mine.set_defaults(run=run_mine, show=show)
    whole = verbs.add_parser("verify", parents=[shared], help=_("check the shared file; changes nothing"))
    whole.set_defaults(run=run_verify, show=show_verified)


def _month(text: str) -> str:
    if _MONTH.fullmatch(text):
        return text
    raise ArgumentTypeError(say(Message("“{text}” is not a month (YYYY-MM)", text=text)))


def run_show(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """What readers see; without a home when a file is named."""
    from hallclient.clock import Clock
    from hallclient.sync import shared_file
    from hallclient.sync.layout import layout_of
    from hallclient.sync.reading import Shared, read_shared

    if args.file:
        file, clock = Path(args.file).expanduser().absolute(), Clock()
    elif args.raw and not context.hall.config.shared_file:
        return _value(context, args, Shared("missing", None, ()))
    else:
        from hallclient.sync.runner import layout_for

        file, clock = layout_for(context.hall).file, context.hall.clock
    if not args.raw:
        shared_file.require(layout_of(file)[0])
    return _value(context, args, read_shared(file, _wanted_month(args), clock))


def run_mine(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """What the last sync published and the changes since; changes nothing."""
    from hallclient.sync.own_records import mine

    return _value(context, args, mine(context.hall, _wanted_month(args)))


def run_verify(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Whether what is on the share is whole and holds what this window has published."""
    from hallclient.sync.runner import verify

    result = verify(context.hall)
    if result.ok:
        for notice in result.notices:
            context.remark(notice)
    else:
        context.fail(not_whole(result.notices))
    return result.as_dict()


def not_whole(problems: Sequence[Message] = ()) -> ShareProblem:
    """The error for a summary that is not all that is known; the first of the problems says why."""
    problem = problems[0] if problems else Message("The shared file lacks what this window has published.")
    return ShareProblem(problem, Message("Run “hallclient sync” once the share can be reached."))


def _wanted_month(args: argparse.Namespace) -> str:
    if args.month:
        return str(args.month)
    return f"{args.date:%Y-%m}" if args.date else ""


def _value(context: Context, args: argparse.Namespace, shared: Shared) -> dict[str, Any]:
    records = [r for r in shared.records if args.date is None or r.day == args.date.isoformat()]
    if args.raw:
        # Programs that ask for the raw value get JSON and exit code 0 whatever the status is.
        args.json = True
        return {**shared.as_raw(), "recs": {r.name: r.revision for r in records}}
    if shared.status in ("damaged", "newer"):
        context.fail(not_whole(shared.problems))
    return {
        "status": shared.status,
        "age": shared.age,
        "records": [_plain(record) for record in records],
        "problems": [say(problem) for problem in shared.problems],
    }


def _plain(record: Record) -> dict[str, Any]:
    """A line without its checksum."""
    return {name: value for name, value in record.fields.items() if name != "crc"}


def show(value: dict[str, Any]) -> str:
    """The windows' days and the half-days of the staff, with what is wrong above them."""
    if "recs" in value:
        return ""
    head = Message("The summary is {state}.", state=_STATUS[value["status"]])
    if value["age"] is not None:
        state = _STATUS[value["status"]]
        head = Message("The summary is {state}; newest word {age} ago.", state=state, age=_age(value))
    parts = [say(head), *value["problems"], "", _windows(value["records"]), "", _half_days(value["records"])]
    return "\n".join(parts)


def _age(value: dict[str, Any]) -> Message:
    age = int(value["age"])
    if age < 120:
        return Message("{count} seconds", count=age)
    if age < 7200:
        return Message("{count} minutes", count=age // 60)
    return Message("{count} hours", count=age // 3600)


def _windows(records: list[dict[str, Any]]) -> str:
    from hallclient.commands.listing import columns

    names = ("opened", "received", "accepted", "decided", "delivered", "notices", "open", "awaiting", "overdue")
    head = [
        _("Date"),
        _("Window"),
        _("Opened at"),
        _("Received (cases)"),
        _("Accepted (cases)"),
        _("Decided (cases)"),
        _("Delivered (cases)"),
        _("One-time notices issued"),
        _("Open at the end"),
        _("Awaiting supplement (cases)"),
        _("Overdue (cases)"),
    ]
    days = [r for r in records if r["k"] == "window_day" and r["b"]]
    return columns(head, [[r["d"], r["id"], *(r["b"].get(name, "") for name in names)] for r in days])


def _half_days(records: list[dict[str, Any]]) -> str:
    from hallclient.commands.listing import columns

    head = [_("Date"), _("Window"), _("Staff code"), _("Half-day"), _("In"), _("Out"), _("Verdict")]
    rows = []
    for record in records:
        body = record["b"]
        if record["k"] != "staff_half_day" or not body:
            continue
        staff, _slash, half = record["id"].rpartition("/")
        verdicts = [VERDICTS.get(code, code) for code in str(body.get("verdicts", "")).split(",") if code]
        word = {"am": _("Morning"), "pm": _("Afternoon")}.get(half, half)
        rows.append([record["d"], record["w"], staff, word, body.get("in", ""), body.get("out", ""), verdicts])
    return columns(head, rows)


def show_verified(value: dict[str, Any]) -> str:
    """One line for people."""
    if value["ok"]:
        return say(Message("{file} is whole; {waiting} records wait to be published.", **_named(value)))
    return say(Message("{file} is not whole; {waiting} records wait to be published.", **_named(value)))


def _named(value: dict[str, Any]) -> dict[str, Any]:
    return {"file": value["file"], "waiting": value["waiting"]}
