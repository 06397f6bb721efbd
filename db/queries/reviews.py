"""Evaluations, and the follow-up of bad reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Database, fn

from db.models.evaluation import Evaluation
from db.models.request import Request
from db.models.review import Review
from db.queries import vouched

GROUPS = {
    "window": Evaluation.window,
    "staff": Evaluation.staff,
    "item": Evaluation.item,
    "department": Evaluation.department,
    "day": Evaluation.day,
}
"""What ratings can be counted by."""


def add_evaluation(db: Database, values: dict[str, Any]) -> None:
    """Keep a rating."""
    Evaluation.insert(values).execute(db)


def rated_with(db: Database, visit: int) -> str | None:
    """The number of the request with which a visit was rated; None where it was not."""
    query = (
        Evaluation.select(Request.number)
        .join(Request, on=(Evaluation.request == Request.id))
        .where(Evaluation.visit == visit)
    )
    return next((row[0] for row in query.tuples().execute(db)), None)


def add(db: Database, values: dict[str, Any]) -> None:
    """Open the follow-up of a bad review."""
    Review.insert(values).execute(db)


def update(db: Database, request: int, version: int, values: dict[str, Any]) -> bool:
    """Change a review that is still at ``version``; False when somebody was quicker."""
    same = (Review.request == request) & (Review.version == version)
    return bool(Review.update({**values, "version": version + 1}).where(same).execute(db))


def as_row(db: Database, request: int) -> dict[str, Any]:
    """The columns of a review that the journal vouches for, for its digest."""
    row = next(iter(Review.select().where(Review.request == request).dicts().execute(db)))
    return vouched.columns(Review, row)


def every(
    db: Database,
    states: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
    request: int | None = None,
) -> list[Any]:
    """Reviews with the request that they are about (``request``, and its ``evaluation``), by id."""
    query = (
        Review.select(Review, Evaluation, Request)
        .join(Request, on=(Review.request == Request.id))
        .join(Evaluation, on=(Evaluation.request == Request.id), attr="evaluation")
    )
    if states:
        query = query.where(Review.state.in_(list(states)))
    if first is not None:
        query = query.where(Evaluation.day >= first)
    if last is not None:
        query = query.where(Evaluation.day <= last)
    if request is not None:
        query = query.where(Review.request == request)
    return list(query.order_by(Review.request).execute(db))


def count_due(db: Database, by: date) -> tuple[int, int]:
    """How many reviews wait for a step due before ``by``, and how many for one due on it."""
    counts = [0, 0]
    for state, due in (("open", Review.contact_due), ("contacted", Review.rectify_due)):
        query = Review.select(due, fn.COUNT(Review.request)).where(Review.state == state, due <= by).group_by(due)
        for day, number in query.tuples().execute(db):
            counts[day == by] += int(number)
    return counts[0], counts[1]


def counts(db: Database, first: date, last: date, group: str | None = None) -> list[tuple[Any, str, int]]:
    """Group (None without one), rating and number of the evaluations of some days, excluded ones left out."""
    return _counts(db, first, last, group, excluded=False)


def excluded_counts(db: Database, first: date, last: date, group: str | None = None) -> list[tuple[Any, str, int]]:
    """As :func:`counts`, of the excluded ones only."""
    return _counts(db, first, last, group, excluded=True)


def _counts(
    db: Database, first: date, last: date, group: str | None, *, excluded: bool
) -> list[tuple[Any, str, int]]:
    columns = [GROUPS[group]] if group else []
    left_out = Review.select(Review.request).where(Review.state == "excluded")
    among = Evaluation.request.in_(left_out) if excluded else Evaluation.request.not_in(left_out)
    query = (
        Evaluation.select(*columns, Evaluation.rating, fn.COUNT(Evaluation.request))
        .where(Evaluation.day.between(first, last), among)
        .group_by(*columns, Evaluation.rating)
    )
    return [(row[0] if group else None, row[-2], int(row[-1])) for row in query.tuples().execute(db)]


def by_day_and_window(db: Database, first: date, last: date) -> list[tuple[date, int, str, int]]:
    """Day, window, rating and number of the evaluations of some days, excluded ones left out."""
    left_out = Review.select(Review.request).where(Review.state == "excluded")
    columns = (Evaluation.day, Evaluation.window, Evaluation.rating)
    query = (
        Evaluation.select(*columns, fn.COUNT(Evaluation.request))
        .where(Evaluation.day.between(first, last), Evaluation.request.not_in(left_out))
        .group_by(*columns)
    )
    return list(query.tuples().execute(db))
