"""Issued notices and their prints."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import JOIN, Database

from db.models.notice import Notice, NoticePrint
from db.models.request import Request


def get(db: Database, notice: str) -> Notice | None:
    """The notice with this id or document number."""
    query = Notice.select().where((Notice.id == notice) | (Notice.number == notice)).order_by(Notice.issued_at)
    found = list(query.execute(db))
    return found[0] if found else None


def of_request(db: Database, request: int) -> list[Notice]:
    """The notices of a request, oldest first."""
    return list(Notice.select().where(Notice.request == request).order_by(Notice.issued_at).execute(db))


def add(db: Database, values: dict[str, Any]) -> None:
    """Keep an issued notice."""
    Notice.insert(values).execute(db)


def add_print(db: Database, values: dict[str, Any]) -> None:
    """Note that the paper came out."""
    NoticePrint.insert(values).execute(db)


def unprinted(db: Database, terminal: str) -> list[tuple[str, str, str]]:
    """Id, document number and request number of notices whose paper has not come out (待打印)."""
    query = (
        Notice.select(Notice.id, Notice.number, Request.number)
        .join(NoticePrint, JOIN.LEFT_OUTER)
        .switch(Notice)
        .join(Request, on=(Notice.request == Request.id))
        .where(NoticePrint.id.is_null(), Notice.terminal == terminal)
        .order_by(Notice.issued_at)
    )
    return list(query.tuples().execute(db))


def issued_between(db: Database, first: date, last: date, terminal: str | None = None) -> list[Notice]:
    """Notices issued on some days."""
    query = Notice.select().where(Notice.issued_on.between(first, last)).order_by(Notice.issued_at)
    if terminal is not None:
        query = query.where(Notice.terminal == terminal)
    return list(query.execute(db))
