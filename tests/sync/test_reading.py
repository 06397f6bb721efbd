from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hallclient.clock import Clock
from hallclient.sync import lines, shared_file
from hallclient.sync.layout import Layout, layout_of, listing_of
from hallclient.sync.reading import Reader, read_shared
from hallclient.sync.runner import sync_once

MONTH = "2026-11"


def test_names_of_the_share():
    layout, month = layout_of(Path("/x/summary.jsonl"))
    assert month == "" and layout.month_file(MONTH) == Path("/x/summary-2026-11.jsonl")
    assert layout_of(Path("/x/summary-2026-11.jsonl")) == (layout, MONTH)
    assert layout_of(Path("/x/summary-2026-13.jsonl"))[1] == ""
    assert (layout.lock.name, layout.mark.name) == ("summary.lock", "hallclient.id")
    ours = ("summary.jsonl", "summary-2026-11.jsonl", "summary-2026-11.damaged-20261120T094200", "summary.lock")
    assert layout.foreign((*ours, "hallclient.id", "seg", "letter.txt", ".summary.jsonl.1.2.tmp")) == ()
    assert layout.foreign(("summary-2026-11 (1).jsonl", "summary-2026-11.jsonl.bak", "summary2.jsonl")) == (
        "summary-2026-11 (1).jsonl",
        "summary-2026-11.jsonl.bak",
        "summary2.jsonl",
    )


def test_names_of_segments():
    names = (
        "03aaaaaaaa.9.seg",
        "03aaaaaaaa.10.seg",
        "03aaaaaaaa.x.seg",
        "04bbbbbbbb.1.seg",
        ".04bbbbbbbb.2.seg.tmp",
        "a",
    )
    listing = listing_of(names)
    assert listing.segments == {"03aaaaaaaa": (10, 9), "04bbbbbbbb": (1,)}
    assert listing.newest == {"03aaaaaaaa": 10, "04bbbbbbbb": 1}
    assert listing.foreign == ("03aaaaaaaa.x.seg", "a")


def test_nobody_has_published_yet(share):
    shared = read_shared(share / "summary.jsonl", MONTH)
    assert shared.as_raw() == {"status": "missing", "age": None, "recs": {}} and not shared.problems


def test_the_month_of_a_file_named_for_it(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    named = read_shared(share / f"summary-{MONTH}.jsonl")
    assert named.status == "ok" and named.recs == read_shared(share / "summary.jsonl", MONTH).recs


def test_the_age_is_that_of_the_newest_word(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    hall.clock.set(hall.clock.now().replace(minute=50))
    age = read_shared(share / "summary.jsonl", MONTH, hall.clock).age
    assert age is not None and 400 < age < 600
    hall.clock.set(hall.clock.now().replace(hour=1))  # our clock is wrong
    assert read_shared(share / "summary.jsonl", MONTH, hall.clock).age == 0


def test_reading_needs_neither_home_nor_database(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    code = (
        "import sys; from pathlib import Path; from hallclient.sync.reading import read_shared;"
        f"s = read_shared(Path(sys.argv[1]), '{MONTH}'); assert s.status == 'ok' and s.recs;"
        "assert not {'peewee', 'textual', 'filelock'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(share / "summary.jsonl")], check=True)


def test_a_reader_reads_only_what_changed(new_hall, share, punch, monkeypatch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    read, files = shared_file.read, []

    def counting(path, *rest):
        files.append(path.name)
        return read(path, *rest)

    monkeypatch.setattr(shared_file, "read", counting)
    reader = Reader(share / "summary.jsonl", hall.clock)
    first = reader.read(MONTH)
    assert first.status == "ok" and len(files) == 1
    assert reader.read(MONTH).records is first.records and len(files) == 1
    punch(hall, kind="out")
    sync_once(hall, explicit=False)  # within the half minute: a segment alone
    files.clear()
    assert reader.read(MONTH).recs != first.recs
    assert len(files) == 2


@pytest.mark.parametrize("fault", ["share away", "file unreadable", "all damaged"])
def test_a_reader_keeps_the_last_good_records_with_their_age(new_hall, share, punch, monkeypatch, fault):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    reader = Reader(share / "summary.jsonl", hall.clock)
    good = reader.read(MONTH)
    hall.clock.set(hall.clock.now().replace(minute=52))
    if fault == "share away":
        share.rename(share.with_name("elsewhere"))
    elif fault == "file unreadable":
        monkeypatch.setattr(Reader, "_stamp", lambda self: (_ for _ in ()).throw(OSError(5, "input/output error")))
    else:
        for path in (share / f"summary-{MONTH}.jsonl", *(share / "seg" / MONTH).iterdir()):
            path.write_bytes(path.read_bytes()[:40])
    later = reader.read(MONTH)
    assert later.status == ("missing" if fault == "share away" else "damaged")
    assert later.records == good.records and later.age > good.age and later.problems


def test_each_month_is_its_own(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    reader = Reader(share / "summary.jsonl", hall.clock)
    assert reader.read(MONTH).records
    assert reader.read("2026-10").as_raw() == {"status": "missing", "age": None, "recs": {}}
    assert reader.read(MONTH).records


def test_a_segment_that_goes_away_while_it_is_read(new_hall, share, punch, monkeypatch):
    hall = new_hall()
    punch(hall)
    sync_once(hall)
    (share / f"summary-{MONTH}.jsonl").unlink()
    read, gone = shared_file.read, []

    def pruned(path, *rest):
        if path.suffix == ".seg" and not gone:
            gone.append(path)
            return lines.MISSING
        return read(path, *rest)

    monkeypatch.setattr(shared_file, "read", pruned)
    assert read_shared(share / "summary.jsonl", MONTH, hall.clock).status == "ok" and gone


def test_marking_a_share(tmp_path):
    file = tmp_path / "share" / "summary.jsonl"
    assert not shared_file.init_share(file) and not file.parent.exists()
    file.parent.mkdir()
    assert shared_file.init_share(file)
    words = (file.parent / "hallclient.id").read_bytes()
    assert shared_file.init_share(file) and (file.parent / "hallclient.id").read_bytes() == words
    assert shared_file.is_there(Layout(file))


def test_200_terminals_in_a_month_are_read_quickly(share):
    records = [
        lines.record(
            kind="staff_half_day",
            terminal=f"{n % 99:02d}{n:08x}",
            window=n % 99,
            day=f"2026-11-{day:02d}",
            key="1001/am",
            revision=1_795_138_921_000,
            at=1_795_138_921,
            skew=0,
            body={"verdicts": "on_time", "in": "08:21:07", "out": "11:31:00", "late": 0, "early": 0, "away": 0},
        )
        for n in range(200)
        for day in range(1, 23)
    ]
    data = lines.compose(lines.shared_header(1, "x", {}), sorted(records, key=lambda r: r.identity))
    (share / f"summary-{MONTH}.jsonl").write_bytes(data)
    clock = Clock()
    before = clock.reading().since_boot
    shared = read_shared(share / "summary.jsonl", MONTH, clock)
    assert shared.status == "ok" and len(shared.records) == 4400
    assert clock.reading().since_boot - before < 2
