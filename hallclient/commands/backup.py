"""``backup``: a whole copy of the database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hallclient.commands.context import Context
from hallclient.language import _


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("backup", parents=[shared], help=_("copy the database"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("file to write; by default in the home's backups"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Copy the database; the copy holds all personal data, so it is a supervisor's or the administrator's."""
    from hallclient.jobs.backup import back_up
    from hallclient.services import accounts

    accounts.demand(context.actor, "review")
    return {"file": str(back_up(context.hall, args.out))}


def show(value: dict[str, Any]) -> str:
    """Where the copy is."""
    return str(value["file"])
