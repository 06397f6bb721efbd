"""Issued notices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import JOIN, Database

from db.models.document import WaitingPaper
from db.models.notice import Notice
from db.models.request import Request


def get(db: Database, notice: str) -> Notice | None:
    """The notice with this id or document number."""
    for column in (Notice.id, Notice.number):
        found: list[Notice] = list(
            Notice.select().where(column == notice).order_by(Notice.issued_at).limit(1).execute(db)
        )
        if found:
            return found[0]
    return None


def of_request(db: Database, request: int) -> list[Notice]:
    """The notices of a request, oldest first."""
    return list(Notice.select().where(Notice.request == request).order_by(Notice.issued_at, Notice.id).execute(db))


def add(db: Database, values: dict[str, Any]) -> None:
    """Keep an issued notice."""
    Notice.insert(values).execute(db)


def every(db: Database) -> Iterator[Notice]:
    """All notices, one after the other."""
    yield from Notice.select().iterator(db)


def count_issued(db: Database, first: date, last: date) -> int:
    """How many notices were issued on some days."""
    return int(Notice.select().where(Notice.issued_on.between(first, last)).count(db))


def issued_between(db: Database, first: date, last: date, terminal: str | None = None) -> list[Notice]:
    """Notices issued on some days."""
    query = Notice.select().where(Notice.issued_on.between(first, last)).order_by(Notice.issued_at, Notice.id)
    if terminal is not None:
        query = query.where(Notice.terminal == terminal)
    return list(query.execute(db))


def ledger(db: Database, first: date, last: date) -> Iterator[tuple[Notice, str, bool, str, bool]]:
    """The notices issued on some days, each with the applicant's name as the request has it, whether that is an
    organisation, the state of the request, and whether the paper still waits."""
    columns = (Request.name, Request.organisation, Request.state, WaitingPaper.document)
    query = (
        Notice.select(Notice, *columns)
        .join(Request)
        .join(WaitingPaper, JOIN.LEFT_OUTER, on=(WaitingPaper.document == Notice.id))
        .where(Notice.issued_on.between(first, last))
        .order_by(Notice.issued_at, Notice.id)
    )
    for row in query.objects().iterator(db):
        yield row, row.name, bool(row.organisation), row.state, row.document is not None
