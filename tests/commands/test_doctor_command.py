"""``doctor``: looks at home and machine, changes nothing, and says what helps."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections import namedtuple
from contextlib import closing

import pytest
from playhouse.migrations import Runner

from db import connection
from hallclient.jobs import doctor, printers
from hallclient.printing import fonts

NAMES = [
    "home", "settings", "database", "migrations", "backups", "clock", "calendar", "disk", "share", "printer", "fonts",
    "terminal",
]  # fmt: skip


@pytest.fixture(autouse=True)
def machine(monkeypatch) -> None:
    """A machine with room, a font and no printer, whatever this one has."""
    monkeypatch.setattr(printers, "default_queue", str)
    monkeypatch.setattr(printers, "has_desktop", lambda: False)
    monkeypatch.setattr(doctor.fonts, "choose", lambda texts, own=(): (fonts.Font(fonts.Path("song.ttf"), (), ()),))
    _room(monkeypatch, 10**12)


def _room(monkeypatch, free: int) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda folder: usage(10**13, 0, free))


def _states(done) -> dict[str, str]:
    return {check["name"]: check["state"] for check in json.loads(done.out)["checks"]}


def _check(done, name: str) -> dict[str, str]:
    (found,) = [check for check in json.loads(done.out)["checks"] if check["name"] == name]
    return found


def test_a_hall_in_order(command, reopen):
    reopen(printer="folder", zone="Asia/Shanghai").close()
    command("backup", who="1009")
    done = command("doctor")
    value = done.value
    assert value["ok"] and [check["name"] for check in value["checks"]] == NAMES
    assert all(set(check) == {"name", "state", "message", "remedy"} for check in value["checks"])
    # November: the next year is not published yet.
    assert {name for name, state in _states(done).items() if state != "ok"} == {"calendar"}
    assert _check(done, "calendar")["message"] == "The holiday schedule of 2027 is not known."
    assert _check(done, "disk")["remedy"] is None and done.err == ""


def test_it_changes_nothing_and_needs_nobody(command, home, hall):
    Runner(hall.db, str(connection.MIGRATIONS), table_name=connection.HISTORY).down("0020_search_pages")
    hall.close()
    before = home.database.read_bytes()
    done = command("doctor")
    assert done.code == 0 and _check(done, "migrations")["state"] == "warn"
    assert home.database.read_bytes() == before and not home.backups.exists() and not home.exports.exists()


def test_without_a_home(command, home, tmp_path):
    done = command("doctor", at=type(home)(tmp_path / "nowhere"))
    assert done.error["error"] == "bad_checks" and not (tmp_path / "nowhere").exists()
    assert next(iter(_states(done).items())) == ("home", "bad")


def test_what_is_bad_is_said_with_its_remedy(command, home, monkeypatch, reopen):
    reopen(printer="lp9").close()
    monkeypatch.setattr(printers.shutil, "which", lambda name: None)
    _room(monkeypatch, 10**6)
    home.database.write_bytes(b"x" * 9000)
    done = command("doctor")
    assert done.error["error"] == "bad_checks"
    bad = {name for name, state in _states(done).items() if state == "bad"}
    assert bad == {"database", "disk", "printer"}
    assert all(check["remedy"] for check in json.loads(done.out)["checks"] if check["state"] != "ok")
    people = command("doctor", text=True)
    assert people.code == 1 and "bad: The database is damaged" in people.out
    assert people.err == f"3 of {len(_states(done))} checks are bad. Do what stands beside them.\n"


def test_settings_that_do_not_hold_and_a_missing_database(command, home):
    home.database.unlink()
    assert "hallclient restore" in _check(command("doctor"), "database")["remedy"]
    home.config.write_text("x = 1", encoding="utf-8")
    assert _states(command("doctor"))["settings"] == "bad"


def test_a_newer_database(command, hall):
    hall.db.execute_sql(f"INSERT INTO {connection.HISTORY} (name, applied) VALUES ('9999_x', 0)")
    hall.close()
    assert _states(command("doctor"))["migrations"] == "bad"


def test_a_clock_behind_the_last_record(command, received, clock):
    received()
    clock.set(clock.now().replace(day=18))
    assert _states(command("doctor"))["clock"] == "bad"


def test_an_unknown_present_year(command, clock):
    clock.set(clock.now().replace(year=2028))
    assert _states(command("doctor"))["calendar"] == "bad"


def test_the_share(command, reopen, tmp_path):
    share = tmp_path / "share"
    reopen(shared_file=str(share / "hall.jsonl")).close()
    assert _check(command("doctor"), "share")["state"] == "warn"
    share.mkdir()
    assert "hallclient.id" in _check(command("doctor"), "share")["remedy"]
    (share / "hallclient.id").touch()
    assert _check(command("doctor"), "share")["state"] == "ok"
    (share / "hall-2026-11.jsonl").write_text("{broken", encoding="utf-8")
    assert "sync" in _check(command("doctor"), "share")["remedy"]


def test_printers_that_take_no_paper(monkeypatch, tmp_path):
    assert printers.problem(printers.Way("folder")) is None
    assert "may not be written" in str(printers.problem(printers.Way("slip", str(tmp_path / "lp0"))))
    (tmp_path / "lp1").touch()
    assert printers.problem(printers.Way("slip", str(tmp_path / "lp1"))) is None
    queue = printers.Way("cups", "hall")
    monkeypatch.setattr(printers.shutil, "which", lambda name: "/usr/bin/lpstat")
    for code, out, said in (
        (1, "", "knows no printer hall"),
        (0, "printer hall disabled since\n\tPaused\n", "has stopped: Paused"),
        (0, "printer hall is idle.\n", ""),
    ):
        answer = printers.subprocess.CompletedProcess([], code, out, "")
        monkeypatch.setattr(printers, "_run", lambda words, answer=answer: answer)
        assert said in str(printers.problem(queue) or "")


def test_a_small_terminal_and_one_without_utf8(monkeypatch):
    assert doctor._terminal(False).state == "bad"
    monkeypatch.setattr(sys, "stdout", type("Screen", (), {"isatty": lambda self: True})())
    for size, state in (((80, 24), "ok"), ((79, 24), "warn")):
        monkeypatch.setattr(shutil, "get_terminal_size", lambda size=size: size)
        assert doctor._terminal(True).state == state


def test_a_backup_that_is_old(command, home, clock):
    file = command("backup", who="1009").value["file"]
    assert _states(command("doctor"))["backups"] in ("ok", "warn")
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT count(*) FROM staff").fetchone()[0] > 3
    import os

    for days, state in ((6, "ok"), (8, "warn")):
        then = clock.now().timestamp() - days * 86400
        os.utime(file, (then, then))
        assert _states(command("doctor"))["backups"] == state
