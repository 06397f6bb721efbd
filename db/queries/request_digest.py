"""What the journal vouches for of a request: its columns, the marks of its materials, its excluded time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from peewee import Database

from db import statement
from db.models.request import Request, RequestMaterial
from db.queries import excluded, vouched
from db.queries.bulk import in_parts

MARK = ("code", "mark", "words", "received_on", "receiver")
"""What a mark of a material always consists of."""

LATER = ("deferred_until", "promised_by")
"""What came later and is part of it only where it says something; so is how the paper was handed in, by its name."""


def row(
    values: Mapping[str, Any], marks: Sequence[tuple[Any, ...]], periods: Sequence[tuple[Any, ...]] = ()
) -> dict[str, Any]:
    """The row of a request for its digest."""
    whole = {**vouched.columns(Request, values), "marks": list(marks)}
    return {**whole, "excluded": list(periods)} if periods else whole


def mark(paper: Mapping[str, Any]) -> tuple[Any, ...]:
    """The mark of a material."""
    later = tuple(paper[name] for name in LATER)
    named = [("handed", paper["handed"])] if paper["handed"] else []
    return (*(paper[name] for name in MARK), *(later if any(later) else ()), *named)


def rows(db: Database, requests: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of some stored requests, in their order."""
    ids = [values["id"] for values in requests]
    marked, periods = _marks(db, ids), excluded.vouched(db, ids)
    return [row(values, marked[values["id"]], periods.get(values["id"], ())) for values in requests]


def _marks(db: Database, ids: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The marks of the materials of some requests, in their order."""
    found: dict[int, list[tuple[Any, ...]]] = {ident: [] for ident in ids}
    for part in in_parts(ids):
        where = f'WHERE "request_id" IN ({", ".join("?" * len(part))}) ORDER BY "request_id", "position"'
        for paper in statement.rows(db, RequestMaterial, where, part):
            found[paper["request"]].append(mark(paper))
    return found
