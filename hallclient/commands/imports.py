"""``import KIND FILE``: takes files in, whole or not at all."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hallclient.commands import request_recompute
from hallclient.commands.context import Context
from hallclient.commands.progress import Progress
from hallclient.errors import BadInput
from hallclient.language import _, say
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.jobs.imports.outcome import Outcome

_MOST_SHOWN = 20
_INTERRUPTED = Message(
    "Interrupted: the file was taken in as a whole or not at all. Import it again; nothing comes in twice."
)


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("import", help=_("take in a file: CSV, XLSX, TOML"))
    kinds = parser.add_subparsers(dest="kind", required=True, metavar=_("KIND"))
    helps = {
        "items": _("the catalogue; TOML, or a table with one row a material"),
        "staff": _("who works here, with first PINs"),
        "windows": _("the windows of the hall: name, floor, phone, departments"),
        "roster": _("who is expected where on which day"),
        "timetable": _("the hours of the hall"),
        "calendar": _("the holiday schedule of a year; TOML or a table of days"),
        "requests": _("an older ledger of requests"),
        "punches": _("sign-ins from another machine or from paper"),
        "shifts": _("hours under a name: part time, night duty, Saturday service"),
        "hours": _("weeks of people that differ from the hall's"),
        "annual_leave": _("how much annual leave people have"),
        "paper": _("paper sign-ins after a power cut, marked as such"),
    }
    for kind, words in helps.items():
        one = kinds.add_parser(kind, parents=[shared], help=words)
        one.add_argument("file", metavar="FILE", help=_("the file; its first row names the columns"))
        one.add_argument("--dry-run", action="store_true", help=_("say what would happen; change nothing"))
        one.add_argument("--skip-bad", action="store_true", help=_("leave out bad rows, take in the others"))
        one.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Import the file. Problems are listed in the value; without --skip-bad they keep everything out: exit 1."""
    from hallclient.jobs.imports.run import import_file

    file = Path(args.file).expanduser()
    actor, progress = context.actor, Progress(sys.stderr)
    drawn: dict[str, Any] = {"watch": progress} if sys.stderr.isatty() and not args.json else {}
    try:
        with closing(progress):
            outcome = import_file(
                context.hall, actor, args.kind, file, dry_run=args.dry_run, skip_bad=args.skip_bad, **drawn
            )
    except KeyboardInterrupt:
        print(say(_INTERRUPTED), file=sys.stderr)
        raise
    if not outcome.imported:
        context.fail(_refusal(outcome, file.name))
    value = outcome.as_dict(say)
    if outcome.recomputed:
        value["recomputed"] = [request_recompute.value_of(one) for one in outcome.recomputed]
    if args.dry_run and args.kind == "items":
        from hallclient.jobs.item_difference import plain

        value["changes"] = [plain(one) for one in outcome.changes]
    return value


def _refusal(outcome: Outcome, name: str) -> BadInput:
    """What stderr says beside the value on stdout."""
    first = outcome.problems[0]
    return BadInput(
        Message(
            "{file} was not imported: row {row}, {field}: {problem} Problems in all: {count}.",
            file=name,
            row=first.row,
            field=first.column or first.field,
            problem=first.message,
            count=outcome.problem_count,
        ),
        Message("Put the rows right, or leave them out with --skip-bad."),
        code="bad_rows",
    )


def show(value: dict[str, Any]) -> str:
    """The figures, then what is wrong, row by row."""
    counts = {key: value[key] for key in ("read", "added", "changed", "same")}
    said = [
        say(Message("Read {read}: {added} added, {changed} changed, {same} the same.", **counts)),
        *map(_problem_line, value["problems"][:_MOST_SHOWN]),
    ]
    said += [
        say(Message("Note, row {row}, {field}: {problem}", row=p["row"], field=p["field"], problem=p["message"]))
        for p in value.get("remarks", ())[:_MOST_SHOWN]
    ]
    more = value.get("problem_count", 0) - _MOST_SHOWN
    if more > 0:
        said.append(say(Message("... and {count} more problems.", count=more)))
    if value["problems"]:
        said.append(say(Message("All problems: {file}", file=value["problem_file"])))
    if value.get("recomputed"):
        said.append(request_recompute.show(value["recomputed"]))
    if value.get("changes"):
        from hallclient.jobs.item_difference import lines

        said += [line for change in value["changes"] for line in lines(change)]
    return "\n".join(said)


def _problem_line(problem: dict[str, Any]) -> str:
    where = problem["column"] or problem["field"]
    return say(Message("Row {row}, {field}: {problem}", row=problem["row"], field=where, problem=problem["message"]))
