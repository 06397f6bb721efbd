"""``review list|show|contact|rectify|exclude``: bad reviews (差评) and their follow-up."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing
from hallclient.commands.arguments import day
from hallclient.commands.context import Context
from hallclient.language import _, say
from hallclient.rules import review as rules
from hallclient.rules.message import Message
from hallclient.rules.terms import RATINGS

if TYPE_CHECKING:
    from hallclient.rules.review import Done, Review
    from hallclient.services.hall import Hall

_HIDDEN = "****"
Run = Callable[[Context, argparse.Namespace], Any]


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("review", help=_("bad reviews: list, contact, rectify, exclude"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("VERB"))
    rows = verbs.add_parser("list", parents=[shared], help=_("bad reviews, what is due first"))
    rows.add_argument("--state", action="append", choices=tuple(rules.STATES), help=_("in this state"))
    rows.add_argument("--due", action="store_true", help=_("only those with a step due today or overdue"))
    rows.add_argument("--from", dest="first", type=day, metavar="D", help=_("rated on this day or later"))
    rows.add_argument("--to", dest="last", type=day, metavar="D", help=_("rated on this day or earlier"))
    rows.set_defaults(run=run_list, show=show_rows)
    one = verbs.add_parser("show", parents=[shared], help=_("one bad review, with how its dates were counted"))
    one.add_argument("number", metavar="NUMBER", help=_("number of the request"))
    one.set_defaults(run=run_show, show=show_one)
    for step, text, option, words in (
        ("contact", _("the applicant was contacted"), "--words", _("what was talked about")),
        ("rectify", _("what was wrong has been put right"), "--words", _("what was done")),
        ("exclude", _("leave a wrong or malicious one out of the rate"), "--reason", _("why it is left out")),
    ):
        verb = verbs.add_parser(step, parents=[shared], help=text)
        verb.add_argument("number", metavar="NUMBER", help=_("number of the request"))
        verb.add_argument(option, dest="words", required=True, metavar="WORDS", help=words)
        verb.set_defaults(run=_step(step), show=show_one)


def run_list(context: Context, args: argparse.Namespace) -> list[dict[str, Any]]:
    """The ledger. What was said is for those who act under their own name."""
    from hallclient.services import reviews

    hall, today = context.hall, context.hall.clock.today()
    hidden = context.actor is None
    found = reviews.listing(hall, tuple(args.state or ()), args.first, args.last)
    if args.due:
        found = [review for review in found if review.due is not None and review.due <= today]
    return [_value(hall, review, hidden=hidden) for review in found]


def run_show(context: Context, args: argparse.Namespace) -> dict[str, Any]:
    """One review, how its dates were counted, and what may be done next."""
    from hallclient.services import reviews

    hall, actor = context.hall, context.actor
    review = reviews.get(hall, args.number)
    return _value(hall, review, hidden=actor is None) | {
        "explanation": [say(step) for step in review.terms.explanation],
        "actions": [
            {
                "action": offer.step,
                "allowed": offer.reason is None,
                "reason": say(offer.reason) if offer.reason else "",
            }
            for offer in reviews.offers(review, actor)
        ],
    }


def _step(step: str) -> Run:
    def run(context: Context, args: argparse.Namespace) -> dict[str, Any]:
        from hallclient.services import reviews

        hall = context.hall
        return _value(hall, reviews.follow_up(hall, context.actor, args.number, step, args.words))

    return run


def _value(hall: Hall, review: Review, *, hidden: bool = False) -> dict[str, Any]:
    from hallclient.services import accounts

    names = accounts.names(hall)
    return {
        "number": review.number,
        "state": review.state,
        "rating": review.rating,
        "rated_on": review.rated_on.isoformat(),
        "window": review.window,
        "staff": review.staff,
        "name": names.get(review.staff, review.staff),
        "item": review.item,
        "item_name": review.item_name,
        "department": review.department,
        "contact_due": review.terms.contact_due.isoformat(),
        "rectify_due": review.terms.rectify_due.isoformat(),
        "provisional": review.terms.provisional,
        "due": review.due.isoformat() if review.due else None,
        "urgency": rules.urgency(review, hall.clock.today()),
        "contacted": _done(review.contacted, hidden),
        "contacted_in_time": rules.in_time(review.contacted, review.terms.contact_due),
        "rectified": _done(review.rectified, hidden),
        "rectified_in_time": rules.in_time(review.rectified, review.terms.rectify_due),
        "excluded": _done(review.excluded, hidden),
    }


def _done(done: Done | None, hidden: bool) -> dict[str, str] | None:
    if done is None:
        return None
    return {"at": done.at.isoformat(), "by": done.by, "words": _HIDDEN if hidden else done.words}


def show_rows(value: list[dict[str, Any]]) -> str:
    """A line a review."""
    head = (_("Number"), _("Rated on"), _("Rating"), _("Item"), _("Handled by"), _("State"), _("Due on"))
    return listing.columns(
        head,
        (
            (
                row["number"],
                row["rated_on"],
                RATINGS[row["rating"]],
                row["item_name"],
                row["name"],
                rules.STATES[row["state"]],
                _due(row),
            )
            for row in value
        ),
    )


def _due(row: dict[str, Any]) -> str:
    if row["due"] is None:
        return ""
    return say(Message("{day} overdue", day=row["due"])) if row["urgency"] == "overdue" else str(row["due"])


def show_one(value: dict[str, Any]) -> str:
    """The review with every step that was taken."""
    pairs: list[tuple[str, object]] = [
        (_("Number"), value["number"]),
        (_("Rating"), RATINGS[value["rating"]]),
        (_("Item"), value["item_name"]),
        (_("Handled by"), value["name"]),
        (_("State"), rules.STATES[value["state"]]),
        (_("Contact by"), value["contact_due"]),
        (_("Rectify by"), value["rectify_due"]),
        (_("Contacted"), _words(value["contacted"])),
        (_("Rectified"), _words(value["rectified"])),
        (_("Excluded"), _words(value["excluded"])),
        *((_("Counted"), step) for step in value.get("explanation", ())),
    ]
    return listing.fields(pairs)


def _words(done: dict[str, str] | None) -> str:
    return f"{listing.time_of(done['at'])} {done['by']} {done['words']}" if done else ""
