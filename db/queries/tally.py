"""Counting requests by the tally that triggers keep, and checking and renewing what they keep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Database

from db import statement

_COUNTED = 'SELECT "received_on", "window", "state", COUNT(*) FROM request GROUP BY "received_on", "window", "state"'
_KEPT = 'SELECT "day", "window", "state", "n" FROM request_tally'


def by_state(
    db: Database,
    first: date | None = None,
    last: date | None = None,
    window: int | None = None,
    states: Sequence[str] = (),
) -> dict[str, int]:
    """State → number of requests received from ``first`` to ``last``, at one window or at all."""
    parts: list[tuple[str, Sequence[Any]]] = []
    if first is not None:
        parts.append(('"day" >= ?', (first.isoformat(),)))
    if last is not None:
        parts.append(('"day" <= ?', (last.isoformat(),)))
    if window is not None:
        parts.append(('"window" = ?', (window,)))
    if states:
        parts.append((f'"state" IN ({", ".join("?" * len(states))})', states))
    where = " AND ".join(text for text, _ in parts) or "1 = 1"
    # Grouped by an expression, so that the days are read as they lie and not state by state.
    text = f'SELECT "state", SUM("n") FROM request_tally WHERE {where} GROUP BY "state" || \'\', "state"'
    found = statement.run(db, text, [value for _, values in parts for value in values]).fetchall()
    return {state: int(number) for state, number in found}


def states(db: Database) -> list[str]:
    """The states that requests are in, each looked up behind the one before."""
    rows = db.execute_sql(
        "WITH RECURSIVE found (state) AS (SELECT MIN(state) FROM request_tally UNION ALL "
        "SELECT (SELECT MIN(t.state) FROM request_tally AS t WHERE t.state > found.state) "
        "FROM found WHERE found.state IS NOT NULL) SELECT state FROM found WHERE state IS NOT NULL"
    ).fetchall()
    return [row[0] for row in rows]


def holds(db: Database) -> bool:
    """Whether the tally says what counting the requests says."""
    odd = [
        f"SELECT 1 FROM ({_COUNTED} EXCEPT {_KEPT}) AS missing LIMIT 1",
        f"SELECT 1 FROM ({_KEPT} EXCEPT {_COUNTED}) AS extra LIMIT 1",
    ]
    return not any(db.execute_sql(text).fetchone() for text in odd)


def renew(db: Database) -> None:
    """Count everything anew; inside a transaction."""
    db.execute_sql("DELETE FROM request_tally")
    db.execute_sql(f'INSERT INTO request_tally ("day", "window", "state", "n") {_COUNTED}')
