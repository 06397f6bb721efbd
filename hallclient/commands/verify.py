"""``verify``: whether anything was changed or damaged behind the program's back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hallclient.commands.context import Context
from hallclient.errors import HomeProblem
from hallclient.language import _, say
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.services.hall import Hall


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("verify", parents=[shared], help=_("check database, journal and shared file"))
    parser.add_argument(
        "--recount", action="store_true", help=_("first count anew what is kept beside the requests; administrators")
    )
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Check everything; the exit code is 1 when anything is wrong. A share that is away is not wrong."""
    from hallclient.services.verification import recount, verify

    context.check_actor()
    if args.recount:
        recount(context.hall, context.actor)
    found = verify(context.hall)
    shared = _shared(context.hall)
    ok = not found.problems and (shared is None or shared["ok"])
    if not ok:
        wrong = Message("Something is not as the program left it.")
        context.fail(
            HomeProblem(
                wrong, Message("Tell the administrator; “hallclient doctor” looks further."), code="not_in_order"
            )
        )
    return {
        "database": {"ok": not found.database, "problem": found.database or None},
        "journal": {
            "entries": found.entries,
            "ok": not found.first_bad,
            "first_bad": found.first_bad or None,
        },
        "shared": shared,
        "ok": ok,
        "problems": [say(problem) for problem in found.problems],
    }


def _shared(hall: Hall) -> dict[str, Any] | None:
    if not hall.config.shared_file:
        return None
    from hallclient.sync.reading import read_shared

    found = read_shared(Path(hall.config.shared_file), clock=hall.clock)
    return {
        "status": found.status,
        "ok": found.status != "damaged",
        "problems": [say(problem) for problem in found.problems],
    }


def show(value: dict[str, Any]) -> str:
    """One line a finding."""
    lines = [say(Message("Journal entries checked: {count}.", count=value["journal"]["entries"]))]
    lines += value["problems"] + (value["shared"] or {}).get("problems", [])
    if value["ok"]:
        lines.append(_("Everything is in order."))
    return "\n".join(lines)
