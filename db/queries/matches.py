"""Requests that a text finds, page by page: what a page costs, however many there are.

There are two parts, one behind the other: what is found by name, item, identifier, phone or window and serial, in the
order of lists (day of receipt, then id, the newest first), and behind it what is found by how its number begins, in
the order of numbers. A page is the nearest of the next rows of all branches (``match_branches``). Where the list is
narrowed, it may take long to find as many as a page holds; then it says how far it came (``narrowed_matches``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import Database

from db.connection import is_sqlite
from db.queries import match_branches, narrowed_matches
from db.queries.match_branches import Sought
from db.queries.narrowed_matches import Key, NarrowedMatches, gather
from db.queries.requests import Filter

Place = tuple[int, Any, Any]
"""Where a match stands: 0, day of receipt and id; or 1, number and terminal."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Ids with their places. ``looked`` is how far was looked through where that gave less than a page; None where
    the page is full or the list at its end."""

    rows: list[tuple[int, Place]]
    looked: Place | None = None


def page(
    db: Database,
    sought: Sought,
    wanted: Filter,
    limit: int,
    start: Place | None = None,
    up: bool = False,
    most: int | None = None,
) -> Piece:
    """The matches that follow ``start`` (the first ones without it), or (``up``) those before it, the nearest
    first; without ``start`` the last ones. ``most`` are looked through where the list is narrowed."""
    found: dict[int, Place] = {}
    for part in (1, 0) if up else (0, 1):
        if start is not None and (part > start[0] if up else part < start[0]):
            continue
        at = (start[1], start[2]) if start is not None and part == start[0] else None
        own: dict[int, Key] = {}
        looked = _into(own, db, sought, wanted, limit - len(found), part, up, at, most or narrowed_matches.MOST)
        found |= {row: (part, *key) for row, key in own.items()}
        if looked is not None or len(found) >= limit:
            return Piece(list(found.items()), looked and (part, *looked))
    return Piece(list(found.items()))


def _into(
    found: dict[int, Key],
    db: Database,
    sought: Sought,
    wanted: Filter,
    limit: int,
    part: int,
    up: bool,
    at: Key | None,
    most: int,
) -> Key | None:
    """Add to ``found`` what one part of the list has; returns how far it came where that was not far enough."""
    free = Filter(first=wanted.first, last=wanted.last) if part == 0 else Filter()
    if wanted != free and is_sqlite(db):
        return NarrowedMatches(db, sought, wanted, part, up).into(found, limit, at, most)
    gather(found, db, sought, match_branches.of_text(db, sought, wanted, part), limit, part, up, at)
    return None
