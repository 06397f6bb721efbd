"""The database: its settings are really set, its migrations make what the models say, its guards stand."""

from __future__ import annotations

import threading
from pathlib import Path

import peewee
import pytest
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from db import connection
from db.models.all import MODELS
from db.models.base import InstantField
from db.models.request import Request

TABLES = {model._meta.table_name for model in MODELS}


@pytest.fixture
def database(tmp_path):
    opened = connection.open_database(str(tmp_path / "new.db"))
    yield opened
    opened.close()


@pytest.fixture
def migrated(database):
    connection.migrate(database)
    return database


# --- settings


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("mmap_size", 0),
        ("wal_autocheckpoint", 0),
        ("cache_spill", 1000),
    ],
)
def test_the_pragmas_are_really_set(database, pragma, value):
    assert database.execute_sql(f"PRAGMA {pragma}").fetchone()[0] == value


def test_a_large_transaction_is_not_kept_in_memory_whole(database):
    """It goes to the log while it goes on; how much memory a ledger takes does not rise with its length."""
    database.execute_sql("CREATE TABLE heap (value BLOB)")
    log = Path(f"{database.database}-wal")
    before = log.stat().st_size
    with database.atomic():
        for _ in range(32):
            database.execute_sql("INSERT INTO heap VALUES (zeroblob(262144))")
        assert log.stat().st_size - before > 2 * 1024 * 1024


def test_every_thread_gets_them(database):
    found = []

    def look():
        found.append(database.execute_sql("PRAGMA synchronous").fetchone()[0])
        found.append(database.execute_sql("PRAGMA foreign_keys").fetchone()[0])
        database.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [2, 1]


def test_transactions_are_immediate(migrated, tmp_path):
    """The second writer waits at the start, and does not fail at its first write."""
    other = connection.open_database(str(tmp_path / "new.db"))
    other.execute_sql("PRAGMA busy_timeout = 50")
    with migrated.atomic():
        assert migrated.execute_sql("SELECT 1").fetchone()
        with pytest.raises(peewee.OperationalError, match="locked"), other.atomic():
            pass
    with other.atomic():
        pass
    other.close()


def test_foreign_keys_hold(migrated):
    with pytest.raises(peewee.IntegrityError):
        migrated.execute_sql(
            "INSERT INTO document_form (document_id, form, kept_at, made_with, sha256) VALUES ('none', '', 0, '', '')"
        )


@pytest.mark.parametrize("prefix", ["", "sqlite:///"])
def test_an_sqlite_file_by_path_or_url(tmp_path, prefix):
    database = connection.open_database(f"{prefix}{tmp_path / 'x.db'}")
    assert connection.is_sqlite(database)
    database.connect()
    database.close()
    assert (tmp_path / "x.db").exists()


def test_postgresql_by_url():
    database = connection.open_database("postgresql://wang%40a:p%2Fw@db.example:5433/hall%20one")
    assert not connection.is_sqlite(database)
    assert database.database == "hall one"
    wanted = {"host": "db.example", "port": 5433, "user": "wang@a", "password": "p/w"}
    assert wanted.items() <= database.connect_params.items()


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://x", "http://x"])
def test_other_databases_are_refused(url):
    with pytest.raises(connection.UnsupportedUrl):
        connection.open_database(url)


# --- migrations


def test_from_nothing_to_now(database):
    names = sorted(path.stem for path in connection.MIGRATIONS.glob("[0-9]*.py"))
    assert connection.pending_migrations(database) == names
    assert connection.migrate(database) == names
    assert connection.pending_migrations(database) == []
    assert connection.migrate(database) == []
    assert set(database.get_tables()) >= TABLES | {connection.HISTORY}


def test_the_models_are_what_the_migrations_made(migrated):
    with migrated.bind_ctx(MODELS):
        found = diff_models(migrated, list(MODELS))
    assert not found, str(found)


def test_a_step_back_and_forth(migrated):
    runner = Runner(migrated, str(connection.MIGRATIONS), table_name=connection.HISTORY)
    runner.down("0001_hall")
    assert not set(migrated.get_tables()) & TABLES
    connection.migrate(migrated)
    assert set(migrated.get_tables()) >= TABLES


def test_a_newer_database_is_known(migrated):
    migrated.execute_sql(f"UPDATE {connection.HISTORY} SET name = '0999_future' WHERE name LIKE '0002%'")
    with pytest.raises(connection.NewerDatabase, match="0999_future"):
        connection.pending_migrations(migrated)


def test_a_migration_that_fails_leaves_nothing(database, monkeypatch, tmp_path):
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_half.py").write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('CREATE TABLE half (id INTEGER)')\n"
        "    raise RuntimeError('power')\n\n"
        "def down(migrator, db):\n    pass\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(connection, "MIGRATIONS", folder)
    with pytest.raises(RuntimeError):
        connection.migrate(database)
    assert "half" not in database.get_tables()
    assert connection.pending_migrations(database) == ["0001_half"]


# --- what the tables hold


@pytest.mark.parametrize("table", ["journal", "notice", "punch"])
def test_append_only_tables_have_their_guards(migrated, table):
    triggers = {row[0] for row in migrated.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert {f"{table}_no_update", f"{table}_no_delete"} <= triggers


def test_a_moment_without_zone_is_refused():
    from datetime import UTC, datetime

    field = InstantField()
    moment = datetime(2026, 11, 20, 1, 0, 0, 999, tzinfo=UTC)
    assert field.db_value(moment) == 1795136400
    assert field.python_value(1795136400) == moment.replace(microsecond=0)
    assert field.db_value(None) is field.python_value(None) is None
    assert field.db_value(5) == 5
    with pytest.raises(ValueError, match="zone"):
        field.db_value(moment.replace(tzinfo=None))


def test_lists_and_searches_use_an_index(migrated):
    """A list of a million rows costs what a page costs."""
    for where in (
        "state IN ('accepted') ORDER BY id DESC",
        "id_tail = '002X' ORDER BY id DESC",
        "phone_tail = '5678' ORDER BY id DESC",
        "id_number = 'X' ORDER BY id DESC",
        "number >= '3707' AND number < '3708' ORDER BY number DESC",
        "item = 'MZ001' ORDER BY id DESC",
    ):
        plan = migrated.execute_sql(f"EXPLAIN QUERY PLAN SELECT id FROM request WHERE {where} LIMIT 50").fetchall()
        assert any("INDEX" in str(row) for row in plan), (where, plan)


def test_a_damaged_file_is_found(migrated, tmp_path):
    assert connection.integrity_problem(migrated) == ""
    for n in range(400):
        migrated.execute_sql("INSERT INTO sync_note (key, value) VALUES (?, ?)", (str(n), "x" * 200))
    migrated.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    migrated.close()
    path = tmp_path / "new.db"
    data = bytearray(path.read_bytes())
    start = data.rfind(b"x" * 200)
    data[start - 3000 : start + 3000] = b"\xff" * 6000
    path.write_bytes(data)
    database = connection.open_database(str(path))
    try:
        assert connection.integrity_problem(database) != ""
    except peewee.DatabaseError:
        pass  # so badly damaged that even the check is refused
    finally:
        database.close()


def test_models_name_no_database_of_their_own():
    assert Request._meta.database is None


def test_the_province_number_is_found_by_its_index(migrated):
    where = "province_number = ? AND province_number <> ''"
    plan = migrated.execute_sql(f"EXPLAIN QUERY PLAN SELECT id FROM request WHERE {where}", ("P1",)).fetchall()
    assert any("request_province_number" in str(row) for row in plan), plan
