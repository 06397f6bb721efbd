"""Requests that a text finds, page by page: what a page costs, however many there are.

There are two parts, one behind the other: what is found by name, item, identifier, phone or window and serial, in the
order of lists (day of receipt, then id, the newest first), and behind it what is found by how its number begins, in
the order of numbers. A page is the nearest of the next rows of all branches (``match_branches``).

Where a list is narrowed to states, a window or an owner, each match has to be looked at. A page looks through at most
:data:`MOST` of them and says how far it came; where the list holds fewer requests than the text finds, those are
looked at instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import Database

from db import statement
from db.connection import is_sqlite
from db.queries import grams, match_branches
from db.queries import request_pages as pages
from db.queries.match_branches import KEYS, Branch, Sought
from db.queries.requests import Filter

MOST = 20_000
"""Matches that a page looks through at most."""

FIRST = 1_000
"""Matches that are looked through before anything is counted."""

Place = tuple[int, Any, Any]
"""Where a match stands: 0, day of receipt and id; or 1, number and terminal."""

Key = tuple[Any, Any]
"""A place without its first value."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Ids with their places. ``looked`` is how far was looked through where that gave less than a page; None where
    the page is full or the list at its end."""

    rows: list[tuple[int, Place]]
    looked: Place | None = None


def page(
    db: Database, sought: Sought, wanted: Filter, limit: int, start: Place | None = None, up: bool = False
) -> Piece:
    """The matches that follow ``start`` (the first ones without it), or (``up``) those before it, the nearest
    first; without ``start`` the last ones."""
    found: dict[int, Place] = {}
    for part in (1, 0) if up else (0, 1):
        if start is not None and (part > start[0] if up else part < start[0]):
            continue
        at = (start[1], start[2]) if start is not None and part == start[0] else None
        looked = _Part(db, sought, wanted, part, up).into(found, limit, at)
        if looked is not None or len(found) >= limit:
            return Piece(list(found.items()), looked)
    return Piece(list(found.items()))


class _Part:
    """One part of a list, in one direction."""

    def __init__(self, db: Database, sought: Sought, wanted: Filter, part: int, up: bool) -> None:
        self._db, self._sought, self._wanted, self._part, self._up = db, sought, wanted, part, up
        self._letters = grams.letters(sought.name)
        free = Filter(first=wanted.first, last=wanted.last) if part == 0 else Filter()
        self._sliced = wanted != free and is_sqlite(db)

    def into(self, found: dict[int, Place], limit: int, at: Key | None) -> Place | None:
        """Add to ``found`` up to ``limit``; returns how far it came where that was not far enough."""
        branches = match_branches.of_text(self._db, self._sought, self._wanted, self._part)
        if not branches or not self._sliced:
            self._fill(found, limit, branches, at, None)
            return None
        # Every match, whether it fits or not.
        plain = match_branches.of_text(self._db, self._sought, self._days, self._part)
        for count in (FIRST, MOST - FIRST):
            to = self._ahead(plain, at, count)
            self._fill(found, limit, branches, at, to)
            if to is None or len(found) >= limit:
                return None
            at = to
            if count == FIRST and self._fewer_fit(plain, at):
                by_list = match_branches.of_list(self._db, self._sought, self._wanted, self._part)
                self._fill(found, limit, by_list, at, None)
                return None
        assert at is not None
        return (self._part, *at)

    @property
    def _days(self) -> Filter:
        return Filter(first=self._wanted.first, last=self._wanted.last) if self._part == 0 else Filter()

    def _fewer_fit(self, plain: Sequence[Branch], at: Key) -> bool:
        """Whether the list holds fewer requests than matches lie ahead."""
        wanted = self._wanted
        if self._part == 0:
            wanted = self._ahead_of(at[0])
        count = pages.count(self._db, wanted, MOST + 1)
        return count <= MOST and self._ahead(plain, at, max(count, 1)) is not None

    def _ahead_of(self, day: date) -> Filter:
        first, last = self._wanted.first, self._wanted.last
        if self._up:
            return replace(self._wanted, first=max(day, first or day))
        return replace(self._wanted, last=min(day, last or day))

    def _ahead(self, branches: Sequence[Branch], at: Key | None, count: int) -> Key | None:
        """The nearest key that is so many rows ahead in any branch; None where none has so many."""
        found: list[Key] = []
        for branch in branches:
            row = statement.run(self._db, *branch.ahead(self._part, self._up, at, count)).fetchone()
            if row is not None:
                found.append(grams.request_at(row[0]) if branch.place else (_day(row[0], self._part), row[1]))
        return (min if self._up else max)(found, default=None)

    def _fill(
        self, found: dict[int, Place], limit: int, branches: Sequence[Branch], at: Key | None, to: Key | None
    ) -> None:
        """Add what is between ``at`` and ``to``, as far as there is room."""
        while branches and len(found) < limit:
            room = limit - len(found)
            rows = self._rows(branches, room, at, to)
            for row, one, two, certain, name in rows:
                named = not certain and bool(self._letters) and self._letters in grams.letters(name)
                if row not in found and bool(certain or named) == (self._part == 0):
                    found[row] = (self._part, _day(one, self._part), two)
            if len(rows) < room:
                return
            at = (_day(rows[-1][1], self._part), rows[-1][2])

    def _rows(self, branches: Sequence[Branch], room: int, at: Key | None, to: Key | None) -> list[Any]:
        """Id, key, whether it is certain, and name, of the nearest rows of all branches."""
        parts, values = [], list[Any]()
        for branch in branches:
            text, given = branch.rows(self._part, self._up, at, to, room)
            parts.append(text)
            values += given
        if len(parts) == 1:
            return list(statement.run(self._db, parts[0], values).fetchall())
        # A row that is certain comes before itself as one that is not: the limit may cut between the two.
        order = match_branches.order([f'"{name}"' for name in KEYS[self._part]], self._up)
        union = " UNION ALL ".join(f"SELECT * FROM ({text}) AS part" for text in parts)
        return list(statement.run(self._db, f"{union} {order}, certain DESC LIMIT ?", [*values, room]).fetchall())


def _day(value: Any, part: int) -> Any:
    """SQLite keeps dates as text."""
    return date.fromisoformat(value) if part == 0 and isinstance(value, str) else value
