"""``item export|versions|withdraw``: the catalogue as a workbook, its versions, and taking an item off it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hallclient.commands import listing
from hallclient.commands.arguments import day
from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.message import Message


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    out = verbs.add_parser("export", parents=[shared], help=_("the catalogue as a workbook to edit and import again"))
    out.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help=_("file to write"))
    out.set_defaults(run=run_export, show=show_export)
    one = verbs.add_parser("versions", parents=[shared], help=_("the versions of a matter with their days"))
    one.add_argument("code", metavar="CODE", help=_("code of the matter"))
    one.set_defaults(run=run_versions, show=show_versions)
    gone = verbs.add_parser("withdraw", parents=[shared], help=_("take a matter off the catalogue"))
    gone.add_argument("code", metavar="CODE", help=_("code of the matter"))
    gone.add_argument("--from", dest="starts", type=day, metavar="D", help=_("day from which it is not offered"))
    gone.set_defaults(run=run_withdraw, show=show_versions)


def run_export(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Write the workbook."""
    from hallclient.jobs.item_export import export

    context.check_actor()
    path, count = export(context.hall, args.out.expanduser())
    return {"file": str(path), "items": count}


def show_export(value: dict[str, Any]) -> str:
    """Where the file is."""
    return say(Message("{file}: {count} items", file=value["file"], count=value["items"]))


def run_versions(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Every version, the one in force marked."""
    context.check_actor()
    return _versions(context, args.code.strip())


def _versions(context: Context, code: str) -> list[dict[str, Any]]:
    from hallclient.services import catalogue, item_versions

    now = catalogue.get(context.hall, code)
    kept = {one.item.version: one for one in item_versions.of_item(context.hall, code)}
    items = {number: one.item for number, one in kept.items()} | ({now.version: now} if now.version else {})
    return [
        {
            "version": number,
            "starts": item.starts.isoformat() if item.starts else None,
            "in_force": number == now.version,
            "name": item.name,
            "active": item.active,
            "materials": len(item.materials),
            "made_by": kept[number].made_by if number in kept else "",
        }
        for number, item in sorted(items.items())
    ]


def show_versions(value: list[dict[str, Any]]) -> str:
    """A line a version."""
    head = (_("Version"), _("In force from"), _("In force"), _("Item"), _("On offer"), _("Materials"), _("Made by"))
    keys = ("version", "starts", "in_force", "name", "active", "materials", "made_by")
    return listing.columns(head, ([one[key] for key in keys] for one in value))


def run_withdraw(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """A new version that is not on offer; what is under way stays as it is."""
    from hallclient.services import item_editing

    code = args.code.strip()
    item_editing.withdraw(context.hall, context.actor, code, args.starts)
    return _versions(context, code)
