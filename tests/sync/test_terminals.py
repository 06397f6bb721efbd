"""Restored databases, copies of a home, and two machines with one window."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from hallclient import config as settings
from hallclient.services import summary
from hallclient.sync import terminal
from hallclient.sync.own_records import mine
from hallclient.sync.reading import read_shared
from hallclient.sync.runner import sync_once

MONTH = "2026-11"


def seen(share: Path, hall) -> dict[str, int]:
    shared = read_shared(share / "summary.jsonl", MONTH, hall.clock)
    assert shared.status == "ok"
    return shared.recs


def bodies(share: Path, hall) -> dict[str, dict]:
    return {r.name: r.body for r in read_shared(share / "summary.jsonl", MONTH, hall.clock).records}


def back_up(hall, target: Path) -> None:
    source, copy = sqlite3.connect(hall.home.database), sqlite3.connect(target)
    source.backup(copy)
    source.close()
    copy.close()


def restore(hall, source: Path) -> None:
    hall.close()
    for suffix in ("-wal", "-shm"):
        hall.home.database.with_name(f"hall.db{suffix}").unlink(missing_ok=True)
    shutil.copy(source, hall.home.database)


def test_a_restored_database_takes_back_what_it_had_published(new_hall, share, punch, tmp_path):
    hall = new_hall()
    punch(hall, "1001")
    sync_once(hall)
    back_up(hall, tmp_path / "backup.db")
    punch(hall, "1001", "out")
    punch(hall, "1002")
    sync_once(hall)
    recs, said = seen(share, hall), bodies(share, hall)

    restore(hall, tmp_path / "backup.db")
    result = sync_once(hall)
    assert result.ok and result.waiting == 0
    assert any("restored" in str(notice) for notice in result.notices)
    after = seen(share, hall)
    assert all(after[name] >= revision for name, revision in recs.items())
    # The half-days keep what the share knows of them, since nothing has changed here since.
    name = f"03aaaaaaaa/{MONTH}-20/staff_half_day/1002/am"
    assert bodies(share, hall)[name] == said[name] and said[name]["in"]
    assert mine(hall).recs == after
    assert not sync_once(hall).notices

    punch(hall, "1002")
    sync_once(hall)
    assert seen(share, hall)[name] > recs[name]
    assert bodies(share, hall)[name]["in"] != ""


def test_a_change_after_the_restore_counts_though_the_clock_is_behind(new_hall, share, punch, tmp_path):
    hall = new_hall()
    back_up(hall, tmp_path / "backup.db")
    for _ in range(3):
        punch(hall)
    sync_once(hall)
    recs = seen(share, hall)
    restore(hall, tmp_path / "backup.db")
    hall.clock.set(hall.clock.now().replace(hour=8))
    sync_once(hall)
    punch(hall, "1001", "out")
    sync_once(hall)
    after = seen(share, hall)
    name = f"03aaaaaaaa/{MONTH}-20/staff_half_day/1001/am"
    assert after[name] > recs[name]
    assert all(after[name] >= revision for name, revision in recs.items())


def test_a_database_that_was_killed_before_it_took_note_is_not_called_restored(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    with hall.write():
        summary.set_note(hall, f"segment {MONTH} {hall.terminal}", "")
    result = sync_once(hall)
    assert result.ok and not result.notices


def test_a_copy_of_a_home_becomes_another_terminal(new_hall, share, punch):
    original = new_hall()
    punch(original)
    sync_once(original)
    original.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copytree(original.home.folder, original.home.folder.with_name("copy"))
    copy = new_hall(name="copy")
    copy.clock.set(original.clock.now())
    assert copy.terminal == original.terminal
    punch(copy, "1002")  # before anybody has noticed
    punch(original, "1001", "out")

    result = sync_once(copy)
    assert copy.terminal != original.terminal and result.notices and result.waiting == 0
    stored = settings.load(copy.home.config)
    assert (stored.installation, stored.serial_start) == (copy.config.installation, 5001)
    sync_once(original)
    assert original.config.installation == "aaaaaaaa" and original.config.serial_start == 1
    recs = seen(share, original)
    assert mine(original).recs.items() <= recs.items() and mine(copy).recs.items() <= recs.items()
    said = bodies(share, original)
    assert said[f"{copy.terminal}/{MONTH}-20/staff_half_day/1002/am"]["in"]
    assert said[f"{original.terminal}/{MONTH}-20/staff_half_day/1001/am"]["out"]

    reopened = new_hall(name="copy")
    punch(reopened, "1002", "out")
    assert sync_once(reopened).ok and reopened.terminal == copy.terminal


def test_the_copy_may_be_the_first_to_publish(new_hall, share, punch):
    """Copied before the first sync: the one that comes second finds a segment that is not its own."""
    original = new_hall()
    punch(original)
    original.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copytree(original.home.folder, original.home.folder.with_name("copy"))
    copy = new_hall(name="copy")
    copy.clock.set(original.clock.now())
    punch(copy, "1002")
    sync_once(copy)
    punch(original, "1001", "out")
    result = sync_once(original)
    assert original.terminal != copy.terminal and result.notices
    said = bodies(share, original)
    assert said[f"{original.terminal}/{MONTH}-20/staff_half_day/1001/am"]["out"]
    assert said[f"{copy.terminal}/{MONTH}-20/staff_half_day/1002/am"]["in"]


def test_a_change_of_the_id_that_was_cut_short_is_finished(new_hall, share, punch, monkeypatch):
    original = new_hall()
    punch(original)
    sync_once(original)
    original.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copytree(original.home.folder, original.home.folder.with_name("copy"))
    copy = new_hall(name="copy")
    punch(copy, "1002")

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(settings, "save", killed)
        sync_once(copy)
    again = new_hall(name="copy")
    assert again.terminal == original.terminal
    sync_once(again)
    assert again.terminal != original.terminal
    assert bodies(share, again)[f"{again.terminal}/{MONTH}-20/staff_half_day/1002/am"]["in"]


def test_a_home_that_was_moved_is_still_the_same(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    hall.close()
    hall.home.folder.rename(hall.home.folder.with_name("moved"))
    moved = new_hall(name="moved")
    moved.clock.set(hall.clock.now())
    punch(moved, kind="out")
    result = sync_once(moved)
    assert result.ok and not result.notices and moved.terminal == hall.terminal


def test_another_machine_makes_a_copy_whatever_the_folder(new_hall, share, punch, monkeypatch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    monkeypatch.setattr(terminal, "_machine", lambda: "another")
    assert sync_once(hall).notices and hall.terminal != "03aaaaaaaa"


def test_two_machines_with_one_window_are_told_and_the_second_one_counts_from_5001(new_hall, share, punch):
    first, second = new_hall(3, "aaaaaaaa"), new_hall(3, "bbbbbbbb")
    sync_once(first)
    second.clock.set(first.clock.now().replace(year=2026, hour=7))  # its clock is behind: it is second all the same
    told = sync_once(second).notices
    assert [m.values["first"] for m in told] == [5001]
    assert settings.load(second.home.config).serial_start == 5001
    told = sync_once(first).notices
    assert [(m.values["other"], m.values["first"]) for m in told] == [("03bbbbbbbb", 1)]
    assert settings.load(first.home.config).serial_start == 1
    sync_once(second)
    sync_once(first)
    assert (first.config.serial_start, second.config.serial_start) == (1, 5001)
    assert {name.split("/")[0] for name in seen(share, first)} == {"03aaaaaaaa", "03bbbbbbbb"}


def test_of_two_that_came_at_once_the_later_one_moves(new_hall, share, punch, monkeypatch):
    first, second = new_hall(3, "aaaaaaaa"), new_hall(3, "bbbbbbbb")
    with monkeypatch.context() as patch:
        patch.setattr(terminal, "same_window", lambda *_: [])  # neither saw the other
        sync_once(first)
        second.clock.set(first.clock.now().replace(hour=10))
        sync_once(second)
    first.clock.set(first.clock.now().replace(hour=10, minute=5))
    second.clock.set(first.clock.now())
    assert sync_once(first).notices and sync_once(second).notices
    assert (first.config.serial_start, second.config.serial_start) == (1, 5001)


def test_another_process_learns_of_the_new_serials(new_hall, share, punch):
    first, second = new_hall(3, "aaaaaaaa"), new_hall(3, "bbbbbbbb")
    running = new_hall(3, "bbbbbbbb")
    sync_once(first)
    sync_once(second)
    assert running.config.serial_start == 1
    sync_once(running)
    assert running.config.serial_start == 5001


def test_a_window_that_was_given_another_number_loses_nothing(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    hall.config = replace(hall.config, window=5)
    assert sync_once(hall).waiting == 0 and hall.terminal == "05aaaaaaaa"
    assert bodies(share, hall)[f"05aaaaaaaa/{MONTH}-20/staff_half_day/1001/am"]["in"]
