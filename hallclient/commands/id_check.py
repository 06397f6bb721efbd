"""``id-check``: what is wrong with identity numbers and credit codes; needs no home."""

from __future__ import annotations

import argparse
from typing import Any

from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.message import Message


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("id-check", parents=[shared], help=_("check identity numbers and credit codes"))
    parser.add_argument("numbers", nargs="+", metavar="NUMBER", help=_("number as typed, full-width digits too"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Check each number. What is found is the answer, not a failure: the exit code is 0."""
    from hallclient.clock import Clock
    from hallclient.rules import identity, text

    today = Clock().today()
    found = []
    for typed in args.numbers:
        kind, finding = identity.inspect(typed, today)
        found.append(
            {
                "number": text.identifier(typed),
                "kind": kind,
                "valid": finding.valid,
                "warning": say(finding.warning) if finding.warning else None,
                "problem": say(finding.problem) if finding.problem else None,
            }
        )
    return found


def show(value: list[dict[str, Any]]) -> str:
    """One line a number."""
    right = _("in order")
    return "\n".join(
        say(
            Message(
                "{number}: {kind}, {finding}",
                number=entry["number"],
                kind=_kind(entry["kind"]),
                finding=entry["problem"] or entry["warning"] or right,
            )
        )
        for entry in value
    )


def _kind(code: str) -> Message:
    from hallclient.rules.terms import ID_TYPES

    return ID_TYPES.get(code, Message("unknown kind"))
