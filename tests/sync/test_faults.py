"""The share as it is on a bad day: real files, damaged, gone, copied, newer, read-only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hallclient.errors import ShareProblem
from hallclient.services import summary
from hallclient.sync import lines, merging, shared_file
from hallclient.sync.own_records import mine
from hallclient.sync.reading import Reader, read_shared
from hallclient.sync.runner import sync_once, verify

MONTH = "2026-11"


def month_file(share: Path) -> Path:
    return share / f"summary-{MONTH}.jsonl"


def seen(share: Path, hall) -> dict[str, int]:
    return read_shared(share / "summary.jsonl", MONTH, hall.clock).recs


def status(share: Path, hall) -> str:
    return read_shared(share / "summary.jsonl", MONTH, hall.clock).status


def segments(share: Path) -> list[Path]:
    return sorted((share / "seg" / MONTH).glob("*.seg"))


def flip(path: Path, where: int | None = None) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if where is None else where] ^= 4
    path.write_bytes(data)


def test_two_windows_meet_in_one_file_and_its_copy(new_hall, share, punch):
    three, four = new_hall(3, "aaaaaaaa"), new_hall(4, "bbbbbbbb")
    for hall in (three, four):
        punch(hall)
        assert sync_once(hall).ok
    recs = seen(share, three)
    assert mine(three).recs.items() <= recs.items() and mine(four).recs.items() <= recs.items()
    assert (share / "summary.jsonl").read_bytes() == month_file(share).read_bytes()
    assert lines.parse(month_file(share).read_bytes()).generation == 2


def test_nothing_is_written_when_nothing_has_changed(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    before = {path: path.read_bytes() for path in share.rglob("*") if path.is_file()}
    again = sync_once(hall)
    assert (again.written, again.merged, again.ok) == (0, 0, True)
    assert {path: path.read_bytes() for path in share.rglob("*") if path.is_file()} == before


def test_the_newest_two_segments_are_kept(new_hall, share, punch):
    hall = new_hall()
    for _ in range(4):
        punch(hall)
        sync_once(hall)
    assert len(segments(share)) == 2


def test_readers_overlay_a_segment_that_the_shared_file_does_not_hold_yet(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    old = month_file(share).read_bytes()
    punch(hall, kind="out")
    sync_once(hall)
    newest = seen(share, hall)
    month_file(share).write_bytes(old)
    assert seen(share, hall) == newest and status(share, hall) == "ok"


@pytest.mark.parametrize("fault", ["gone", "cut", "flipped", "empty", "garbage"])
def test_a_lost_shared_file_is_read_from_segments_and_built_anew(new_hall, share, punch, fault):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    whole, file = seen(share, hall), month_file(share)
    data = file.read_bytes()
    if fault == "gone":
        file.unlink()
    elif fault == "flipped":
        flip(file)
    else:
        file.write_bytes({"cut": data[: len(data) // 2], "empty": b"", "garbage": b"\x00\xff" * 99}[fault])
    assert (status(share, hall), seen(share, hall)) == ("ok", whole)
    result = sync_once(hall)
    assert result.ok and seen(share, hall) == whole
    rebuilt = lines.parse(file.read_bytes())
    assert rebuilt.whole and rebuilt.generation == 2
    assert len(list(share.glob(f"summary-{MONTH}.damaged-*"))) == (fault != "gone")


def test_windows_that_no_longer_exist_are_kept_and_rebuilt(new_hall, share, punch):
    retired, hall = new_hall(4, "bbbbbbbb"), new_hall()
    punch(retired)
    sync_once(retired)
    sync_once(hall)
    recs = mine(retired).recs
    month_file(share).unlink()
    sync_once(hall)
    assert recs.items() <= seen(share, hall).items()
    for path in segments(share):
        if path.name.startswith("04"):
            path.unlink()
    punch(hall)
    sync_once(hall)
    assert recs.items() <= seen(share, hall).items()


def test_of_a_damaged_file_the_whole_lines_of_windows_without_segments_survive(new_hall, share, punch):
    retired, hall = new_hall(4, "bbbbbbbb"), new_hall()
    punch(retired)
    sync_once(retired)
    sync_once(hall)
    for path in segments(share):
        if path.name.startswith("04"):
            path.unlink()
    data = month_file(share).read_bytes()
    month_file(share).write_bytes(data[:-50])
    assert status(share, hall) == "damaged"
    sync_once(hall)
    assert mine(retired).recs.items() <= seen(share, hall).items()
    assert status(share, hall) == "ok"


@pytest.mark.parametrize("fault", ["flipped", "gone", "empty"])
def test_a_damaged_segment_of_our_own_is_published_again(new_hall, share, punch, fault):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    recs = seen(share, hall)
    (path,) = segments(share)
    if fault == "gone":
        path.unlink()
    elif fault == "empty":
        path.write_bytes(b"")
    else:
        flip(path)
    assert sync_once(hall, explicit=False).written == 0
    assert lines.parse(segments(share)[-1].read_bytes()).whole
    assert seen(share, hall).items() >= recs.items()


def test_a_damaged_segment_beyond_the_shared_file_is_told_until_its_owner_is_back(new_hall, share, punch):
    three, four = new_hall(), new_hall(4, "bbbbbbbb")
    punch(three)
    sync_once(three)
    old = month_file(share).read_bytes()
    punch(three)
    sync_once(three)
    month_file(share).write_bytes(old)
    flip(segments(share)[-1])
    assert status(share, three) == "damaged"
    assert not sync_once(four).ok and status(share, three) == "damaged"
    sync_once(three)
    assert status(share, three) == "ok"
    assert mine(three).recs.items() <= seen(share, three).items()


def test_a_newer_shared_file_is_never_rewritten_but_the_segment_is_published(new_hall, share, punch):
    hall = new_hall()
    newer = lines.encode({**lines.shared_header(9, "99ffffffff", {}), "v": 2}) + b"\n"
    month_file(share).write_bytes(newer)
    punch(hall)
    result = sync_once(hall)
    assert not result.ok and result.written and result.waiting == 0 and result.notices
    assert month_file(share).read_bytes() == newer
    shared = read_shared(share / "summary.jsonl", MONTH, hall.clock)
    assert shared.status == "newer" and shared.recs == mine(hall).recs


def test_conflict_copies_are_ignored_and_reported(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    recs = seen(share, hall)
    shutil.copy(month_file(share), share / f"summary-{MONTH} (1).jsonl")
    (share / "summary (conflict).jsonl").write_text("x")
    (share / "minutes of the meeting.docx").write_text("x")
    own = segments(share)[0]
    shutil.copy(own, own.with_name(own.stem + " (1).seg"))
    shared = read_shared(share / "summary.jsonl", MONTH, hall.clock)
    assert (shared.status, shared.recs) == ("ok", recs)
    assert {m.values["name"] for m in shared.problems} == {
        f"summary-{MONTH} (1).jsonl",
        "summary (conflict).jsonl",
        own.stem + " (1).seg",
    }
    result = sync_once(hall)
    assert result.ok and len(result.notices) == 3


def test_a_segment_under_another_name_is_not_believed(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    shutil.copy(segments(share)[0], share / "seg" / MONTH / "09dddddddd.5.seg")
    assert not any(name.startswith("09") for name in seen(share, hall))


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
