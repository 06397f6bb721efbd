"""The tally of requests: kept by triggers whatever changes a request, compared and counted anew."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from db import connection
from db.models.request import Request
from db.queries import bulk, tally

FIRST = date(2026, 1, 5)
STATES = ("registered", "accepted", "decided", "delivered", "withdrawn")


@pytest.fixture
def database(tmp_path):
    opened = connection.open_database(str(tmp_path / "new.db"))
    connection.migrate(opened)
    yield opened
    opened.close()


def request(number: int, day: date, window: int, state: str) -> dict[str, object]:
    return {
        "number": f"N{number}", "terminal": "t", "state": state, "received_at": 0, "received_on": day,
        "window": window, "item": "I", "item_name": "事项", "department": "局", "kind": "promised",
        "legal_path": "other", "unit": "workday", "first_asked": "1", "owner": "1",
    }  # fmt: skip


def counted(database) -> Counter[tuple[date, int, str]]:
    """The slow oracle."""
    return Counter(Request.select(Request.received_on, Request.window, Request.state).tuples().execute(database))


def kept(database) -> dict[tuple[str, int, str], int]:
    rows = database.execute_sql('SELECT day, "window", state, n FROM request_tally').fetchall()
    return {(date.fromisoformat(day), window, state): n for day, window, state, n in rows}


@pytest.mark.parametrize("seed", range(5))
def test_it_follows_every_change(database, seed):
    chance = Random(seed)
    rows = [
        request(n, FIRST + timedelta(chance.randrange(5)), chance.randrange(3), chance.choice(STATES))
        for n in range(80)
    ]
    bulk.insert(database, Request, rows[:60])
    for row in rows[60:]:
        Request.insert(row).execute(database)
    for _ in range(120):
        one = Request.id == chance.randrange(1, 81)
        match chance.randrange(5):
            case 0:
                Request.delete().where(one).execute(database)
            case 1:
                Request.update(received_on=FIRST + timedelta(chance.randrange(5))).where(one).execute(database)
            case 2:
                Request.update(owner="2", window=chance.randrange(3)).where(one).execute(database)
            case _:
                Request.update(state=chance.choice(STATES)).where(one).execute(database)
    assert kept(database) == dict(counted(database))
    assert tally.holds(database)
    assert tally.states(database) == sorted({state for *_, state in counted(database)})


def test_a_change_that_is_rolled_back_counts_nothing(database):
    with pytest.raises(RuntimeError), database.atomic():
        bulk.insert(database, Request, [request(1, FIRST, 1, "registered")])
        raise RuntimeError
    assert kept(database) == {}


def test_counts_by_day_window_and_state(database):
    rows = [("registered", 0, 1), ("registered", 1, 1), ("delivered", 1, 2), ("delivered", 9, 1)]
    bulk.insert(database, Request, [request(n, FIRST + timedelta(d), w, s) for n, (s, d, w) in enumerate(rows)])
    assert tally.by_state(database) == {"registered": 2, "delivered": 2}
    assert tally.by_state(database, FIRST, FIRST + timedelta(1)) == {"registered": 2, "delivered": 1}
    assert tally.by_state(database, window=1) == {"registered": 2, "delivered": 1}
    assert tally.by_state(database, FIRST + timedelta(1), window=1, states=("delivered",)) == {"delivered": 1}
    assert tally.by_state(database, window=7) == {}


def test_a_wrong_count_is_found_and_put_right(database):
    bulk.insert(database, Request, [request(n, FIRST, 1, "registered") for n in range(3)])
    assert tally.holds(database)
    for damage in ("UPDATE request_tally SET n = 4", "DELETE FROM request_tally"):
        database.execute_sql(damage)
        assert not tally.holds(database), damage
        tally.renew(database)
        assert tally.holds(database)
    assert tally.by_state(database) == {"registered": 3}


def test_a_database_that_has_requests_already_is_counted(tmp_path):
    from playhouse.migrations import Runner

    database = connection.open_database(str(tmp_path / "old.db"))
    connection.migrate(database)
    bulk.insert(database, Request, [request(n, FIRST, 1, "registered") for n in range(3)])
    runner = Runner(database, str(connection.MIGRATIONS), table_name=connection.HISTORY)
    runner.down("0007_volume")
    assert "request_tally" not in database.get_tables()
    connection.migrate(database)
    assert tally.holds(database)
    assert tally.by_state(database) == {"registered": 3}
    database.close()
