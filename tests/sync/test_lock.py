from __future__ import annotations

import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hallclient.clock import FixedClock, Reading
from hallclient.sync.lock import BREAK_AFTER, ShareLock

FOREIGN = b"09dddddddd far-away 77 0123456789abcdef\n"


class Rig:
    """Locks of one terminal, as short-lived processes would make them."""

    def __init__(self, folder):
        self.path = folder / "summary.lock"
        self.clock = FixedClock(datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
        self.note = ""

    def lock(self, tid: str = "03aaaaaaaa") -> ShareLock:
        return ShareLock(self.path, tid, f"host-{tid}", self.clock, lambda: self.note, self.keep)

    def keep(self, text: str) -> None:
        self.note = text

    def later(self, seconds: float) -> None:
        self.clock.set(self.clock.now() + timedelta(seconds=seconds))


@pytest.fixture
def rig(tmp_path):
    return Rig(tmp_path)


def test_one_holds_it_and_gives_it_back(rig):
    mine, other = rig.lock(), rig.lock("04bbbbbbbb")
    assert mine.acquire() and mine.held()
    words = rig.path.read_text().split()
    assert words[:3] == ["03aaaaaaaa", "host-03aaaaaaaa", str(os.getpid())] and len(words) == 4
    assert not other.acquire()
    other.release()
    assert mine.held()
    mine.release()
    assert other.acquire()


def test_a_foreign_lock_is_broken_after_20_seconds_of_sameness_only(rig):
    rig.path.write_bytes(FOREIGN)
    assert not rig.lock().acquire()
    rig.later(BREAK_AFTER - 1)
    assert not rig.lock().acquire()
    rig.path.write_bytes(FOREIGN.replace(b"77", b"78"))
    rig.later(BREAK_AFTER)
    assert not rig.lock().acquire()
    rig.later(BREAK_AFTER)
    lock = rig.lock()
    assert lock.acquire() and lock.held() and not rig.note
    assert [path.name for path in rig.path.parent.iterdir()] == ["summary.lock"]


def test_an_empty_lock_of_somebody_killed_while_writing_is_broken_too(rig):
    rig.path.write_bytes(b"")
    assert not rig.lock().acquire()
    rig.later(BREAK_AFTER)
    assert rig.lock().acquire()


def test_what_was_seen_before_a_restart_does_not_count(rig, monkeypatch):
    rig.path.write_bytes(FOREIGN)
    assert not rig.lock().acquire()
    monkeypatch.setattr(rig.clock, "reading", lambda: Reading(4e9, 4e9, "another boot"))
    assert not rig.lock().acquire()
    monkeypatch.setattr(rig.clock, "reading", lambda: Reading(4e9, 5.0, "another boot"))
    assert not rig.lock().acquire()  # a boot clock that went back
    monkeypatch.setattr(rig.clock, "reading", lambda: Reading(0, 5.0 + BREAK_AFTER, "another boot"))
    assert rig.lock().acquire()


def test_our_own_lock_was_left_by_a_killed_process(rig):
    assert rig.lock().acquire()
    assert rig.lock().acquire()


def test_a_holder_that_was_broken_notices(rig):
    slow = rig.lock("09dddddddd")
    assert slow.acquire()
    assert not rig.lock().acquire()
    rig.later(BREAK_AFTER)
    assert rig.lock().acquire()
    assert not slow.held()
    slow.release()
    assert rig.path.exists()


def test_a_live_lock_that_slipped_in_is_put_back(rig, monkeypatch):
    rig.path.write_bytes(FOREIGN)
    assert not rig.lock().acquire()
    rig.later(BREAK_AFTER)
    lock, fresh = rig.lock(), FOREIGN.replace(b"77", b"99")
    dead = lock._is_dead

    def slow(seen: bytes) -> bool:
        rig.path.write_bytes(fresh)
        return dead(seen)

    monkeypatch.setattr(lock, "_is_dead", slow)
    assert not lock.acquire()
    assert rig.path.read_bytes() == fresh


@pytest.mark.parametrize("note", ["", "{", "[]", '{"line": 1}', '{"line":"x","boot":"fixed","since_boot":"y"}'])
def test_a_spoilt_note_is_no_obstacle(rig, note):
    rig.path.write_bytes(b"x")
    rig.note = note
    assert not rig.lock().acquire()
    rig.later(BREAK_AFTER)
    assert rig.lock().acquire()
