from __future__ import annotations

import shutil
import threading
from dataclasses import replace

import pytest

from hallclient.clock import Clock
from hallclient.errors import HomeProblem, ShareProblem
from hallclient.services import summary
from hallclient.sync import runner
from hallclient.sync.reading import read_shared
from hallclient.sync.runner import Runner, SyncStatus, pause, sync_once


class Posts:
    """Collects what the thread posts."""

    def __init__(self) -> None:
        self.statuses: list[SyncStatus] = []
        self._some = threading.Condition()

    def __call__(self, status: SyncStatus) -> None:
        with self._some:
            self.statuses.append(status)
            self._some.notify_all()

    def wait(self, count: int) -> SyncStatus:
        with self._some:
            assert self._some.wait_for(lambda: len(self.statuses) >= count, 10)
        return self.statuses[count - 1]


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(runner, "SOON", 0.0)
    monkeypatch.setattr(runner, "INTERVAL", 3600.0)


def test_it_syncs_when_nudged_and_says_how_it_went(new_hall, share, punch, quick):
    hall, posts = new_hall(), Posts()
    thread = Runner(hall, posts)
    thread.start()
    try:
        thread.nudge()
        status = posts.wait(1)
        assert status.ok and status.waiting == 0 and status.last is not None and status.problem is None
        punch(hall)
        thread.nudge()
        posts.wait(2)
        assert read_shared(share / "summary.jsonl", "2026-11", hall.clock).recs
    finally:
        thread.stop()


def test_a_share_that_is_away_is_a_status_and_comes_back(new_hall, share, punch, quick):
    hall, posts = new_hall(), Posts()
    punch(hall)
    share.rename(share.with_name("away"))
    thread = Runner(hall, posts)
    thread.start()
    try:
        thread.nudge()
        status = posts.wait(1)
        assert not status.ok and status.waiting > 0 and status.problem is not None and status.last is None
        share.with_name("away").rename(share)
        thread.nudge()
        assert posts.wait(2).ok
    finally:
        thread.stop()


def test_what_nobody_expected_does_not_end_the_thread(new_hall, monkeypatch):
    hall, posts = new_hall(), Posts()
    monkeypatch.setattr(runner, "sync_once", lambda *_, **__: 1 / 0)
    status = Runner(hall, posts).once()
    assert not status.ok and status.problem is not None


def test_starting_and_stopping_take_no_time_and_leave_no_thread(new_hall, share):
    hall, posts = new_hall(), Posts()
    clock = Clock()
    before = clock.reading().since_boot
    thread = Runner(hall, posts)
    thread.start()
    named = [t for t in threading.enumerate() if t.name == "sync"]
    assert named and all(t.daemon for t in named)
    thread.stop()
    assert clock.reading().since_boot - before < 0.5
    for one in named:
        one.join(5)
        assert not one.is_alive()
    assert not posts.statuses


def test_without_a_shared_file_there_is_nothing_to_run(new_hall, share):
    hall = new_hall()
    hall.config = replace(hall.config, shared_file="")
    Runner(hall, Posts()).start()
    assert not [t for t in threading.enumerate() if t.name == "sync"]
    with pytest.raises(ShareProblem) as error:
        sync_once(hall)
    assert error.value.code == "no_shared_file"


def test_the_pauses():
    assert 48 <= pause(0) <= 72
    assert 4 <= pause(1) <= 6
    assert 16 <= pause(3) <= 24
    assert 240 <= pause(9) <= 360 and 240 <= pause(10**6) <= 360


def test_one_sync_at_a_time_in_a_home(new_hall, share, monkeypatch):
    hall = new_hall()
    monkeypatch.setattr(runner, "ALONE_WAIT", 0.05)
    with runner._alone(hall, True):
        for explicit in (True, False):
            with pytest.raises(HomeProblem):
                sync_once(hall, explicit)
    assert sync_once(hall).ok


def test_a_vanished_share_while_it_runs(new_hall, share, punch, monkeypatch):
    """The share goes away between the first look and the writing: no local folder takes its place."""
    hall = new_hall()
    punch(hall)
    refresh = runner.own_records.refresh

    def vanish(*given, **named):
        refresh(*given, **named)
        shutil.rmtree(share)

    with monkeypatch.context() as patch, pytest.raises(ShareProblem):
        patch.setattr(runner.own_records, "refresh", vanish)
        sync_once(hall)
    assert not share.exists() and summary.waiting(hall) > 0
