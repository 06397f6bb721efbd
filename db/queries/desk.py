"""The last steps of the requests on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Database

from db.models.journal import Journal
from db.models.request import Request, RequestMaterial


def deferred_due(db: Database, states: Sequence[str], day: date) -> int:
    """How many deferred papers of requests in ``states`` were promised for ``day`` or before."""
    query = (
        RequestMaterial.select(RequestMaterial.id)
        .join(Request, on=(RequestMaterial.request == Request.id))
        .where(Request.state.in_(list(states)), RequestMaterial.mark == "deferred")
        .where(RequestMaterial.deferred_until <= day)
    )
    return int(query.count(db))


def steps(db: Database, subjects: Sequence[str]) -> list[tuple[str, Any, str, str, str]]:
    """Subject, moment, person, action and body of the journal entries of some requests, oldest first."""
    query = (
        Journal.select(Journal.subject, Journal.at, Journal.staff, Journal.action, Journal.body)
        .where(Journal.kind == "request", Journal.subject.in_(list(subjects)))
        .order_by(Journal.id)
    )
    return list(query.tuples().execute(db))
