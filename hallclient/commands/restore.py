"""``restore FILE``: a copy of the database takes its place again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from hallclient.commands.context import Context
from hallclient.language import _, say, sentences
from hallclient.rules.message import Message


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "restore", parents=[shared], help=_("bring a copy of the database back; administrators")
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the copy, such as one of the home's backups"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Bring the copy back; the database from before is kept."""
    from hallclient.commands.progress import Upgrading
    from hallclient.jobs.restore import restore

    tell = None if args.json else Upgrading(sys.stderr)
    done = restore(context.home, args.file.expanduser(), context.actor_in, tell)
    missing = done.missing
    return {
        "file": str(done.file),
        "kept": str(done.kept) if done.kept is not None else None,
        "entries": done.entries,
        "missing_entries": missing.entries if missing is not None else None,
        "missing_requests": list(missing.requests) if missing is not None else None,
    }


def show(value: dict[str, Any]) -> str:
    """What took whose place, and what has to be entered again."""
    said = [Message("The database is restored from {file}.", file=value["file"])]
    if value["kept"]:
        said.append(Message("The one before is kept as {file}.", file=value["kept"]))
    if value["missing_entries"] is None:
        said.append(Message("What was recorded since the copy cannot be told: compare the papers in exports."))
    elif value["missing_requests"]:
        numbers = ", ".join(value["missing_requests"])
        said.append(Message("Received since and to be entered again: {numbers}.", numbers=numbers))
    return sentences(*map(say, said))
