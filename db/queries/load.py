"""What load is counted from: requests of a period, visits, windows that were open, the ids behind a bar.

A year is a quarter of a million requests and twice as many spans of visits. One row for each of them costs more than
to count them, so a day (or some thousand visits) comes as one row of lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from peewee import SQL, Case, Database, Expression, Node, fn

from db.connection import is_sqlite
from db.models.punch import Punch
from db.models.request import Request
from db.models.visit import VisitRequest, VisitSpan

Offsets = Sequence[tuple[int, int]]
"""From which moment on (UTC seconds) local time was how many seconds ahead of UTC, in the order of time."""

_GROUPS = {"window": Request.window, "staff": Request.first_asked, "department": Request.department}

VISITS_AT_A_TIME = 20_000
"""As many as some weeks have; lists of them take a few megabytes."""


def received_counts(
    db: Database, first: date, last: date, start: int, end: int, finished: Sequence[str], offsets: Offsets
) -> Iterator[tuple[Any, list[list[Any]]]]:
    """By day of receipt from ``first`` to ``last``: window, first person asked, department, hour and bits (see
    :func:`_bits`) of each request, as five lists."""
    columns = _columns(db, start, end, finished, offsets)
    lists = [_list(db, column) for column in columns]
    query = Request.select(Request.received_on, *lists).where(Request.received_on.between(first, last))
    for day, *texts in db.execute(query.group_by(Request.received_on)):
        yield day, [json.loads(text) for text in texts]


def older_counts(
    db: Database, first: date, start: int, end: int, finished: Sequence[str], offsets: Offsets
) -> list[list[Any]]:
    """The same of requests that came before ``first`` and were decided from ``start`` up to ``end``."""
    lists = [_list(db, column) for column in _columns(db, start, end, finished, offsets)]
    query = Request.select(*lists).where(
        Request.decided_at >= start, Request.decided_at < end, Request.received_on < first
    )
    (texts,) = db.execute(query)
    return [json.loads(text or "[]") for text in texts]


def _columns(db: Database, start: int, end: int, finished: Sequence[str], offsets: Offsets) -> tuple[Any, ...]:
    hour = _hour(Request.received_at, offsets)
    return Request.window, Request.first_asked, Request.department, hour, _bits(db, start, end, finished, offsets)


def _bits(db: Database, start: int, end: int, finished: Sequence[str], offsets: Offsets) -> Any:
    """1 received, 2 completed at ``end``, 4 decided in the period, 8 with a promised date, 16 kept: as
    ``rules/load.py`` counts a request that was received in the period. Each includes the ones before."""
    over = fn.COALESCE(Request.decided_at, Request.closed_at, Request.delivered_at, Request.received_at)
    decided_on = _day(db, _local(Request.decided_at, offsets))
    return Case(
        None,
        (
            (Request.state.not_in(list(finished)) | (over >= end), 1),
            (Request.decided_at.is_null() | (Request.decided_at < start), 3),
            (Request.promised_due.is_null(), 7),
            (Request.promised_due >= decided_on, 31),
        ),
        15,
    )


def _local(moment: Any, offsets: Offsets) -> Any:
    """The moment with the zone's offset added; the latest are asked first."""
    *later, (_, earliest) = reversed(offsets)
    if not later:
        return moment + earliest
    return Case(None, tuple((moment >= since, moment + ahead) for since, ahead in later), moment + earliest)


def _hour(moment: Any, offsets: Offsets) -> Any:
    # Without the sign for the rest of a division, which PostgreSQL's driver takes for a place.
    local = _local(moment, offsets)
    return local / 3600 - local / 86400 * 24


def _day(db: Database, local: Any) -> Any:
    if is_sqlite(db):
        return fn.DATE(local, "unixepoch")
    return Expression(SQL("DATE '1970-01-01'"), "+", (local / 86400).cast("int"))


def _list(db: Database, value: Any) -> Node:
    """All values of a group in one text."""
    if is_sqlite(db):
        return fn.json_group_array(value)
    return fn.json_agg(value).cast("text")


def received(
    db: Database, first: date, last: date, offsets: Offsets, group: str = "", value: Any = None
) -> list[int]:
    """Ids of the requests received in a period (by one window, person or department, or in one hour), the newest
    first."""
    query = Request.select(Request.id).where(Request.received_on.between(first, last))
    if group:
        column = _hour(Request.received_at, offsets) if group == "hour" else _GROUPS[group]
        query = query.where(column == value)
    return [int(row) for (row,) in db.execute(query.order_by(Request.received_on.desc(), Request.id.desc()))]


