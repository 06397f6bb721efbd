"""Lists of requests, page by page, and how many they hold: what a page costs, however long the list.

The order of every list is day of receipt, then id, the newest first; a page is cut by these two (keyset). Each state
is looked up in the index that begins with it (and with window or owner), and the few rows of each are merged: one
look for several states at once would sort all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from peewee import Database

from db import statement
from db.connection import is_sqlite
from db.models.request import Request
from db.queries import tally
from db.queries.bulk import in_parts
from db.queries.requests import Filter

Place = tuple[date, int]
"""Where a request stands in the lists: day of receipt and id."""

_ALL = 2**40
_ANY = "*"
"""Stands for an identifier, so that every other condition is named and none is left to an index."""

_DOWN = 'ORDER BY "received_on" DESC, "id" DESC'
_UP = 'ORDER BY "received_on", "id"'
_HAS_DUE = '("promised_due" IS NOT NULL OR "statutory_due" IS NOT NULL)'


def page(
    db: Database, wanted: Filter, limit: int, below: Place | None = None, above: Place | None = None
) -> list[Request]:
    """A page, newest first: the rows after ``below``, or (``above``) the ones just before it."""
    return by_ids(db, ids(db, wanted, limit, below, above))


def ids(
    db: Database, wanted: Filter, limit: int, below: Place | None = None, above: Place | None = None
) -> list[int]:
    """The ids of a page, newest first."""
    found = statement.run(db, *_rows(db, wanted, limit, below, above)).fetchall()
    return [row for row, _ in sorted(found, key=lambda row: (row[1], row[0]), reverse=True)]


def of_page(
    db: Database, wanted: Filter, limit: int, below: Place | None = None, above: Place | None = None
) -> tuple[str, list[Any]]:
    """A query that gives the ids of a page, with its values; to stand in another one."""
    text, values = _rows(db, wanted, limit, below, above)
    return f'SELECT "id" FROM ({text}) AS page', values


def of_last_page(db: Database, wanted: Filter, limit: int) -> tuple[str, list[Any]]:
    """The same for the end of the list."""
    text, values = _branched(db, wanted, limit, "", (), _UP)
    return f'SELECT "id" FROM ({text}) AS page', values


def _rows(
    db: Database, wanted: Filter, limit: int, below: Place | None, above: Place | None
) -> tuple[str, list[Any]]:
    cut, at = "", tuple[Any, ...]()
    if above is not None:
        cut, at = ' AND ("received_on", "id") > (?, ?)', (above[0].isoformat(), above[1])
    elif below is not None:
        cut, at = ' AND ("received_on", "id") < (?, ?)', (below[0].isoformat(), below[1])
    return _branched(db, wanted, limit, cut, at, _DOWN if above is None else _UP)


def _branched(
    db: Database, wanted: Filter, limit: int, cut: str, at: Sequence[Any], order: str
) -> tuple[str, list[Any]]:
    """A statement that gives id and day of at most ``limit`` rows, and its values."""
    more, given = rest(wanted)
    parts, values = [], []
    for where, first in branches(db, wanted):
        part = f'SELECT "id", "received_on" FROM {where}{cut}{more} {order} LIMIT ?'
        parts.append(f"SELECT * FROM ({part}) AS part")
        values += [*first, *at, *given, limit]
    if not parts:
        return 'SELECT "id", "received_on" FROM request WHERE 1 = 0', []
    if len(parts) == 1:
        return parts[0], values
    return f"{' UNION ALL '.join(parts)} {order} LIMIT ?", [*values, limit]


def branches(db: Database, wanted: Filter) -> list[tuple[str, tuple[Any, ...]]]:
    """How each index is entered: by identifier, else by owner or window and each state, else by the day alone."""
    if wanted.id_number:
        # One person's few requests; the plus keeps the index of days away from them.
        return [('request WHERE +"id" > 0 AND "id_number" = ?', (wanted.id_number,))]
    begin, values = "request WHERE ", tuple[Any, ...]()
    if wanted.owner:
        begin, values = 'request WHERE "owner" = ? AND ', (wanted.owner,)
    elif wanted.window is not None:
        begin, values = 'request WHERE "window" = ? AND ', (wanted.window,)
    elif not wanted.states:
        return [('request WHERE "id" > 0', ())]
    elif wanted.due_before is not None:
        begin = f"{_with_due(db)} "
    states = list(dict.fromkeys(wanted.states)) or tally.states(db)
    if wanted.due_before is not None:
        states = [state for state in states if _have_due(db, state)]
    return [(f'{begin}"state" = ?', (*values, state)) for state in states]


def _have_due(db: Database, state: str) -> bool:
    """Whether any request in this state has a due date: of those never accepted none has, so they are left out."""
    text = f'SELECT 1 FROM {_with_due(db)} "state" = ? LIMIT 1'
    return statement.run(db, text, (state,)).fetchone() is not None


def _with_due(db: Database) -> str:
    """The index that holds only what has a due date; SQLite would take the one that holds everything."""
    return f"request {'INDEXED BY request_due ' if is_sqlite(db) else ''}WHERE {_HAS_DUE} AND"


def rest(wanted: Filter) -> tuple[str, list[Any]]:
    """The conditions that are not how the index is entered."""
    found: list[tuple[str, tuple[Any, ...]]] = []
    first, last = wanted.first, wanted.last
    if wanted.due_before is not None:
        # Nothing is due before it was received: the index need not be read from its newest day.
        last = min(last or wanted.due_before, wanted.due_before)
        due = wanted.due_before.isoformat()
        found.append(('("promised_due" < ? OR ("promised_due" IS NULL AND "statutory_due" < ?))', (due, due)))
    if first is not None:
        found.append(('"received_on" >= ?', (first.isoformat(),)))
    if last is not None:
        found.append(('"received_on" <= ?', (last.isoformat(),)))
    if wanted.id_number and wanted.owner:
        found.append(('"owner" = ?', (wanted.owner,)))
    if (wanted.id_number or wanted.owner) and wanted.window is not None:
        found.append(('"window" = ?', (wanted.window,)))
    if wanted.id_number and wanted.states:
        found.append((f'"state" IN ({", ".join("?" * len(wanted.states))})', wanted.states))
    return "".join(f" AND {text}" for text, _ in found), [value for _, values in found for value in values]


def count(db: Database, wanted: Filter, most: int | None = None) -> int:
    """How many requests there are: by the tally where that can tell, and counted no further than ``most``."""
    if most is None and not (wanted.id_number or wanted.owner or wanted.due_before):
        return sum(tally.by_state(db, wanted.first, wanted.last, wanted.window, wanted.states).values())
    text, values = _branched(db, wanted, _ALL if most is None else most, "", (), _DOWN)
    return int(statement.run(db, f"SELECT COUNT(*) FROM ({text}) AS found", values).fetchone()[0])


def conditions(db: Database, wanted: Filter) -> tuple[str, list[Any]]:
    """What a list holds, as conditions (each begins with AND) for rows that are found in another way: no index serves
    them, but for the days."""
    text, values = rest(replace(wanted, id_number=wanted.id_number or _ANY))
    if wanted.id_number:
        text, values = f'{text} AND "id_number" = ?', [*values, wanted.id_number]
    if is_sqlite(db):
        for column in ("state", "owner", "window", "id_number"):
            text = text.replace(f'AND "{column}"', f'AND +"{column}"')
    return text, values


def by_ids(db: Database, wanted: Sequence[int]) -> list[Request]:
    """Requests by id, in the order of lists."""
    found: list[Request] = []
    for part in in_parts(wanted):
        found += statement.select(db, Request, f'WHERE "id" IN ({", ".join("?" * len(part))})', part)
    return sorted(found, key=lambda row: (row.received_on, row.id), reverse=True)


def touching(
    db: Database, first: date, last: date, open_states: Sequence[str], closed_from: datetime
) -> list[Request]:
    """Requests received or accepted from ``first`` to ``last``, those received until then that were decided,
    delivered or closed from ``first`` on, and the open ones; the oldest first.

    ``closed_from`` is the moment at which ``first`` begins.
    """
    found = statement.run(db, *of_touching(first, last, open_states, closed_from)).fetchall()
    return by_ids(db, [row for (row,) in found])[::-1]


def of_touching(first: date, last: date, open_states: Sequence[str], closed_from: datetime) -> tuple[str, list[Any]]:
    """The query for the ids of :func:`touching`: each condition by its own index."""
    begin, end, moment = first.isoformat(), last.isoformat(), int(closed_from.timestamp())
    parts: list[tuple[str, tuple[Any, ...]]] = [
        ('"received_on" BETWEEN ? AND ?', (begin, end)),
        ('"accepted_on" BETWEEN ? AND ?', (begin, end)),
        *(('"state" = ?', (state,)) for state in open_states),
        *(
            (f'"{column}" >= ? AND "received_on" <= ?', (moment, end))
            for column in ("closed_at", "decided_at", "delivered_at")
        ),
    ]
    text = " UNION ".join(f'SELECT "id" FROM request WHERE {where}' for where, _ in parts)
    return text, [value for _, values in parts for value in values]
