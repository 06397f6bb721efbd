"""Many rows with one statement: what the driver says reaches the caller as the storage layer says it."""

from __future__ import annotations

import pytest

from db import statement
from hallclient.errors import Conflict

SERIAL = "INSERT INTO serial (terminal, series, last) VALUES (?, ?, ?)"


def test_a_key_that_is_taken_is_a_conflict_and_nothing_is_written(hall):
    with pytest.raises(Conflict), hall.write():
        statement.run_many(hall.db, SERIAL, [("t1", "s", 1), ("t2", "s", 1), ("t1", "s", 2)])
    assert statement.run(hall.db, "SELECT * FROM serial WHERE series = ?", ("s",)).fetchall() == []


def test_rows_may_come_one_by_one(hall):
    with hall.write():
        statement.run_many(hall.db, SERIAL, ((name, "s", n) for n, name in enumerate(("t1", "t2"))))
    found = statement.run(hall.db, "SELECT terminal, last FROM serial WHERE series = ? ORDER BY terminal", ("s",))
    assert found.fetchall() == [("t1", 0), ("t2", 1)]
