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

FEW = 200
"""Matches that are sooner looked at than the list is read."""

_MORE, _LESS = 4, 8
"""How many times as much as the matches the list has to hold, or as little, for the one way or the other."""

_DEAR = 3
"""To look at a request costs as much as so many rows of an index."""

Key = tuple[Any, Any]
"""What the part of the list is in the order of: day and id, or number and terminal."""

_Both = tuple[Branch, Branch]
"""A branch of the text, and the same with each row looked at whether the list holds it."""


class NarrowedMatches:
    """One part of the matches, in one direction."""

    def __init__(self, db: Database, sought: Sought, wanted: Filter, part: int, up: bool) -> None:
        self._db, self._sought, self._wanted, self._part, self._up = db, sought, wanted, part, up
        self._fits = pages.conditions(db, wanted)

    def into(self, found: dict[int, Key], limit: int, at: Key | None, most: int) -> Key | None:
        """Add to ``found`` up to ``limit``, the nearest behind ``at`` first, looking through about ``most`` matches.
        Returns how far it came where that gave too few; None where it is full or there are no more."""
        both = self._branches()
        return (
            self._by_number(both, found, limit, at, most)
            if self._part
            else self._by_day(both, found, limit, at, most)
        )

    def _branches(self) -> list[_Both]:
        days = Filter() if self._part else Filter(first=self._wanted.first, last=self._wanted.last)
        of_text = match_branches.of_text(self._db, self._sought, days, self._part)
        return list(
            zip(of_text, match_branches.of_text(self._db, self._sought, self._wanted, self._part), strict=True)
        )

    def _by_number(
        self, both: list[_Both], found: dict[int, Key], limit: int, at: Key | None, most: int
    ) -> Key | None:
        """The second part: the list has another order, so all matches are looked at unless the list is short."""
        looked, step = 0, FIRST
        for branch, narrowed in both:
            while len(found) < limit:
                to = self._behind(branch, at, step)
                self._gather(found, [narrowed], limit, at, to)
                if to is None or len(found) >= limit:
                    break
                at = to
                if not looked and self._whole_list(found, limit, at):
                    break
                looked += step * _DEAR
                if looked >= most:
                    return at
                step = min(3 * step, most - looked)
        return None

    def _by_day(self, both: list[_Both], found: dict[int, Key], limit: int, at: Key | None, most: int) -> Key | None:
        """The first part, which is in the order of the list."""
        looked, step, more = 0, FIRST, _MORE
        while both and len(found) < limit:
            ids, to, has_more = self._next([branch for branch, _ in both], at, step)
            # What has none here has none further on.
            both = [pair for pair, has in zip(both, has_more, strict=True) if has]
            listed = self._listed(at, to, more * len(ids)) if len(ids) > FEW else None
            if listed is None:
                self._gather(found, [narrowed for _, narrowed in both], limit, at, to)
            else:
                self._admit(found, limit, [row for row in ids if row in listed], *self._fits)
            if to is None or len(found) >= limit:
                break
            at = to
            if listed is not None and _LESS * len(listed) < len(ids):
                return self._from_list(found, limit, at)
            looked += len(ids) * (_DEAR if listed is None else 1)
            if looked >= most:
                return at
            # Where the list has much more, it will hardly have less a little further.
            step, more = min(3 * step, most - looked), 1 if listed is None else _MORE
        return None

    def _gather(self, found: dict[int, Key], branches: Sequence[Branch], limit: int, at: Any, to: Any) -> None:
        gather(found, self._db, self._sought, branches, limit, self._part, self._up, at, to)

    def _behind(self, branch: Branch, at: Key | None, count: int) -> Key | None:
        """The place of the row that is so many behind ``at``; None where there are not so many."""
        text, values = branch.keys(self._part, self._up, at, None, 1)
        found = statement.run(self._db, f"{text} OFFSET ?", [*values, count - 1]).fetchone()
        return found and (found[0], found[1])

    def _next(
        self, branches: Sequence[Branch], at: Key | None, count: int
    ) -> tuple[list[int], Key | None, list[bool]]:
        """The ids of about so many rows behind ``at``, how far they reach (None: to the end), and which branches
        have any."""
        each = count if len(branches) == 1 else max(100, 2 * count // len(branches))
        found: list[int] = []
        ends: list[int] = []
        has_more = []
        for branch in branches:
            rows = list(statement.run(self._db, *branch.keys(self._part, self._up, at, None, each)).fetchall())
            found += _placed(branch, rows)
            has_more.append(bool(rows))
            if len(rows) == each:
                ends.append(found[-1])
        to = (min if self._up else max)(ends, default=None)
        if len(branches) > 1:
            # Beyond the nearest end a branch may have rows that were not read.
            near = {place for place in found if to is None or (place <= to if self._up else place >= to)}
            found = sorted(near, reverse=not self._up)
        return [place & grams.MASK for place in found], None if to is None else grams.request_at(to), has_more

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
        values.append(most + 1)
        # Counting is done long before as many would have been fetched for nothing.
        count = statement.run(self._db, f"SELECT COUNT(*) FROM ({text}) AS listed", values).fetchone()[0]
        if count > most:
            return None
        return {row for (row,) in statement.run(self._db, text, values).fetchall()}

    def _from_list(self, found: dict[int, Key], limit: int, at: Key) -> Key | None:
        """Go through the list; returns how far it came, as :meth:`into` does."""
        ids, to, _ = self._next(match_branches.of_list(self._db, self._wanted), at, LISTED)
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
    branches: Sequence[Branch],
    limit: int,
    part: int,
    up: bool,
    at: Key | None,
    to: Key | None = None,
) -> None:
    """Add the matches behind ``at``, as far as ``to``, until there are ``limit``: each row of the text's index is
    looked at."""
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
