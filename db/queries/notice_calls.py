"""Notices whose supplement is awaited, and the calls made about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from peewee import Database

from db import statement
from db.models.notice import Notice
from db.models.notice_call import NoticeCall
from db.models.request import Request


def newest(db: Database, state: str) -> dict[tuple[str, str], Notice]:
    """Number and terminal of each request in ``state`` that has been told → its newest notice."""
    query = (
        Notice.select(Notice.id, Notice.number, Notice.issued_at, Request.number.alias("of"), Request.terminal)
        .join(Request)
        .where(Request.state == state)
        .order_by(Notice.issued_at, Notice.id)
    )
    return {(row.of, row.terminal): row for row in query.objects().execute(db)}


def add(db: Database, values: dict[str, Any]) -> int:
    """Keep a call; returns its id."""
    return statement.insert(db, NoticeCall, values)


def as_row(db: Database, ident: int) -> dict[str, Any]:
    """A call as its digest takes it."""
    return next(iter(NoticeCall.select().where(NoticeCall.id == ident).dicts().execute(db)))


def of_notices(db: Database, notices: Sequence[str]) -> Iterator[NoticeCall]:
    """The calls about some notices, oldest first."""
    query = (
        NoticeCall.select().where(NoticeCall.notice.in_(list(notices))).order_by(NoticeCall.called_at, NoticeCall.id)
    )
    yield from query.execute(db)
