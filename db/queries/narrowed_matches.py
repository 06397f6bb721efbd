"""Matches of a text in a narrowed list: those in some states, at a window, of an owner (``matches``; SQLite only).

No index has both the text and the list. So the next matches are taken from the index of the text, some hundreds at
first, and then either compared with what the index of the list has in the same stretch, or, where that is much more,
looked at one by one. Where it is much less, the list is gone through instead. Either way has its bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from peewee import Database

from db import statement
from db.queries import grams, match_branches
from db.queries import request_pages as pages
from db.queries.match_branches import Branch, Sought
from db.queries.requests import Filter

MOST = 15_000
"""Matches that a page looks through at most."""

FIRST = 250
"""Matches that are looked through at first; then three times as many, and so on."""

LISTED = 4_000
"""Requests of the list that a page looks at where they are gone through instead."""

_MORE, _LESS = 4, 8
"""How many times as much as the matches the list has to hold, or as little, for the one way or the other."""

_DEAR = 3
"""To look at a request costs as much as so many rows of an index."""

Key = tuple[Any, Any]
"""What the part of the list is in the order of: day and id, or number and terminal."""


class NarrowedMatches:
    """One part of the matches, in one direction."""

    def __init__(self, db: Database, sought: Sought, wanted: Filter, part: int, up: bool) -> None:
        self._db, self._sought, self._wanted, self._part, self._up = db, sought, wanted, part, up
        self._fits = pages.conditions(db, wanted)

    def into(self, found: dict[int, Key], limit: int, at: Key | None, most: int) -> Key | None:
        """Add to ``found`` up to ``limit``, the nearest behind ``at`` first, looking through about ``most`` matches.
        Returns how far it came where that gave too few; None where it is full or there are no more."""
        days = Filter(first=self._wanted.first, last=self._wanted.last) if self._part == 0 else Filter()
        branches = match_branches.of_text(self._db, self._sought, days, self._part)
        looked, step, more = 0, FIRST, _MORE
        while branches and len(found) < limit:
            ids, to = self._next(branches, at, step)
            listed = self._listed(at, to, more * len(ids)) if self._part == 0 else None
            if listed is None:
                gather(found, self._db, self._sought, self._wanted, limit, self._part, self._up, at, to)
            else:
                self._admit(found, limit, [row for row in ids if row in listed], *self._fits)
            if to is None or len(found) >= limit:
                break
            at = to
            if listed is not None and _LESS * len(listed) < len(ids):
                return self._from_list(found, limit, at)
            if self._part == 1 and not looked and self._whole_list(found, limit, at):
                break
            looked += len(ids) * (_DEAR if listed is None else 1)
            if looked >= most:
                return at
            # Where the list has much more, it will hardly have less a little further.
            step, more = min(3 * step, most - looked), 1 if listed is None else _MORE
        return None

    def _next(self, branches: Sequence[Branch], at: Key | None, count: int) -> tuple[list[int], Key | None]:
        """The ids of about so many rows behind ``at``, and how far they reach: None where that is the end."""
        each = count if len(branches) == 1 else max(100, 2 * count // len(branches))
        if self._part == 1:
            rows = self._keys(branches[0], at, each)
            return [row for *_, row in rows], rows[-1][:2] if len(rows) == each else None
        found: list[int] = []
        ends: list[int] = []
        for branch in branches:
            rows = self._keys(branch, at, each)
            found += _placed(branch, rows)
            if len(rows) == each:
                ends.append(found[-1])
        to = (min if self._up else max)(ends, default=None)
        if len(branches) > 1:
            # Beyond the nearest end a branch may have rows that were not read.
            near = {place for place in found if to is None or (place <= to if self._up else place >= to)}
            found = sorted(near, reverse=not self._up)
        return [place & grams.MASK for place in found], None if to is None else grams.request_at(to)

    def _keys(self, branch: Branch, at: Key | None, count: int) -> list[Any]:
        return list(statement.run(self._db, *branch.keys(self._part, self._up, at, None, count)).fetchall())

    def _listed(self, at: Key | None, to: Key | None, most: int) -> set[int] | None:
        """The ids that the list has in a stretch; None where they are more than ``most``."""
        parts, values = [], list[Any]()
        for branch in match_branches.of_list(self._db, self._wanted):
            text, given = branch.keys(0, self._up, at, to, most + 1)
            parts.append(f"SELECT found FROM ({text}) AS part")
            values += given
        if not parts:
            return set()
        text = f"{' UNION ALL '.join(parts)} LIMIT ?"
        rows = statement.run(self._db, text, [*values, most + 1]).fetchall()
        return {row for (row,) in rows} if len(rows) <= most else None

    def _from_list(self, found: dict[int, Key], limit: int, at: Key) -> Key | None:
        """Go through the list; returns how far it came, as :meth:`into` does."""
        branches = match_branches.of_list(self._db, self._wanted)
        ids, to = self._next(branches, at, LISTED)
        self._admit(found, limit, ids, *match_branches.meets(self._sought, self._part))
        return to if len(found) < limit else None

    def _whole_list(self, found: dict[int, Key], limit: int, at: Key) -> bool:
        """Take all from a list that is short, since it has another order; False where it is not short."""
        listed = self._listed(None, None, LISTED)
        if listed is None:
            return False
        where, values = match_branches.meets(self._sought, self._part)
        where = f'{where} AND ("number", "terminal") {">" if self._up else "<"} (?, ?)'
        self._admit(found, limit, list(listed), where, [*values, *at], whole=True)
        return True

    def _admit(
        self,
        found: dict[int, Key],
        limit: int,
        ids: Sequence[int],
        where: str,
        values: Sequence[Any],
        whole: bool = False,
    ) -> None:
        """Add those of the ids, nearest first, that are matches and of which ``where`` is true, as far as there is
        room. ``whole``: the ids are in another order."""
        done, size = 0, len(ids) if whole else limit - len(found) + 20
        while done < len(ids) and len(found) < limit:
            some = ids[done : done + size]
            text, first = match_branches.by_ids(self._sought, self._part, some, where)
            rows = statement.run(self._db, text, [*first, *values]).fetchall()
            rows.sort(key=lambda row: (row[1], row[2]), reverse=not self._up)
            take(found, limit, rows, self._sought, self._part)
            done, size = done + size, 2 * size


def _placed(branch: Branch, rows: Iterable[Any]) -> list[int]:
    """Day and id of each row as one number, which compares fast."""
    if branch.place:
        return [place for (place,) in rows]
    days: dict[str, int] = {}
    found = []
    for day, row, _ in rows:
        begin = days.get(day)
        if begin is None:
            begin = days[day] = grams.place(date.fromisoformat(day))
        found.append(begin | row)
    return found


def gather(
    found: dict[int, Key],
    db: Database,
    sought: Sought,
    wanted: Filter,
    limit: int,
    part: int,
    up: bool,
    at: Key | None,
    to: Key | None = None,
) -> None:
    """Add the matches behind ``at``, as far as ``to``, until there are ``limit``: each row of the text's index is
    looked at."""
    branches = match_branches.of_text(db, sought, wanted, part)
    while branches and len(found) < limit:
        room = limit - len(found)
        rows = _nearest(db, branches, part, up, at, to, room)
        take(found, limit, rows, sought, part)
        if len(rows) < room:
            return
        at = (rows[-1][1], rows[-1][2])


def _nearest(
    db: Database, branches: Sequence[Branch], part: int, up: bool, at: Key | None, to: Key | None, room: int
) -> list[Any]:
    """Id, key, whether it is certain, and name, of the nearest rows of all branches."""
    parts, values = [], list[Any]()
    for branch in branches:
        text, given = branch.rows(part, up, at, to, room)
        parts.append(text)
        values += given
    if len(parts) == 1:
        return list(statement.run(db, parts[0], values).fetchall())
    # A row that is certain comes before itself as one that is not: the limit may cut between the two.
    order = match_branches.order([f'"{name}"' for name in match_branches.KEYS[part]], up)
    union = " UNION ALL ".join(f"SELECT * FROM ({text}) AS part" for text in parts)
    return list(statement.run(db, f"{union} {order}, certain DESC LIMIT ?", [*values, room]).fetchall())


def take(found: dict[int, Key], limit: int, rows: Iterable[Any], sought: Sought, part: int) -> None:
    """Add rows (id, key, whether certain, name), as far as there is room, whose name has the letters where that
    matters; in the second part those that are not in the first."""
    letters = grams.letters(sought.name)
    for row, one, two, certain, name in rows:
        if len(found) >= limit:
            return
        match = bool(certain or (letters and letters in grams.letters(name)))
        if row not in found and match == (part == 0):
            found[row] = (date.fromisoformat(one) if part == 0 and isinstance(one, str) else one, two)
