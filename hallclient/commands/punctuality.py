"""``punctuality``: who was on time, half-day by half-day."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing
from hallclient.commands.arguments import count, day
from hallclient.commands.context import Context
from hallclient.errors import BadInput
from hallclient.language import _, say
from hallclient.rules.message import Message
from hallclient.rules.terms import HALVES, VERDICTS

if TYPE_CHECKING:
    from hallclient.rules.attendance import PunctualityRow
    from hallclient.services.hall import Hall

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
    asked("--explain", action="store_true", help=_("with the reckoning of each verdict, and what has changed of it"))
    asked(
        "--recount",
        action="store_true",
        help=_("judge settled days anew by the hours of today, and keep what has changed"),
    )
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
    if args.recount and first <= last:
        _recount(context, args, first, last)
    explained = _Explained(hall, first, last) if args.explain and first <= last else None
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
                **({"review": half.review} if half.review else {}),
                **(explained.of(row) if explained is not None else {}),
            }
        )
    return found


def _recount(context: Context, args: argparse.Namespace, first: date, last: date) -> None:
    """Judge anew, and say on stderr how many verdicts are others now."""
    from hallclient.services import settling

    changes = settling.recount(context.hall, context.actor, first, last, args.staff)
    context.remark(Message("{count} verdicts have changed.", count=len(changes)))


class _Explained:
    """Words for each row: how the verdict was reckoned, and what it was before."""

    def __init__(self, hall: Hall, first: date, last: date) -> None:
        from hallclient.services import settling
        from hallclient.services.explaining import Explainer

        self._explainer = Explainer(hall, first, last)
        self._changes = settling.changes(hall, first, last)

    def of(self, row: PunctualityRow) -> dict[str, list[str]]:
        """``explanation`` and ``changes``, a sentence each."""
        from hallclient.rules import verdict_words

        key = (row.staff, row.half_day.day, row.half_day.half)
        mine = [change for change in self._changes if (change.staff, change.day, change.half) == key]
        return {
            "explanation": [say(message) for message in self._explainer.of(row)],
            "changes": [say(verdict_words.change(one)) for one in mine],
        }


def show(value: list[dict[str, Any]]) -> str:
    """A line a half-day."""
    if value and "explanation" in value[0]:
        return "\n".join(_with_reckoning(row) for row in value)
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


def _with_reckoning(row: dict[str, Any]) -> str:
    verdicts = "、".join(say(VERDICTS[code]) for code in row["verdicts"])
    first = f"{row['date']} {row['staff']} {row['name']} {say(HALVES[row['half']])}: {verdicts}"
    return "\n".join([first, *(f"    {line}" for line in (*row["explanation"], *row["changes"]))])
