"""What leave and corrections have in common: approve, reject, list, and their values."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing
from hallclient.commands.arguments import count
from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.leave import LEAVE_TYPES
from hallclient.rules.message import Message
from hallclient.rules.terms import APPROVALS, PUNCHES

if TYPE_CHECKING:
    from hallclient.rules.attendance import Asked
    from hallclient.services.accounts import Actor

_HIDDEN = "****"
Run = Callable[[Context, argparse.Namespace], Any]


def add(verbs: Any, shared: argparse.ArgumentParser, kind: str) -> None:
    """Add ``approve``, ``reject`` and ``list`` for ``kind`` (leave or correction)."""
    for verb, approve, text in (
        ("approve", True, _("grant an application of somebody else")),
        ("reject", False, _("turn an application of somebody else down")),
    ):
        parser = verbs.add_parser(verb, parents=[shared], help=text)
        parser.add_argument("ident", type=count, metavar="ID", help=_("number of the application"))
        parser.add_argument("--reason", default="", metavar="R", help=_("why"))
        parser.set_defaults(run=_decide(kind, approve), show=show_one)
    parser = verbs.add_parser("list", parents=[shared], help=_("applications, oldest first"))
    parser.add_argument("--state", choices=tuple(APPROVALS), help=_("in this state"))
    parser.set_defaults(run=_list(kind), show=show_rows)


def _decide(kind: str, approve: bool) -> Run:
    def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
        from hallclient.services import attendance

        done = attendance.decide(context.hall, context.actor, kind, args.ident, approve, args.reason)
        return value_of(kind, done)

    return run


def _list(kind: str) -> Run:
    def run(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
        from hallclient.services import attendance

        actor = context.actor
        found = attendance.applications(context.hall, kind, args.state)
        return [value_of(kind, asked, hidden=not _may_read(actor, asked, kind)) for asked in found]

    return run


def _may_read(actor: Actor | None, asked: Asked, kind: str) -> bool:
    """Reasons (an illness) are for the person and for those who decide."""
    from hallclient.rules import roles

    return actor is not None and (actor.code == asked.staff or roles.may(actor.role, f"approve_{kind}"))


def value_of(kind: str, asked: Asked, *, hidden: bool = False) -> dict[str, Any]:
    """An application as commands print it."""
    value: dict[str, Any] = {"id": asked.id, "state": asked.state, "staff": asked.staff, "name": asked.name}
    if kind == "leave":
        value |= {
            "from": asked.start.isoformat(),
            "to": asked.end.isoformat(),
            "type": asked.what,
            "type_name": say(LEAVE_TYPES[asked.what]),
        }
    else:
        value |= {"at": asked.start.isoformat(), "kind": asked.what}
    return value | {
        "reason": _HIDDEN if hidden and asked.reason else asked.reason,
        **({"evidence": _HIDDEN if hidden else asked.evidence} if asked.evidence else {}),
        "asked_at": asked.asked_at.isoformat(),
        "decided_by": asked.decided_by,
        "decision": _HIDDEN if hidden and asked.decision else asked.decision,
    }


def show_one(value: dict[str, Any]) -> str:
    """Number and state."""
    return say(Message("{number}: {state}", number=value["id"], state=APPROVALS[value["state"]]))


def show_rows(value: list[dict[str, Any]]) -> str:
    """A line an application."""
    head = ("ID", _("Name"), _("What"), _("Time"), _("Reason"), _("State"))
    return listing.columns(
        head,
        (
            (
                row["id"],
                row["name"],
                row.get("type_name") or PUNCHES[row["kind"]],
                " - ".join(listing.time_of(row.get(key)) for key in ("from", "to", "at") if key in row),
                row["reason"],
                APPROVALS[row["state"]],
            )
            for row in value
        ),
    )
