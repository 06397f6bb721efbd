"""``sync``: publish this window's summary and bring the shared file up to date."""

from __future__ import annotations

import argparse
import json
from typing import Any, NoReturn

from hallclient.commands.context import Context, complain
from hallclient.commands.shared import not_whole
from hallclient.errors import HallError, ShareProblem
from hallclient.language import _, say
from hallclient.rules.message import Message


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("sync", parents=[shared], help=_("publish this window's summary to the shared file"))
    parser.add_argument("--watch", action="store_true", help=_("go on, every minute, until interrupted"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """One sync, or one after the other."""
    from hallclient.sync.runner import layout_for, sync_once

    layout_for(context.hall)
    if args.watch:
        _watch(context, args)
    result = sync_once(context.hall)
    for notice in result.notices:
        context.remark(notice)
    if not result.ok:
        context.fail(not_whole())
    return result.as_dict()


def _watch(context: Context, args: argparse.Namespace) -> NoReturn:
    """Sync until interrupted; a line for each, JSON or text. A sync that fails is tried again sooner or later."""
    import time

    from hallclient.sync.runner import pause, sync_once

    failures = 0
    told: set[Message] = set()
    while True:
        try:
            result = sync_once(context.hall, explicit=False)
        except HallError as error:
            if isinstance(error, ShareProblem) and error.code == "no_shared_file":
                raise
            failures += 1
            complain(error, as_json=args.json)
        else:
            failures = 0
            for notice in set(result.notices) - told:
                context.remark(notice)
            told = set(result.notices)
            value = result.as_dict()
            print(json.dumps(value, ensure_ascii=False) if args.json else show(value), flush=True)
        time.sleep(pause(failures))


def show(value: dict[str, Any]) -> str:
    """One line for people."""
    state = Message("whole") if value["ok"] else Message("not whole")
    return say(
        Message(
            "{file}: {written} records written, {merged} merged, {waiting} waiting; the shared file is {state}.",
            file=value["file"],
            written=value["written"],
            merged=value["merged"],
            waiting=value["waiting"],
            state=state,
        )
    )
