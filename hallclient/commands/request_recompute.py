"""``request recompute``: provisional dates are counted anew once their year is known."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing
from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.services.recompute import Recomputed

_LABELS = {
    "notice_due": Message("One-time notice"),
    "promised_due": Message("Promised limit"),
    "statutory_due": Message("Statutory limit"),
}


def add(parser: argparse.ArgumentParser) -> None:
    """Fill the parser."""
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    parser.set_defaults(run=run, show=show)


def run(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Count the provisional dates of open requests anew; for the administrator."""
    from hallclient.services.recompute import recompute

    return [value_of(one) for one in recompute(context.hall, context.actor, dry_run=args.dry_run)]


def value_of(one: Recomputed) -> dict[str, Any]:
    """A request with its dates before and after."""
    from hallclient.services.recompute import DATES

    return {
        "number": one.number,
        "item_name": one.item_name,
        "old": dict(zip(DATES, map(_iso, one.old), strict=True)),
        "new": dict(zip(DATES, map(_iso, one.new), strict=True)),
        "moved": one.moved,
        "provisional": one.provisional,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def show(value: list[dict[str, Any]]) -> str:
    """A line for each date that moved, then how many stay as they were."""
    head = (_("Number"), _("Item"), _("Date"), _("Old date"), _("New date"))
    rows = [
        (one["number"], one["item_name"], _LABELS[name], one["old"][name], one["new"][name])
        for one in value
        for name in one["old"]
        if one["old"][name] != one["new"][name]
    ]
    moved = sum(one["moved"] for one in value)
    words = Message("Counted anew: {count}; moved: {moved}.", count=len(value), moved=moved)
    return "\n".join([listing.columns(head, rows), say(words)] if rows else [say(words)])
