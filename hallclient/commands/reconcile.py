"""``reconcile FILE``: the list of the province's system against the hall's requests."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hallclient.commands import listing
from hallclient.commands.context import Context
from hallclient.commands.export import add_period, period
from hallclient.language import _, say
from hallclient.rules.message import Message
from hallclient.rules.reconciliation import KINDS
from hallclient.rules.terms import STATES


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("reconcile", parents=[shared], help=_("compare with the province's list"))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("CSV or XLSX from the province's system"))
    add_period(parser)
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """List the differences; exit code 1 where there are any."""
    from hallclient.jobs.reconcile import reconcile

    context.check_actor()
    asked = any((args.date, args.month, args.year, args.first, args.last))
    found = reconcile(context.hall, args.file, period(args) if asked else None)
    context.exit_code = 1 if found.differences or found.problems else 0
    return {
        "read": found.read,
        "differences": [asdict(one) for one in found.differences],
        "problems": [{"row": one.row, "field": one.field, "message": say(one.message)} for one in found.problems],
    }


def show(value: dict[str, Any]) -> str:
    """A line a difference."""
    head = (_("Difference"), _("Number"), _("Province's number"), _("Here"), _("There"), _("Row"))
    rows = [
        (KINDS[one["kind"]], one["number"], one["province_number"], STATES.get(one["here"], one["here"]),
         one["there"], one["row"] or "")
        for one in value["differences"]
    ]  # fmt: skip
    told = listing.columns(head, rows) if rows else _("Everything agrees.")
    wrong = [
        say(Message("row {row}, {field}: {message}", row=one["row"], field=one["field"], message=one["message"]))
        for one in value["problems"]
    ]
    return "\n".join([say(Message("{count} rows read.", count=value["read"])), told, *wrong])
