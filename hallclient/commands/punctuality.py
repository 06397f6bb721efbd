"""``punctuality``: who was on time, half-day by half-day."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from hallclient.commands import listing
from hallclient.commands.arguments import count, day
from hallclient.commands.context import Context
from hallclient.errors import BadInput
from hallclient.language import _
from hallclient.rules.message import Message
from hallclient.rules.terms import HALVES, VERDICTS

FIRST_DAY = date(2000, 1, 1)
"""Nothing was recorded before."""


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("punctuality", parents=[shared], help=_("verdicts of each half-day"))
    asked = parser.add_argument
    asked("--from", dest="first", type=day, required=True, metavar="D", help=_("first day"))
    asked("--to", dest="last", type=day, required=True, metavar="D", help=_("last day"))
    asked("--staff", metavar="CODE", help=_("of this person"))
    asked("--window", type=count, metavar="N", help=_("at this window"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """The judged half-days, by day and person; days to come are left out."""
    from hallclient.services import accounts, punctuality

    if args.last < args.first:
        raise BadInput(
            Message("The period {first}..{last} ends before it begins.", first=args.first, last=args.last),
            Message("Give the earlier date first."),
        )
    hall = context.hall
    context.check_actor()
    if args.staff is not None:
        accounts.actor_of(hall, args.staff)
    first, last = max(args.first, FIRST_DAY), min(args.last, hall.clock.today())
    found = []
    for row in punctuality.rows(hall, first, last, args.staff, args.window) if first <= last else ():
        half = row.half_day
        found.append(
            {
                "date": half.day.isoformat(),
                "staff": row.staff,
                "name": row.name,
                "window": row.window,
                "half": half.half,
                "in": hall.clock.at(half.first_in).isoformat() if half.first_in else None,
                "out": hall.clock.at(half.last_out).isoformat() if half.last_out else None,
                "verdicts": list(half.verdicts),
                "late_minutes": half.late_minutes,
                "early_minutes": half.early_minutes,
                "away_minutes": half.away_minutes,
                "corrected": half.corrected,
                "clock_suspect": half.clock_suspect,
            }
        )
    return found


def show(value: list[dict[str, Any]]) -> str:
    """A line a half-day."""
    head = (_("Date"), _("Code"), _("Name"), _("Window"), _("Half-day"), _("In"), _("Out"), _("Verdicts"))
    return listing.columns(
        head,
        (
            (
                row["date"], row["staff"], row["name"], row["window"], HALVES[row["half"]],
                (row["in"] or "-")[11:19], (row["out"] or "-")[11:19], [VERDICTS[v] for v in row["verdicts"]],
            )
            for row in value
        ),
    )  # fmt: skip
