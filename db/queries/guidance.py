"""People who were sent on: redirected requests, guide slips without a request, and how many were asked first."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from peewee import Database, fn

from db.models.journal import Journal
from db.models.refusal import Refusal
from db.models.request import Request

REDIRECTED = ("at", "staff", "words", "number", "window", "item_name", "guided", "first_asked")


def redirected(db: Database, first: datetime, last: datetime) -> list[tuple[Any, ...]]:
    """The redirections from ``first`` up to before ``last``, in the order of :data:`REDIRECTED`."""
    columns = [getattr(Refusal if name in REDIRECTED[:3] else Request, name) for name in REDIRECTED]
    query = (
        Refusal.select(*columns)
        .join(Request, on=(Refusal.request == Request.id))
        .where(Refusal.action == "redirect", Refusal.at >= first, Refusal.at < last)
        .order_by(Refusal.at, Refusal.id)
    )
    return list(query.tuples().execute(db))


def slips(db: Database, first: datetime, last: datetime) -> list[tuple[datetime, str, str]]:
    """Moment, person and body of the entry of each guide slip without a request."""
    query = Journal.select(Journal.at, Journal.staff, Journal.body).where(
        Journal.kind == "guidance", Journal.at >= first, Journal.at < last
    )
    return list(query.order_by(Journal.at, Journal.id).tuples().execute(db))


def asked_first(db: Database, first: date, last: date) -> list[tuple[int, str, int, int]]:
    """Window, person, number of requests received on some days for which the person was asked first, and how many of
    them somebody else has now."""
    query = Request.select(
        Request.window,
        Request.first_asked,
        fn.COUNT(Request.id),
        fn.COUNT(fn.NULLIF(Request.owner, Request.first_asked)),
    ).where(Request.received_on >= first, Request.received_on <= last)
    return list(query.group_by(Request.window, Request.first_asked).tuples().execute(db))
