"""A share that is away, read-only, full or slow; locks that are ignored; what is done how often."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.share import MONTH, flip, month_file, seen, segments, status

from hallclient.errors import ShareProblem
from hallclient.services import summary
from hallclient.sync import lines, merging, shared_file
from hallclient.sync.own_records import mine
from hallclient.sync.reading import Reader, read_shared
from hallclient.sync.runner import sync_once, verify


@pytest.mark.parametrize("fault", ["unmarked", "gone"])
def test_a_share_that_is_away_is_never_made_and_nothing_is_lost(new_hall, share, punch, fault):
    hall = new_hall()
    punch(hall)
    if fault == "unmarked":
        (share / "hallclient.id").unlink()
    else:
        shutil.rmtree(share)
    for explicit in (True, False):
        with pytest.raises(ShareProblem) as error:
            sync_once(hall, explicit)
        assert error.value.code == "no_share"
    assert share.exists() == (fault == "unmarked") and not list(share.glob("seg"))
    assert summary.waiting(hall) > 0
    assert read_shared(share / "summary.jsonl", MONTH, hall.clock).status == "missing"
    share.mkdir(exist_ok=True)
    assert shared_file.init_share(share / "summary.jsonl")
    assert sync_once(hall).waiting == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders have no such mark on this system")
def test_a_read_only_share(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    # Nothing is read-only to root, unless it gives that power up.
    without = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    home = str(hall.home.folder)
    program = [sys.executable, "-m", "hallclient.cli", "--home", home, "--lang", "en", "sync", "--json"]
    share.chmod(0o555)
    try:
        done = subprocess.run([*without, *program], capture_output=True, text=True, check=False)
    finally:
        share.chmod(0o755)
    assert (done.returncode, json.loads(done.stderr)["error"]) == (1, "share_read_only")
    assert summary.waiting(hall) > 0


@pytest.mark.parametrize("number, code", [(13, "share_read_only"), (30, "share_read_only"), (28, "share_full")])
def test_a_share_that_takes_no_file(new_hall, share, punch, monkeypatch, number, code):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    recs = seen(share, hall)
    punch(hall, kind="out")
    original = Path.open

    def refuse(path: Path, mode: str = "r", *rest, **named):
        if "x" in mode:
            raise OSError(number, os.strerror(number), str(path))
        return original(path, mode, *rest, **named)

    with monkeypatch.context() as patch, pytest.raises(ShareProblem) as error:
        patch.setattr(Path, "open", refuse)
        sync_once(hall)
    assert error.value.code == code
    assert summary.waiting(hall) > 0 and seen(share, hall) == recs
    assert sync_once(hall).waiting == 0


def test_a_base_that_cannot_be_read_is_never_written_over(new_hall, share, punch, monkeypatch):
    three, four = new_hall(), new_hall(4, "bbbbbbbb")
    punch(four)
    sync_once(four)
    before = month_file(share).read_bytes()
    original = shared_file.read_bytes

    def refuse(path: Path):
        if path == month_file(share):
            raise OSError(116, "stale file handle")
        return original(path)

    with monkeypatch.context() as patch, pytest.raises(ShareProblem):
        patch.setattr(shared_file, "read_bytes", refuse)
        sync_once(three)
    assert month_file(share).read_bytes() == before


def test_a_replace_that_fails_at_first_is_tried_again(new_hall, share, punch, monkeypatch):
    hall = new_hall()
    punch(hall)
    original, failures = Path.replace, []

    def stubborn(path: Path, target: Path):
        if len(failures) < 5:
            failures.append(path)
            raise PermissionError(13, "in use", str(target))
        return original(path, target)

    monkeypatch.setattr(Path, "replace", stubborn)
    assert sync_once(hall).ok and len(failures) == 5


def test_a_file_that_was_half_read_is_read_again(new_hall, share, punch, monkeypatch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    original, halves = shared_file.read_bytes, []

    def slow(path: Path):
        data = original(path)
        if path == month_file(share) and data and len(halves) < 3:
            halves.append(path)
            return data[: len(data) // 2]
        return data

    monkeypatch.setattr(shared_file, "read_bytes", slow)
    assert status(share, hall) == "ok" and len(halves) == 3


def test_an_ignored_lock_and_a_stale_base_cost_readers_nothing(new_hall, share, punch):
    """Somebody who ignores the lock puts an old state back again and again: no reader goes back in time."""
    three, four = new_hall(), new_hall(4, "bbbbbbbb")
    reader = Reader(share / "summary.jsonl", three.clock)
    old = [b""]
    latest: dict[str, int] = {}
    for turn in range(6):
        hall = (three, four)[turn % 2]
        punch(hall, kind=("in", "out")[turn % 2])
        sync_once(hall)
        if turn == 1:
            old[0] = month_file(share).read_bytes()
        elif turn > 1:
            month_file(share).write_bytes(old[0])
        for recs in (seen(share, hall), reader.read(MONTH).recs):
            assert all(recs[name] >= revision for name, revision in latest.items())
            latest |= recs
    assert latest == mine(three).recs | mine(four).recs


def test_a_file_above_the_limit_is_set_aside_unread(new_hall, share, punch, monkeypatch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    recs = seen(share, hall)
    monkeypatch.setattr(lines, "LIMIT", 100_000)
    month_file(share).write_bytes(b"x" * 100_001)
    assert sync_once(hall).ok and seen(share, hall) == recs
    assert [path.stat().st_size for path in share.glob("*.damaged-*")] == [100_001]


def test_only_every_half_minute_unless_asked_or_broken(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    assert sync_once(hall, explicit=False).merged
    punch(hall)
    quick = sync_once(hall, explicit=False)
    assert quick.written and not quick.merged
    assert seen(share, hall) == mine(hall).recs
    assert sync_once(hall).merged
    month_file(share).unlink()
    assert sync_once(hall, explicit=False).merged
    hall.clock.set(hall.clock.now().replace(minute=50))
    punch(hall)
    assert sync_once(hall, explicit=False).merged


def test_with_nothing_to_do_only_the_ends_of_the_shared_file_are_read(new_hall, share, punch, monkeypatch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    whole = month_file(share).read_bytes()
    original, read = shared_file.read_bytes, []

    def counting(path: Path):
        read.append(path.name)
        return original(path)

    monkeypatch.setattr(shared_file, "read_bytes", counting)
    assert sync_once(hall, explicit=False).ok and month_file(share).name not in read
    for bad in (whole[:-30], whole[: len(whole) // 2], b"", whole[9:]):
        month_file(share).write_bytes(bad)
        sync_once(hall, explicit=False)
        assert lines.parse(month_file(share).read_bytes()).whole


def test_leftovers_of_a_killed_run_are_removed(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    mine_, theirs = (share / f".summary-{MONTH}.jsonl.00000000.{tid}.tmp" for tid in ("03aaaaaaaa", "04bbbbbbbb"))
    mine_.write_text("half")
    theirs.write_text("half")
    sync_once(hall)
    assert (mine_.exists(), theirs.exists()) == (False, True)


def test_verify_changes_nothing(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    assert not verify(hall).ok or verify(hall).waiting
    sync_once(hall)
    assert verify(hall).ok
    for path in (*segments(share), month_file(share)):
        flip(path)
    before = {path: path.read_bytes() for path in share.rglob("*") if path.is_file()}
    assert not verify(hall).ok
    assert {path: path.read_bytes() for path in share.rglob("*") if path.is_file()} == before


def test_the_copy_is_written_again_when_it_is_lost(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    (share / "summary.jsonl").write_text("rubbish")
    sync_once(hall)
    assert (share / "summary.jsonl").read_bytes() == month_file(share).read_bytes()


def test_a_new_month_has_a_file_of_its_own(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    november = month_file(share).read_bytes()
    hall.clock.set(hall.clock.now().replace(month=12, day=1))
    punch(hall)
    result = sync_once(hall)
    assert result.ok and result.file.name == "summary-2026-12.jsonl"
    assert (share / "summary.jsonl").read_bytes() == result.file.read_bytes()
    shared = read_shared(share / "summary.jsonl", "2026-12", hall.clock)
    assert {record.day[:7] for record in shared.records} == {"2026-12"}
    # what November still had open is said anew: the afternoon of the 20th passed without a sign-out
    assert month_file(share).read_bytes() != november


def test_another_rewriter_is_not_waited_for(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    (share / "summary.lock").write_text("09dddddddd elsewhere 1 abc\n")
    result = sync_once(hall)
    assert result.ok and result.written and not result.merged and merging._BUSY in result.notices
    assert not month_file(share).exists() and seen(share, hall) == mine(hall).recs
