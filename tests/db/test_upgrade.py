"""What a new version has to do once to a large database is told of; a usual one is not even looked at."""

from __future__ import annotations

import pytest
from peewee import OperationalError
from playhouse.migrations import Runner

from db import connection, upgrade


@pytest.fixture
def older(hall, receive):
    """A hall of the version before matches of a search were in the order of lists."""
    for _ in range(5):
        receive("MZ002")
    Runner(hall.db, str(connection.MIGRATIONS), table_name=connection.HISTORY).down("0020_search_pages")
    hall.close()
    return hall


@pytest.fixture
def few(monkeypatch):
    """Three requests are many."""
    monkeypatch.setattr(upgrade, "MANY", 3)
    monkeypatch.setattr(upgrade, "LARGE", 1)
    monkeypatch.setattr(upgrade, "_EVERY", 2)


def test_how_far_it_has_come_only_rises(older, few, reopen):
    told: list[float] = []
    assert connection.pending_migrations(older.db)
    connection.migrate(older.db, told.append)
    assert told[0] == 0.0 and told[-1] == 1.0 and told == sorted(told)
    assert len(told) > 3 and all(0 <= done < 1 for done in told[:-1])
    again: list[float] = []
    connection.migrate(older.db, again.append)
    assert reopen().db.execute_sql("SELECT COUNT(*) FROM request").fetchone() == (5,)


def test_a_few_requests_are_not_worth_a_word(older):
    told: list[float] = []
    connection.migrate(older.db, told.append)
    assert told == [] and connection.pending_migrations(older.db) == []


def test_a_new_database_is_no_long_upgrade(tmp_path):
    assert upgrade.is_long(connection.open_database(str(tmp_path / "new.db"))) is False


def test_a_file_tells_before_it_is_opened(older, few, home, reopen, monkeypatch):
    assert upgrade.is_long_for(home.database) is True
    monkeypatch.setattr(upgrade, "MANY", 5)
    assert upgrade.is_long_for(home.database) is False
    monkeypatch.setattr(upgrade, "MANY", 3)
    reopen().close()
    assert upgrade.is_long_for(home.database) is False, "nothing is pending any more"


def test_what_cannot_be_read_is_left_to_whoever_opens_it(few, tmp_path):
    assert upgrade.is_long_for(tmp_path / "none.db") is False
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"no database" * 100)
    assert upgrade.is_long_for(wrong) is False
    with pytest.raises(OperationalError):
        connection.open_database(str(tmp_path)).connect()


def test_a_file_of_the_usual_size_is_not_looked_into(older, home, monkeypatch):
    import sqlite3

    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: pytest.fail("opened"))
    assert upgrade.is_long_for(home.database) is False
