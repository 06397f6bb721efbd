"""``month sign|show MONTH``: the month of everyone, signed and frozen; later changes are amendments."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing
from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.services.months import MonthLine


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("month", help=_("the month of everyone: show it, sign it"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    for verb, text in (("show", _("counts, points, signatures")), ("sign", _("put a name to a month that is over"))):
        one = verbs.add_parser(verb, parents=[shared], help=text)
        one.add_argument("month", type=_month, metavar="M", help=_("one month, such as 2026-11"))
        one.set_defaults(run=run, show=show)
        if verb == "sign":
            one.add_argument("--reason", default="", metavar="R", help=_("why a signed month is amended"))


def _month(text: str) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text, re.ASCII):
        raise argparse.ArgumentTypeError(say(Message("“{text}” is not a month (YYYY-MM)", text=text)))
    return text


def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """The month as it stands, as it was signed, and who has other figures since."""
    from hallclient.jobs import months as jobs
    from hallclient.services import months

    hall = context.hall
    if args.verb == "sign":
        jobs.sign(hall, context.actor, args.month, args.reason)
    context.check_actor()
    signed = months.signatures(hall, args.month)
    amended = jobs.amended(hall, args.month)
    people = jobs.lines(hall, args.month)
    return {
        "month": args.month,
        "signed": bool(signed),
        "signatures": [
            {"version": s.version, "signed_by": s.signed_by, "signed_at": s.signed_at.isoformat(), "reason": s.words,
             "ok": s.whole}
            for s in signed
        ],
        "people": [_line(line) for line in (signed[-1].lines if signed else people)],
        "amended": [
            {"signed": _line(one.signed) if one.signed else None, "now": _line(one.now) if one.now else None}
            for one in amended
        ],
    }  # fmt: skip


def _line(line: MonthLine) -> dict[str, Any]:
    counts = line.counts
    return {
        "staff": line.staff, "name": line.name, "department": line.department, "window": line.window,
        "late": counts.late, "early": counts.early, "missing": counts.missing, "absent": counts.absent,
        "off_post": counts.off_post, "excused": counts.excused, "points": line.points, "flagged": line.flagged,
    }  # fmt: skip


def show(value: dict[str, Any]) -> str:
    """A line a person, then who signed, then what has changed since."""
    head = (_("Code"), _("Name"), _("Late"), _("Early leave"), _("Missed punches"), _("Absent? (check)"),
            _("Off post"), _("Score"), _("Flag"))  # fmt: skip
    keys = ("staff", "name", "late", "early", "missing", "absent", "off_post", "points")
    said = [
        listing.columns(head, ((*(row[k] for k in keys), "!" if row["flagged"] else "") for row in value["people"]))
    ]
    said += [
        say(Message("Signed by {by}, {at}, version {version} {reason}", by=s["signed_by"], at=s["signed_at"][:16],
                    version=s["version"], reason=s["reason"])).rstrip()
        for s in value["signatures"]
    ]  # fmt: skip
    if not value["signed"]:
        said.append(say(Message("This month is not signed.")))
    for one in value["amended"]:
        before, now = one["signed"], one["now"]
        name = (now or before)["name"]
        points = [str(row["points"]) if row else "-" for row in (before, now)]
        said.append(say(Message("Changed since: {name}, score {before} → {after}", name=name, before=points[0],
                                after=points[1])))  # fmt: skip
    return "\n".join(said)
