"""The last digest that the journal has of each row, and the rows themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from peewee import JOIN, Database, fn

from db.models.document import Document
from db.models.evaluation import Evaluation
from db.models.journal import Journal
from db.models.notice import Notice
from db.models.notice_call import NoticeCall
from db.models.punch import Punch
from db.models.request import Request
from db.models.review import Review
from db.queries import request_digest, vouched


def last_digests(db: Database, kind: str) -> Iterator[tuple[str, str]]:
    """Subject and digest of the last entry of each subject that has a row, oldest first."""
    newest = (
        Journal.select(fn.MAX(Journal.id)).where(Journal.kind == kind, Journal.row != "").group_by(Journal.subject)
    )
    query = Journal.select(Journal.subject, Journal.row).where(Journal.id.in_(newest)).order_by(Journal.id)
    yield from query.tuples().iterator(db)


def requests_by_subject(db: Database, subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Requests by “number@terminal”, as the digest takes them."""
    numbers = [subject.rpartition("@")[0] for subject in subjects]
    rows = list(Request.select().where(Request.number.in_(numbers)).dicts().execute(db))
    found = zip(rows, request_digest.rows(db, rows), strict=True)
    return {f"{row['number']}@{row['terminal']}": whole for row, whole in found}


def other_ratings(db: Database) -> list[tuple[str, str]]:
    """Number and terminal of requests whose rating is not the one that satisfaction is counted from."""
    query = (
        Request.select(Request.number, Request.terminal)
        .join(Evaluation, JOIN.LEFT_OUTER, on=(Evaluation.request == Request.id))
        .where(Request.rating != fn.COALESCE(Evaluation.rating, ""))
    )
    return list(query.order_by(Request.id).tuples().execute(db))


def reviews_by_subject(db: Database, subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Bad reviews by “number@terminal” of their request."""
    numbers = [subject.rpartition("@")[0] for subject in subjects]
    query = Request.select(Request.id, Request.number, Request.terminal).where(Request.number.in_(numbers))
    names = {row: f"{number}@{terminal}" for row, number, terminal in query.tuples().execute(db)}
    rows = Review.select().where(Review.request.in_(list(names))).dicts().execute(db)
    return {names[row["request"]]: vouched.columns(Review, row) for row in rows}


def punches_by_subject(db: Database, subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Punches by “staff/id”."""
    ids = [int(subject.rpartition("/")[2]) for subject in subjects]
    rows = {
        row["id"]: vouched.columns(Punch, row) for row in Punch.select().where(Punch.id.in_(ids)).dicts().execute(db)
    }
    return {subject: rows[row] for subject, row in zip(subjects, ids, strict=True) if row in rows}


def notices_by_subject(db: Database, subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Notices by id."""
    rows = Notice.select().where(Notice.id.in_(list(subjects))).dicts().execute(db)
    return {row["id"]: vouched.columns(Notice, row) for row in rows}


def calls_by_subject(db: Database, subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Calls by “notice/id”."""
    ids = [int(subject.rpartition("/")[2]) for subject in subjects]
    query = NoticeCall.select().where(NoticeCall.id.in_(ids))
    rows = {row["id"]: vouched.columns(NoticeCall, row) for row in query.dicts().execute(db)}
    return {subject: rows[row] for subject, row in zip(subjects, ids, strict=True) if row in rows}


def documents_by_subject(db: Database, subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Documents by id."""
    rows = Document.select().where(Document.id.in_(list(subjects))).dicts().execute(db)
    return {row["id"]: vouched.columns(Document, row) for row in rows}
