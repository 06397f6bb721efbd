"""``init``: makes a new hall."""

from __future__ import annotations

import argparse
from typing import Any
from urllib.parse import urlsplit

from hallclient.commands.arguments import count
from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.message import Message


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("init", parents=[shared], help=_("make a new hall"))
    asked = parser.add_argument
    asked("--hall", required=True, metavar="NAME", help=_("name of the hall as papers carry it"))
    asked("--hall-code", required=True, metavar="CODE", help=_("area code that request numbers begin with"))
    asked("--window", required=True, type=count, metavar="N", help=_("number of this window, 1 to 99"))
    asked("--window-name", default="", metavar="NAME", help=_("name on the sign of the window"))
    asked("--admin", required=True, metavar="CODE", help=_("code of the administrator"))
    asked("--admin-name", required=True, metavar="NAME", help=_("name of the administrator"))
    asked("--shared-file", default="", metavar="FILE", help=_("file on the network share for the hall's summaries"))
    asked("--database", default="", metavar="URL", help=_("SQLite file or PostgreSQL URL instead of hall.db"))
    asked("--sample-catalogue", action="store_true", help=_("take in the sample catalogue, to be checked locally"))
    asked("--force", action="store_true", help=_("set a hall that is there aside and make a new one"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Make the hall; the PIN of its administrator comes from standard input or is asked for."""
    from hallclient.jobs.setup import Plan, make_home
    from hallclient.jobs.share import mark_share

    plan = Plan(
        hall=args.hall,
        hall_code=args.hall_code,
        window=args.window,
        admin=args.admin,
        admin_name=args.admin_name,
        pin=context.read_pin(Message("PIN of the administrator")),
        window_name=args.window_name,
        shared_file=args.shared_file,
        database=args.database,
        sample_catalogue=args.sample_catalogue,
    )
    hall = make_home(context.home, plan, force=args.force)
    try:
        problem = mark_share(hall)
        if problem is not None:
            context.remark(problem)
        return {
            "home": str(context.home.folder),
            "database": _without_password(hall.config.database or str(context.home.database)),
            "window": hall.config.window,
        }
    finally:
        hall.close()


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":***@", 1) if parts.password else url


def show(value: dict[str, Any]) -> str:
    """Where the hall is."""
    return say(Message("Window {window} has been set up in {home}.", window=value["window"], home=value["home"]))