def visit_ranges(db: Database, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ids of visits, from and to, among which all are that have a part in the period."""
    ((low, high),) = db.execute(
        VisitSpan.select(fn.MIN(VisitSpan.visit), fn.MAX(VisitSpan.visit)).where(
            VisitSpan.began_at >= start, VisitSpan.began_at < end
        )
    )
    if low is not None:
        for begin in range(low, high + 1, VISITS_AT_A_TIME):
            yield begin, min(begin + VISITS_AT_A_TIME - 1, high)


def visits(db: Database, ids: tuple[int, int], start: int, end: int, offsets: Offsets) -> list[list[Any]]:
    """The visits of a range with parts that began in the period, are over and count, as six lists: id, hour of the
    beginning, seconds of waiting and of serving (None without), the window and the person that served (None where
    that were several, or nobody)."""
    began, ended, serving = VisitSpan.began_at, VisitSpan.ended_at, VisitSpan.kind == "serving"
    seconds = Case(None, ((ended > began, ended - began),), 0)
    waiting = VisitSpan.kind.in_(["waiting", "called"])
    window, staff = (Case(None, ((serving, column),)) for column in (VisitSpan.window, VisitSpan.staff))
    each = (
        VisitSpan.select(
            VisitSpan.visit,
            fn.MIN(began).alias("began"),
            fn.SUM(Case(None, ((waiting, seconds),))).alias("waited"),
            fn.SUM(Case(None, ((serving, seconds),))).alias("served"),
            *(fn.MIN(window).alias("window_1"), fn.MAX(window).alias("window_2")),
            *(fn.MIN(staff).alias("staff_1"), fn.MAX(staff).alias("staff_2")),
        )
        .where(VisitSpan.visit.between(*ids), *_over(start, end))
        .group_by(VisitSpan.visit)
    )
    same_window, same_staff = (
        Case(None, ((each.c[f"{name}_1"] == each.c[f"{name}_2"], each.c[f"{name}_1"]),))
        for name in ("window", "staff")
    )
    columns = each.c.visit, _hour(each.c.began, offsets), each.c.waited, each.c.served, same_window, same_staff
    (texts,) = db.execute(each.select_from(*(_list(db, column) for column in columns)))
    return [json.loads(text or "[]") for text in texts]


def spans(db: Database, visits: Sequence[int], start: int, end: int, offsets: Offsets) -> Iterator[tuple[Any, ...]]:
    """Visit, kind, window, person, beginning, end (UTC seconds) and hour of the beginning of the parts of some
    visits that began in a period, are over and count; those of a visit one behind the other."""
    columns = [getattr(VisitSpan, name) for name in ("visit", "kind", "window", "staff", "began_at", "ended_at")]
    query = VisitSpan.select(*columns, _hour(VisitSpan.began_at, offsets))
    query = query.where(VisitSpan.visit.in_(list(visits)), *_over(start, end))
    yield from db.execute(query.order_by(VisitSpan.visit, VisitSpan.began_at, VisitSpan.id))


def departments(db: Database, ids: tuple[int, int]) -> list[list[Any]]:
    """Visit and department of the requests that were dealt with in the visits of a range, perhaps several times, as
    two lists."""
    lists = [_list(db, column) for column in (VisitRequest.visit, Request.department)]
    query = VisitRequest.select(*lists).join(Request, on=(VisitRequest.request == Request.id))
    (texts,) = db.execute(query.where(VisitRequest.visit.between(*ids)))
    return [json.loads(text or "[]") for text in texts]


def _over(start: int, end: int) -> tuple[Any, ...]:
    # With a sum, which no index has: the few parts of a visit are found by it, not among those of the period.
    began = VisitSpan.began_at + 0
    return began >= start, began < end, ~VisitSpan.void, VisitSpan.ended_at.is_null(False)


def signed_in(db: Database, first: date, last: date) -> set[tuple[int, date]]:
    """Window and day where somebody signed in."""
    query = Punch.select(Punch.window, Punch.day).where(
        Punch.day.between(first, last), Punch.kind == "in", Punch.window.is_null(False)
    )
    return {(int(window), day) for window, day in query.distinct().tuples().execute(db)}
