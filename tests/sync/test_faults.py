"""The share as it is on a bad day: real files, damaged, gone, copied, newer, read-only."""

from __future__ import annotations

import shutil

import pytest
from support.share import MONTH, flip, month_file, seen, segments, status

from hallclient.sync import lines
from hallclient.sync.own_records import mine
from hallclient.sync.reading import read_shared
from hallclient.sync.runner import sync_once


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
