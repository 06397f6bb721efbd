"""``export REPORT``: a report of a day, month, year or span as files."""

from __future__ import annotations

import argparse
import calendar
from datetime import date
from pathlib import Path
from typing import Any

from hallclient.commands.arguments import day
from hallclient.commands.context import Context
from hallclient.errors import BadInput
from hallclient.language import _
from hallclient.rules.message import Message


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("export", parents=[shared], help=_("write a report as files"))
    parser.add_argument(
        "report", metavar="REPORT", help=_("such as day, requests, punctuality, scores, load, satisfaction")
    )
    add_period(parser)
    parser.add_argument(
        "--format", default="csv", metavar="LIST", help=_("csv, xlsx, html, json; several with commas")
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help=_("folder, made where it is missing"))
    parser.add_argument("--public", action="store_true", help=_("de-identified for publication"))
    parser.set_defaults(run=run, show=show)


def add_period(parser: argparse.ArgumentParser) -> None:
    """The options that name a period, for :func:`period`."""
    parser.add_argument("--date", type=day, metavar="D", help=_("one day"))
    parser.add_argument("--month", type=_month, metavar="M", help=_("one month, such as 2026-11"))
    parser.add_argument("--year", type=_year, metavar="Y", help=_("one year"))
    parser.add_argument("--from", dest="first", type=day, metavar="D", help=_("first day"))
    parser.add_argument("--to", dest="last", type=day, metavar="D", help=_("last day"))


def _month(text: str) -> tuple[date, date]:
    first = date.fromisoformat(f"{text}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _year(text: str) -> tuple[date, date]:
    return date(int(text), 1, 1), date(int(text), 12, 31)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Write the files. Personal data is masked."""
    from hallclient.exports.formats import choose
    from hallclient.jobs.export import export

    formats = choose(args.format)
    folder = args.out or context.hall.home.exports
    files = export(context.hall, args.report, period(args), formats, folder, public=args.public)
    return {"files": [str(path) for path in files]}


def period(args: argparse.Namespace) -> Any:
    """The period that is asked for. Raises :class:`BadInput` unless there is exactly one."""
    from hallclient.jobs.export import Period

    spans = [span for span in (args.month, args.year) if span]
    if args.date:
        spans.append((args.date, args.date))
    if args.first and args.last:
        spans.append((args.first, args.last))
    if len(spans) != 1 or spans[0][0] > spans[0][1]:
        raise BadInput(
            Message("The period is missing or given twice."),
            Message("Give --date, --month, --year, or --from and --to."),
        )
    return Period(*spans[0])


def show(value: dict[str, Any]) -> str:
    """The files, one a line."""
    return "\n".join(value["files"])
