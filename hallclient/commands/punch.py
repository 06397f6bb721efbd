"""``punch in|out|away|back``: the badge tick at the window."""

from __future__ import annotations

import argparse
from typing import Any

from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.message import Message
from hallclient.rules.terms import PUNCHES, VERDICTS


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("punch", parents=[shared], help=_("sign in or out, leave the post or come back"))
    parser.add_argument("kind", choices=tuple(PUNCHES), help=_("what is punched"))
    parser.add_argument("--reason", default="", metavar="R", help=_("why the post is left"))
    parser.add_argument("--badge", action=argparse.BooleanOptionalAction, default=None, help=_("badge worn"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Punch now; the verdict says at once whether it is late."""
    from hallclient.services import attendance, leaving, questions

    # Never refused; what looks odd is said, and listed for the supervisor.
    if args.kind == "in" and context.actor is not None:
        odd = questions.before_signing_in(context.hall, context.actor.code)
        if odd is not None:
            context.remark(odd)
    if args.kind == "out" and context.actor is not None:
        for point in leaving.open_points(context.hall, context.actor):
            context.remark(point)
    done = attendance.punch(context.hall, context.actor, args.kind, args.reason, args.badge)
    return {
        "staff": done.record.staff,
        "kind": done.record.kind,
        "at": done.record.at.isoformat(),
        "window": done.record.window,
        "verdict": list(done.verdicts),
    }


def show(value: dict[str, Any]) -> str:
    """One line for people."""
    verdicts = "、".join(say(VERDICTS[code]) for code in value["verdict"])
    return say(
        Message(
            "{staff} {kind} {time} ({verdicts})",
            staff=value["staff"],
            kind=PUNCHES[value["kind"]],
            time=value["at"][11:19],
            verdicts=verdicts,
        )
    )
