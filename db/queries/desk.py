"""What the desk shows, in few queries: the open requests without their materials, and their last steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peewee import Database, fn

from db.models.journal import Journal
from db.models.request import Request, RequestMaterial

COLUMNS = (
    *("id", "number", "terminal", "state", "kind", "legal_path", "unit", "item_name", "name", "organisation"),
    *("received_at", "received_on", "first_asked", "owner", "pending_owner", "green", "visits", "notice_due"),
    *("supplement_due", "accepted_on", "promised_due", "statutory_due", "provisional"),
)
"""The columns of :func:`open_requests`, in their order."""


def open_requests(db: Database, states: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
    """The newest open requests, plain values in the order of :data:`COLUMNS`."""
    columns = [getattr(Request, name) for name in COLUMNS]
    query = Request.select(*columns).where(Request.state.in_(list(states))).order_by(Request.id.desc()).limit(limit)
    return list(query.tuples().execute(db))


def marked(db: Database, states: Sequence[str], marks: Sequence[str]) -> dict[int, int]:
    """Id of a request in ``states`` → how many of its materials carry one of ``marks``; none is left out."""
    query = (
        RequestMaterial.select(RequestMaterial.request, fn.COUNT(RequestMaterial.id))
        .join(Request, on=(RequestMaterial.request == Request.id))
        .where(Request.state.in_(list(states)), RequestMaterial.mark.in_(list(marks)))
        .group_by(RequestMaterial.request)
    )
    return {row: int(number) for row, number in query.tuples().execute(db)}


def steps(db: Database, subjects: Sequence[str]) -> list[tuple[str, Any, str, str, str]]:
    """Subject, moment, person, action and body of the journal entries of some requests, oldest first."""
    query = (
        Journal.select(Journal.subject, Journal.at, Journal.staff, Journal.action, Journal.body)
        .where(Journal.kind == "request", Journal.subject.in_(list(subjects)))
        .order_by(Journal.id)
    )
    return list(query.tuples().execute(db))
