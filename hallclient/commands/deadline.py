"""``deadline``: counts a term in working or calendar days; works without a home too."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from hallclient.commands.arguments import day, days, period
from hallclient.commands.context import Context
from hallclient.errors import BadInput
from hallclient.language import _, say
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.rules.workdays import WorkCalendar


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("deadline", parents=[shared], help=_("count a due date"))
    parser.add_argument("start", type=day, metavar="FROM", help=_("the day that the term starts on; not counted"))
    parser.add_argument("term", type=days, metavar="DAYS", help=_("length of the term"))
    parser.add_argument("--calendar-days", action="store_true", help=_("count every day, not working days only"))
    parser.add_argument(
        "--exclude",
        type=period,
        action="append",
        default=[],
        metavar="A..B",
        help=_("period left out, both ends included; may be repeated"),
    )
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Count from the date given. Raises :class:`CalendarMissing` for a year that is not known."""
    from hallclient.rules import deadlines
    from hallclient.rules.workdays import UnknownYear
    from hallclient.services.published import missing

    for first, last in args.exclude:
        if last < first:
            raise BadInput(
                Message("The period {first}..{last} ends before it begins.", first=first, last=last),
                Message("Give the earlier date first."),
            )
    unit = "day" if args.calendar_days else "workday"
    try:
        due = deadlines.due(_calendar(context), args.start, args.term, unit, args.exclude, strict=True)
    except UnknownYear as error:
        raise missing(error) from error
    return {
        "due": due.day.isoformat(),
        "provisional": due.provisional,
        "steps": [say(step) for step in due.steps],
    }


def _calendar(context: Context) -> WorkCalendar:
    """The calendar of the home; without a home the one that is published."""
    if not context.home.exists():
        from hallclient.services.published import published_calendar

        return published_calendar()
    from hallclient.services.calendar import work_calendar

    return work_calendar(context.hall)


def show(value: dict[str, Any]) -> str:
    """The date, then how it was counted."""
    return "\n".join([value["due"], *(f"  {step}" for step in value["steps"])])
