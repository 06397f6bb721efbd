"""``verify`` and ``backup``: what was changed behind the program's back is found."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

MARKS = ("--mark", "A1=ok", "--mark", "A2=missing")


@pytest.fixture
def number(command, received) -> str:
    """A request with a notice, and a punch."""
    command("punch", "in", who="1003")
    number = received()
    command("notice", "issue", number, *MARKS, who="1003")
    return number


def _edit(home, *statements: str) -> None:
    """Changes the database the way a stranger would, triggers out of the way."""
    with closing(sqlite3.connect(home.database)) as db, db:
        for trigger in [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            if trigger.endswith(("_no_update", "_no_delete")):
                db.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            assert db.execute(statement).rowcount > 0


def test_an_untouched_hall_is_in_order(command, number):
    found = command("verify").value
    assert found["ok"] and found["database"] == {"ok": True, "problem": None}
    assert found["journal"]["ok"] and found["journal"]["first_bad"] is None and found["journal"]["entries"] > 5
    assert found["shared"] is None and found["problems"] == []
    assert "Everything is in order." in command("verify", text=True).out


@pytest.mark.parametrize(
    ("edit", "bad"),
    [
        ("UPDATE request SET result = 'granted'", "request {number}@"),
        ("UPDATE request SET name = '李四'", "request {number}@"),
        ("UPDATE request SET promised_due = '2027-12-31', version = version + 1", "request {number}@"),
        ("UPDATE request_material SET mark = 'exempt'", "request {number}@"),
        ("UPDATE request_material SET words = 'x' WHERE position = 1", "request {number}@"),
        ("DELETE FROM request", "request {number}@"),
        ("UPDATE punch SET at = at - 3600", "punch 1003/"),
        ("UPDATE punch SET badge = 1", "punch 1003/"),
        ("DELETE FROM punch", "punch 1003/"),
        ("UPDATE notice SET body = replace(body, '居民', '村民')", "notice "),
        ("UPDATE notice SET clerk = '1004'", "notice "),
        ("UPDATE journal SET staff = '1004' WHERE action = 'punch'", "/"),
        ("UPDATE journal SET row = '' WHERE action = 'receive'", "/"),
        ("DELETE FROM journal WHERE action = 'receive'", "/"),
    ],
)  # fmt: skip
def test_a_change_behind_the_program_is_named(command, home, number, edit, bad):
    _edit(home, edit)
    done = command("verify")
    assert done.code == 1
    found = json.loads(done.out)
    assert not found["ok"] and not found["journal"]["ok"] and found["problems"]
    assert bad.format(number=number) in found["journal"]["first_bad"]
    assert found["database"]["ok"]
    assert done.error["error"] == "not_in_order"
    said = command("verify", text=True)
    assert "Tell the administrator" in said.err and said.err.count("\n") == 1 and "changed" in said.out


def test_rows_without_an_entry_are_not_errors(command, home, number):
    columns = (
        "terminal, staff, kind, at, day, reason, source, entered_by, entered_at, since_boot, boot, sequence, moved"
    )
    values = "'t', '1003', 'in', 1, '2026-11-19', '', 'import', '1005', 1, 0, '', 0, 0"
    _edit(home, f"INSERT INTO punch ({columns}) VALUES ({values})")
    assert command("verify").value["ok"]


def test_a_damaged_database_is_told(command, home, number):
    with closing(sqlite3.connect(home.database)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = home.database.stat().st_size
    with home.database.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * 16384)
    done = command("verify")
    assert done.code == 1 and "Traceback" not in done.err
    assert '"ok": false' in done.out or '"error": "database"' in done.err


def test_a_damaged_shared_file_is_wrong_and_a_missing_one_is_not(command, reopen, tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    (share / "hallclient.id").write_text("x", encoding="utf-8")
    reopen(shared_file=str(share / "hall.jsonl")).close()
    found = command("verify").value
    assert found["ok"] and found["shared"]["status"] == "missing"
    (share / "hall-2026-11.jsonl").write_text("{broken", encoding="utf-8")
    done = command("verify")
    assert done.code == 1 and '"status": "damaged"' in done.out


def test_a_backup_is_a_whole_copy(command, home, number, tmp_path):
    out = tmp_path / "copies" / "hall.db"
    assert command("backup", "--out", str(out), who="1005").value == {"file": str(out)}
    with closing(sqlite3.connect(out)) as db:
        assert db.execute("SELECT number FROM request").fetchall() == [(number,)]
    assert command("backup", "--out", str(out), who="1005").error["error"] == "bad_input"
    first = command("backup", who="1009").value["file"]
    second = command("backup", who="1009", text=True).out.strip()
    assert first == str(home.backups / "hall-20261120-090000.db") and second != first


def test_a_backup_is_not_for_everyone(command, home):
    for who in ("", "1003", "1001"):
        assert command("backup", who=who).error["error"] == "not_allowed"
    assert not home.backups.exists()
