"""How the matches of a text are found: each way is a branch, with an index in the order of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import Database

from db.connection import is_sqlite
from db.queries import grams
from db.queries import request_pages as pages
from db.queries.requests import Filter

KEYS = (("received_on", "id"), ("number", "terminal"))
"""What each part of the list is in the order of."""

_SHORT = 'substr("number", length("number") - 5)'


@dataclass(frozen=True, slots=True)
class Sought:
    """What a text may mean: a piece of a name, items, the end of an identifier or phone, window and serial, an
    identifier, the province's number, how a number begins, a whole phone number. Empty is what it cannot mean."""

    name: str = ""
    items: tuple[str, ...] = ()
    tail: str = ""
    short: str = ""
    id_number: str = ""
    province: str = ""
    prefix: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """``source`` is what follows FROM, with its values; ``certain`` tells in SQL (with its values) whether a row is a
    match whatever its name is. ``place`` is the column that has the place, where it is not the two of the key, and
    ``bare`` what is enough to read that alone, in the place of ``source`` and its values. ``bounds``: the least
    first value of the key, and the one below which all are."""

    source: str
    values: Sequence[Any]
    certain: tuple[str, Sequence[Any]] = ("1", ())
    place: str = ""
    bare: tuple[str, Sequence[Any]] | None = None
    bounds: tuple[str, str] | None = None

    def rows(
        self, part: int, up: bool, at: Sequence[Any] | None, to: Sequence[Any] | None, limit: int
    ) -> tuple[str, list[Any]]:
        """Id, the two values of the key, ``certain`` and the name of the rows behind ``at``, as far as ``to``."""
        cut, values = self._between(part, up, at, to)
        one, two = KEYS[part]
        # The id has a column of its own, though it may be half of the key.
        certain, more = self.certain
        columns = f'"id" AS found, "{one}", "{two}", {certain} AS certain, "name"'
        text = f"SELECT {columns} FROM {self.source}{cut} {self._order(part, up)} LIMIT ?"
        return text, [*more, *self.values, *values, limit]

    def keys(
        self, part: int, up: bool, at: Sequence[Any] | None, to: Sequence[Any] | None, limit: int
    ) -> tuple[str, list[Any]]:
        """The two values of the key and the id, or the place, of the rows behind ``at``, as far as ``to``."""
        cut, values = self._between(part, up, at, to)
        key = self.place or ", ".join([*(f'"{name}"' for name in KEYS[part]), '"id" AS found'])
        source, given = self.bare or (self.source, self.values)
        return f"SELECT {key} FROM {source}{cut} {self._order(part, up)} LIMIT ?", [*given, *values, limit]

    def _order(self, part: int, up: bool) -> str:
        return order((self.place,) if self.place else [f'"{name}"' for name in KEYS[part]], up)

    def _between(
        self, part: int, up: bool, at: Sequence[Any] | None, to: Sequence[Any] | None
    ) -> tuple[str, list[Any]]:
        text, values = "", list[Any]()
        ends = [(at, ">" if up else "<"), (to, "<=" if up else ">=")]
        if self.bounds:
            # One bound on each side: of two, the index would be entered by the wrong one.
            least, beyond = (((self.bounds[0], ""), ">="), ((self.bounds[1], ""), "<"))
            ends = [
                end if end[0] is not None else other
                for end, other in zip(ends, (least, beyond) if up else (beyond, least), strict=True)
            ]
        for key, sign in ends:
            if key is None:
                continue
            if self.place:
                day = date.fromisoformat(key[0]) if isinstance(key[0], str) else key[0]
                text, values = f"{text} AND {self.place} {sign} ?", [*values, grams.place(day, key[1])]
            else:
                one, two = KEYS[part]
                first = key[0].isoformat() if isinstance(key[0], date) else key[0]
                text, values = f'{text} AND ("{one}", "{two}") {sign} (?, ?)', [*values, first, key[1]]
        return text, values


def order(columns: Sequence[str], up: bool) -> str:
    """ORDER BY."""
    return f"ORDER BY {', '.join(column if up else f'{column} DESC' for column in columns)}"


