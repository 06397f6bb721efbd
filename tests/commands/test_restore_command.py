"""``restore``: a copy takes the place of the database, and nothing that was there is lost or given out twice."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.connection import HISTORY
from hallclient.errors import HomeProblem
from hallclient.file_lock import FileLock
from hallclient.jobs import restore as job
from hallclient.services import hall as hall_module
from hallclient.services.hall import open_hall

ADMIN = "1009"


@pytest.fixture
def copy(command, received) -> Path:
    """A backup with one request."""
    received()
    return Path(command("backup", who=ADMIN).value["file"])


def _numbers(command) -> list[str]:
    return [one["number"] for one in command("request", "list").value]


def test_the_copy_is_back_and_what_was_there_is_kept(command, received, copy):
    (first,), later = _numbers(command), received()
    done = command("restore", str(copy), who=ADMIN).value
    assert _numbers(command) == [first]
    assert done["file"] == str(copy) and done["missing_requests"] == [later] and done["missing_entries"] >= 1
    found = command("verify").value
    assert found["ok"] and found["journal"]["entries"] == done["entries"]
    # The way back is the same one.
    back = command("restore", done["kept"], who=ADMIN).value
    assert sorted(_numbers(command)) == sorted([first, later]) and back["missing_requests"] is None
    assert command("verify").value["ok"]


def test_a_number_that_was_given_out_is_not_given_out_again(command, received, copy):
    later = received()
    command("restore", str(copy), who=ADMIN)
    again = received()
    assert again > later and len({*_numbers(command), later, again}) == 3


def test_the_restore_stands_in_the_journal(command, received, copy, hall):
    received()
    command("restore", str(copy), who=ADMIN)
    (row,) = hall.db.execute_sql("SELECT staff, subject, body FROM journal WHERE action = 'restore'").fetchall()
    body = json.loads(row[2])
    assert row[:2] == (ADMIN, "370784") and len(body["sha256"]) == 64
    assert body["replaced"]["entries"] > body["entries"] - 1


def test_a_program_that_has_the_database_open_sees_it(command, received, copy, hall):
    later = received()
    count = "SELECT count(*) FROM request WHERE number = ?"
    assert hall.db.execute_sql(count, (later,)).fetchone() == (1,)
    command("restore", str(copy), who=ADMIN)
    assert hall.db.execute_sql(count, (later,)).fetchone() == (0,)
    assert hall.db.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("damage", ["gone", "no database", "damaged inside"])
def test_a_database_that_cannot_be_read_is_replaced(command, home, copy, damage):
    (number,) = _numbers(command)
    with closing(sqlite3.connect(home.database)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = home.database.read_bytes()
    broken = b"" if damage == "gone" else b"x" * 9000
    if damage == "damaged inside":
        broken = whole[: len(whole) // 2] + b"\xff" * 65536 + whole[len(whole) // 2 + 65536 :]
    home.database.write_bytes(broken)
    if damage == "gone":
        home.database.unlink()
    assert command("restore", str(copy), who=ADMIN, pin="9999").error["error"] == "wrong_pin"
    done = command("restore", str(copy), who=ADMIN).value
    assert done["missing_entries"] is None
    assert (done["kept"] is None) == (damage == "gone")
    if done["kept"]:
        assert Path(done["kept"]).read_bytes() == broken
    assert _numbers(command) == [number] and command("verify").value["ok"]
    assert not [path.name for path in home.folder.iterdir() if "restoring" in path.name]


def test_only_the_administrator_restores(command, copy):
    for who in ("", "1003", "1005"):
        assert command("restore", str(copy), who=who).error["error"] == "not_allowed"
    assert command("restore", str(copy), who=ADMIN, pin="9999").error["error"] == "wrong_pin"


def test_what_is_no_whole_copy_of_this_hall_is_refused(command, received, home, copy, tmp_path):
    later = received()

    def refused(file: Path) -> str:
        error = command("restore", str(file), who=ADMIN).error
        assert error["message"] and error["remedy"] and later in _numbers(command)
        return error["error"]

    assert refused(tmp_path / "nowhere.db") == "bad_input"
    assert refused(home.database) == "bad_input"
    text, other, torn, newer, changed = (tmp_path / f"{n}.db" for n in range(5))
    text.write_text("no database", encoding="utf-8")
    assert refused(text) == "damaged"
    with closing(sqlite3.connect(other)) as db, db:
        db.execute("CREATE TABLE x (a)")
    assert refused(other) == "no_copy"
    data = copy.read_bytes()
    torn.write_bytes(data[: len(data) // 2])
    assert refused(torn) == "damaged"
    edits = {
        newer: (f"INSERT INTO {HISTORY} (name, applied) VALUES ('9999_x', 0)",),
        changed: ("DROP TRIGGER journal_no_update", "UPDATE journal SET staff = '1004' WHERE action = 'receive'"),
    }
    for file, statements in edits.items():
        file.write_bytes(data)
        with closing(sqlite3.connect(file)) as db, db:
            for statement in statements:
                db.execute(statement)
    assert refused(newer) == "newer_database"
    assert refused(changed) == "damaged"
    assert not [path.name for path in home.folder.iterdir() if "restoring" in path.name]


def test_a_copy_of_another_hall_is_refused(command, home, copy, tmp_path, cheap_pins):
    other = type(home)(tmp_path / "other")
    words = ("init", "--hall", "乙", "--hall-code", "110105", "--window", "1", "--admin", "9", "--admin-name", "乙")
    command(*words, "--pin-stdin", at=other)
    assert command("restore", str(other.database), who=ADMIN).error["error"] == "other_hall"


def test_an_older_copy_is_brought_up_to_date(command, copy, hall):
    from playhouse.migrations import Runner

    from db import connection

    older = connection.open_database(str(copy))
    Runner(older, str(connection.MIGRATIONS), table_name=HISTORY).down("0020_search_pages")
    older.close()
    assert command("restore", str(copy), who=ADMIN).code == 0
    assert connection.pending_migrations(hall.db) == [] and command("verify").value["ok"]


def test_it_waits_for_who_holds_the_home_and_then_refuses(command, received, home, copy, monkeypatch):
    later = received()
    monkeypatch.setattr(hall_module, "LOCK_WAIT", 0.05)
    lock = FileLock(home.lock)
    assert lock.acquire(0)
    assert command("restore", str(copy), who=ADMIN).error["error"] == "home_in_use"
    lock.release()
    assert later in _numbers(command) and len(list(home.backups.iterdir())) == 1


def test_a_disk_that_takes_no_more_leaves_the_database_as_it_was(home, received, copy, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(job.shutil, "copyfile", full)
    with pytest.raises(HomeProblem) as caught:
        job.restore(home, copy, lambda hall: _admin(hall))
    assert caught.value.code == "not_written"
    open_hall(home).close()


def _admin(hall):
    from hallclient.services import accounts

    return accounts.actor_of(hall, ADMIN)


def test_people_read_a_sentence(command, received, copy):
    later = received()
    said = command("restore", str(copy), who=ADMIN, text=True).out
    assert said.startswith(f"The database is restored from {copy}. The one before is kept as ")
    assert said.strip().endswith(f"to be entered again: {later}.") and said.count("\n") == 1
