"""Open requests whose clocks want attention: few of them, found through their states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Database

from db.models.request import Request, RequestMaterial


def untold(db: Database, before: date) -> list[Request]:
    """Received matters that the law accepts when nothing is told, without a notice and past the day for one."""
    query = Request.select().where(
        Request.state == "registered",
        Request.notice_due < before,
        Request.supplement_due.is_null(),
        (Request.legal_path == "licence") | (Request.deemed_basis != ""),
    )
    return list(query.order_by(Request.id).execute(db))


def provisional(db: Database, states: Sequence[str]) -> list[Request]:
    """Requests in ``states`` whose dates reach into a year that was not known."""
    query = Request.select().where(
        Request.state.in_(list(states)),
        Request.provisional == True,  # noqa: E712 - an SQL comparison
    )
    return list(query.order_by(Request.id).execute(db))


def deferred(db: Database, states: Sequence[str]) -> list[tuple[Any, ...]]:
    """Number, item, owner, code and name of the material, promised day of each paper that is still to be brought."""
    columns = (Request.number, Request.item_name, Request.owner)
    query = (
        RequestMaterial.select(*columns, RequestMaterial.code, RequestMaterial.name, RequestMaterial.deferred_until)
        .join(Request, on=(RequestMaterial.request == Request.id))
        .where(Request.state.in_(list(states)), RequestMaterial.mark == "deferred")
        .order_by(RequestMaterial.deferred_until, Request.id, RequestMaterial.position)
    )
    return list(query.tuples().execute(db))


def waiting(db: Database) -> list[Request]:
    """Requests whose notice has not been answered, the earliest day for the supplement first."""
    query = Request.select().where(Request.state == "awaiting_supplement")
    return list(query.order_by(Request.supplement_due.is_null(), Request.supplement_due, Request.id).execute(db))
