"""Keeping a rating (好差评) beside its request, and counting ratings: satisfaction comes from here alone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from db.models.evaluation import Evaluation
from db.models.request import Request as Row
from db.queries import bulk
from db.queries import reviews as queries
from db.queries import visits as visit_queries
from hallclient.rules import review as rules
from hallclient.rules.message import Message
from hallclient.services import journal
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall

Ratings = dict[str, int]
"""Rating → how often it was given."""


def keep(hall: Hall, actor: Actor, row: Row, rating: str) -> None:
    """Keep the rating of a request; a bad one opens its follow-up. Inside the transaction of the rating."""
    queries.add_evaluation(hall.db, columns(hall, row, rating, actor.code, last_visit(hall, row.id)))
    if rating in rules.BAD:
        queries.add(hall.db, follow_up_columns(hall, row.id))
        values = queries.as_row(hall.db, row.id)
        subject = f"{row.number}@{row.terminal}"
        journal.record(hall, actor.code, "review-open", "review", subject, opening(values), values)


def last_visit(hall: Hall, request: int) -> int | None:
    """The visit that is rated with a request: the last one in which it was dealt with; None where nobody came."""
    links = visit_queries.links_of_request(hall.db, request)
    return links[-1][0] if links else None


def visit_refusal(hall: Hall, request: int) -> Message | None:
    """Why a request cannot be rated for its visit: several matters of one visit are rated once."""
    visit = last_visit(hall, request)
    number = queries.rated_with(hall.db, visit) if visit is not None else None
    return Message("The visit was rated with {number} already.", number=number) if number else None


def columns(hall: Hall, row: Row, rating: str, entered_by: str, visit: int | None) -> dict[str, Any]:
    """The evaluation of a request that is rated now."""
    now = hall.clock.now()
    about = {"request": row.id, "day": now.date(), "at": now, "visit": visit, **_about(row)}
    return {**about, "rating": rating, "entered_by": entered_by}


def _about(row: Row) -> dict[str, Any]:
    return {"window": row.window, "staff": row.owner, "item": row.item, "department": row.department}


def follow_up_columns(hall: Hall, request: int) -> dict[str, Any]:
    """The follow-up of a request that is rated badly now, with its due dates and how they were counted."""
    config = hall.config
    terms = rules.terms(
        work_calendar(hall), hall.clock.today(), config.review_contact_days, config.review_rectify_days
    )
    return {
        "request": request,
        "contact_due": terms.contact_due,
        "rectify_due": terms.rectify_due,
        "provisional": terms.provisional,
        "explanation": json.dumps([[m.text, m.values] for m in terms.explanation], ensure_ascii=False),
    }


def opening(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the journal says of a follow-up that begins."""
    return {"contact_due": row["contact_due"].isoformat(), "rectify_due": row["rectify_due"].isoformat()}


def take_over(hall: Hall, rows: Iterable[Mapping[str, Any]], ids: Mapping[str, int]) -> None:
    """Keep the ratings of requests from another ledger (``ids`` by number). No follow-up is opened: its terms
    ran there. Inside a transaction."""
    found = []
    for row in rows:
        if row.get("rating"):
            over = row.get("delivered_at") or row.get("closed_at") or row.get("decided_at") or row["received_at"]
            found.append(
                {
                    "request": ids[row["number"]],
                    "day": hall.clock.local(over).date(),
                    "rating": row["rating"],
                    "window": row["window"],
                    "staff": row["owner"],
                    "item": row["item"],
                    "department": row["department"],
                }
            )
    bulk.insert(hall.db, Evaluation, found)


def ratings(hall: Hall, first: date, last: date) -> Ratings:
    """The ratings of some days, those left out that a supervisor excluded."""
    return {rating: count for _, rating, count in queries.counts(hall.db, first, last)}


def ratings_by_window(hall: Hall, first: date, last: date) -> dict[tuple[date, int], Ratings]:
    """The same by day and window."""
    found: dict[tuple[date, int], Ratings] = defaultdict(dict)
    for day, window, rating, count in queries.by_day_and_window(hall.db, first, last):
        found[day, window][rating] = count
    return found
