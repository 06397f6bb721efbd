"""``item list|show``: the catalogue."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from hallclient.commands import item_changes, listing
from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.circumstances import IN_PERSON
from hallclient.rules.conditions import RELATIONS
from hallclient.rules.item_terms import PATHS
from hallclient.rules.message import Message
from hallclient.rules.terms import KINDS, UNITS


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("item", help=_("the catalogue of matters"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    found = verbs.add_parser("list", parents=[shared], help=_("find matters"))
    found.add_argument("text", nargs="?", default="", metavar="TEXT", help=_("part of name, code or pinyin initials"))
    found.set_defaults(run=run_list, show=show_list)
    one = verbs.add_parser("show", parents=[shared], help=_("one matter with its limits and materials"))
    one.add_argument("code", metavar="CODE", help=_("code of the matter"))
    one.set_defaults(run=run_show, show=show_one)
    item_changes.add(verbs, shared)


def run_list(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """The matters on offer that match, the best first."""
    from hallclient.services import catalogue_search

    context.check_actor()
    return [asdict(hit) for hit in catalogue_search.find(context.hall, args.text)]


def show_list(value: list[dict[str, Any]]) -> str:
    """A line a matter."""
    head = (_("Code"), _("Item"), _("Department"), _("Kind"))
    return listing.columns(
        head, ((item["code"], item["name"], item["department"], KINDS[item["kind"]]) for item in value)
    )


def run_show(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """Everything that the catalogue says of a matter."""
    from hallclient.services import catalogue

    context.check_actor()
    item = catalogue.get(context.hall, args.code.strip())
    return {
        **asdict(item),
        "starts": item.starts.isoformat() if item.starts else None,
        "condition_rules": [list(rule) for rule in item.condition_rules],
        "aliases": list(item.aliases),
        "conditions": [{"code": code, "name": name} for code, name in item.conditions],
        "materials": [asdict(material) for material in item.materials],
    }


def show_one(value: dict[str, Any]) -> str:
    """Limits side by side, then the materials."""
    pairs = (
        (_("Code"), value["code"]),
        (_("Item"), value["name"]),
        (_("Department"), value["department"]),
        (_("Aliases"), value["aliases"] or ""),
        (_("Kind"), KINDS[value["kind"]]),
        (_("Legal path"), PATHS[value["legal_path"]]),
        (_("Promised limit"), _limit(value["promised_days"], value["unit"])),
        (_("Statutory limit"), _limit(value["statutory_days"], value["unit"])),
        (_("Fee"), value["fee"]),
        (_("Legal basis"), value["basis"]),
        (_("Conditions"), [f"{one['code']} {one['name']}" for one in value["conditions"]] or ""),
        (_("Relations of conditions"), [_relation(*rule) for rule in value["condition_rules"]] or ""),
        (_("Conditions for acceptance"), value["acceptance_conditions"]),
        (_("Procedure of the item"), value["procedure"]),
        (_("Departments taking part"), [_under(*one) for one in value["departments"]] or ""),
        (_("In person"), IN_PERSON[value["in_person"]] if value["in_person"] else ""),
        (_("Done in one visit"), value["done_once"] or ""),
        (_("Any hall of the city"), value["citywide"] or ""),
        (_("Basis for closing unanswered"), value["lapse_basis"]),
        (_("Basis for acceptance by law"), value["deemed_basis"]),
        (_("Remark"), value["remark"]),
    )
    head = (_("Code"), _("Material"), _("Originals"), _("Copies"), _("Condition"))
    rows = ((m["code"], m["name"], m["originals"], m["copies"], m["condition"]) for m in value["materials"])
    return f"{listing.fields(pairs)}\n\n{listing.columns(head, rows)}"


def _under(department: str, condition: str) -> str:
    return f"{department}（{condition}）" if condition else department


def _relation(one: str, relation: str, other: str) -> str:
    return f"{one} {say(RELATIONS[relation])} {other}"


def _limit(days: int | None, unit: str) -> str:
    if days is None:
        return _("not set by the guide")
    return say(Message("{days} {unit}", days=days, unit=UNITS[unit]))
