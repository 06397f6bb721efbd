"""``doctor``: what of the machine and the home would keep the window from working, and what helps."""

from __future__ import annotations

import argparse
from typing import Any

from hallclient.commands.context import Context
from hallclient.errors import HomeProblem
from hallclient.language import _, say, sentences
from hallclient.rules.message import Message

_STATES = {"ok": Message("in order"), "warn": Message("look at it"), "bad": Message("bad")}


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("doctor", parents=[shared], help=_("look at home and machine; changes nothing"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Look at everything; the exit code is 1 when something is bad. Reads only, and asks nobody who acts."""
    from hallclient.jobs.doctor import examine

    checks = examine(context.home, utf8=context.utf8)
    bad = [check for check in checks if check.state == "bad"]
    if bad:
        problem = Message("{count} of {all} checks are bad.", count=len(bad), all=len(checks))
        context.fail(HomeProblem(problem, Message("Do what stands beside them."), code="bad_checks"))
    return {
        "checks": [
            {
                "name": one.name,
                "state": one.state,
                "message": say(one.message),
                "remedy": say(one.remedy) if one.remedy is not None else None,
            }
            for one in checks
        ],
        "ok": not bad,
    }


def show(value: dict[str, Any]) -> str:
    """A line a check."""
    return "\n".join(
        say(
            Message(
                "{state}: {words}", state=_STATES[one["state"]], words=sentences(one["message"], one["remedy"] or "")
            )
        )
        for one in value["checks"]
    )
