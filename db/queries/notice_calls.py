"""Notices whose supplement is awaited, and the calls made about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from peewee import Database, fn

from db.models.notice import Notice
from db.models.notice_call import NoticeCall
from db.models.request import Request, RequestMaterial

AWAITED = "awaiting_supplement"


def awaited(db: Database) -> list[dict[str, Any]]:
    """Requests that wait for a supplement, each with its newest notice; the most urgent first."""
    names = ("number", "window", "item_name", "name", "phone", "organisation", "supplement_due", "owner")
    columns = [*(getattr(Request, name) for name in names), Request.id.alias("request_id")]
    query = (
        Notice.select(Notice.id, Notice.number.alias("document"), Notice.issued_at, *columns)
        .join(Request)
        .where(Request.state == AWAITED)
        .order_by(Notice.issued_at, Notice.id)
    )
    newest = {row["request_id"]: row for row in query.dicts().execute(db)}
    return sorted(newest.values(), key=lambda row: (row["supplement_due"] or date.max, row["request_id"]))


def open_counts(db: Database, requests: Sequence[int], marks: Sequence[str]) -> dict[int, int]:
    """Request → number of its materials with one of the marks."""
    query = (
        RequestMaterial.select(RequestMaterial.request, fn.COUNT(RequestMaterial.id))
        .where(RequestMaterial.request.in_(list(requests)), RequestMaterial.mark.in_(list(marks)))
        .group_by(RequestMaterial.request)
    )
    return {row: int(number) for row, number in query.tuples().execute(db)}


def add(db: Database, values: dict[str, Any]) -> None:
    """Keep a call."""
    NoticeCall.insert(values).execute(db)


def of_notices(db: Database, notices: Sequence[str]) -> Iterator[NoticeCall]:
    """The calls about some notices, oldest first."""
    query = (
        NoticeCall.select().where(NoticeCall.notice.in_(list(notices))).order_by(NoticeCall.called_at, NoticeCall.id)
    )
    yield from query.execute(db)