def of_text(db: Database, sought: Sought, wanted: Filter, part: int) -> list[Branch]:
    """By the text; each row is then looked at, whether the list that was ``wanted`` holds it."""
    fits, given = pages.conditions(db, wanted)
    if part == 1:
        if not sought.prefix:
            return []
        if not is_sqlite(db):
            # Not by a range: the order of texts need not be that of bytes.
            return [Branch(f'request WHERE "number" LIKE ?{fits}', [f"{sought.prefix}%", *given], _certain(sought))]
        return [Branch(f"request WHERE 1{fits}", given, _certain(sought), bounds=_range(sought.prefix))]
    found = [Branch(f"request WHERE {where}{fits}", [*values, *given]) for where, values in _equal(sought)]
    if grams.letters(sought.name):
        found.append(_by_name(db, sought.name, wanted, fits, given))
    return found


def of_list(db: Database, wanted: Filter) -> list[Branch]:
    """By the list that was ``wanted``, from its indexes alone."""
    rest, given = pages.rest(wanted)
    return [Branch(f"{entered}{rest}", [*first, *given]) for entered, first in pages.branches(db, wanted)]


def by_ids(sought: Sought, part: int, ids: Sequence[int], where: str) -> tuple[str, list[Any]]:
    """A query (SQLite) for requests by id, of which ``where`` (begins with AND) is true, and its values up to those
    of ``where``. Gives what :meth:`Branch.rows` gives."""
    certain, values = _certain(sought)
    one, two = KEYS[part]
    columns = f'"id" AS found, "{one}", "{two}", {certain} AS certain, "name"'
    # Ids are numbers: in the text they need no places, of which there may be too many.
    return f'SELECT {columns} FROM request NOT INDEXED WHERE "id" IN ({", ".join(map(str, ids))}){where}', values


def meets(sought: Sought, part: int) -> tuple[str, list[Any]]:
    """That a request may be a match, as a condition (begins with AND) for rows that are found in another way."""
    if part == 1:
        where, values = '"number" >= ? AND "number" < ?', list[Any](_range(sought.prefix))
    else:
        where, values = _any(sought)
        if grams.letters(sought.name):
            where = " OR ".join(one for one in (where, '"name" LIKE ?') if one)
            values = [*values, grams.pattern(sought.name)]
    return f" AND ({where})", values


def _equal(sought: Sought) -> list[tuple[str, tuple[str, ...]]]:
    """Conditions that each have an index in the order of lists, with their values."""
    found: list[tuple[str, tuple[str, ...]]] = [('"item" = ?', (code,)) for code in sought.items]
    if sought.tail:
        found += [('"id_tail" = ?', (sought.tail,)), ('"phone_tail" = ?', (sought.tail,))]
    if sought.short:
        found.append((f"{_SHORT} = ?", (sought.short,)))
    if sought.id_number:
        found.append(('"id_number" = ?', (sought.id_number,)))
    if sought.province:
        # In words, or the partial index does not know that it holds all of them.
        found.append(('"province_number" = ? AND "province_number" <> \'\'', (sought.province,)))
    if sought.phone:
        # The index has the end of it, which few share.
        found.append(('"phone_tail" = ? AND "phone" = ?', (sought.phone[-4:], sought.phone)))
    return found


def _any(sought: Sought) -> tuple[str, list[Any]]:
    found = _equal(sought)
    return " OR ".join(where for where, _ in found), [value for _, values in found for value in values]


def _certain(sought: Sought) -> tuple[str, list[Any]]:
    where, values = _any(sought)
    return (f"CASE WHEN {where} THEN 1 ELSE 0 END", values) if where else ("0", [])


def _by_name(db: Database, name: str, wanted: Filter, fits: str, given: list[Any]) -> Branch:
    if not is_sqlite(db):
        return Branch(f'request WHERE "name" ILIKE ?{fits}', [grams.pattern(name), *given], ("0", ()))
    # The order of the tables is that of the text: each row of the index, then its request.
    where, values = "WHERE request_grams MATCH ?", list[Any]([grams.match(name)])
    for day, sign in ((wanted.first, ">="), (wanted.last and wanted.last + timedelta(days=1), "<")):
        if day is not None:
            where, values = f"{where} AND request_grams.rowid {sign} ?", [*values, grams.place(day)]
    # One or two letters are grams themselves; of three, each pair may stand elsewhere.
    certain = "1" if len(grams.letters(name)) < 3 else "0"
    joined = f'request_grams CROSS JOIN request ON "id" = {grams.ID} {where}{fits}'
    return Branch(joined, [*values, *given], (certain, ()), "request_grams.rowid", (f"request_grams {where}", values))


def _range(prefix: str) -> tuple[str, str]:
    """All that begins so is from the first up to before the second."""
    return prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)
