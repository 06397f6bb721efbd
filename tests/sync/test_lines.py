from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallclient.sync import lines
from hallclient.sync.lines import Record

texts = st.text(max_size=12)
bodies = st.dictionaries(texts, st.integers(-(2**60), 2**60) | texts, max_size=4)


@st.composite
def records(draw) -> Record:
    return lines.record(
        kind=draw(st.sampled_from(("window_day", "open_request", "later_kind"))),
        terminal=draw(st.sampled_from(("03aaaaaaaa", "04bbbbbbbb"))),
        window=3,
        day=draw(st.sampled_from(("2026-11-19", "2026-11-20"))),
        key=draw(texts),
        revision=draw(st.integers(0, 2**50)),
        at=draw(st.integers(0, 2**33)),
        skew=draw(st.integers(-5, 5)),
        body=draw(bodies),
    )


def whole(*found: Record) -> bytes:
    return lines.compose(lines.shared_header(1, "03aaaaaaaa", {"03aaaaaaaa": 7}), found)


RECORD = lines.record(
    kind="window_day",
    terminal="03aaaaaaaa",
    window=3,
    day="2026-11-20",
    key="03",
    revision=5,
    at=1,
    skew=0,
    body={"received": 2, "name": "综合𠮷"},
)


SECOND = lines.record(
    kind="window_day",
    terminal="04bbbbbbbb",
    window=4,
    day="2026-11-20",
    key="04",
    revision=1,
    at=1,
    skew=0,
    body={},
)


@given(records())
def test_a_line_is_read_as_it_was_written(record: Record):
    assert lines.read_record(record.raw) == record
    assert b"\n" not in record.raw
    before = record.raw.rsplit(b',"crc"', 1)[0]
    assert json.loads(record.raw)["crc"] == f"{zlib.crc32(before):08x}"


def test_the_keys_stand_in_their_order_and_the_checksum_is_last():
    assert list(json.loads(RECORD.raw)) == ["k", "t", "w", "d", "id", "r", "at", "skew", "b", "crc"]
    assert "综合𠮷".encode() in RECORD.raw


def test_every_single_bit_flip_of_a_line_is_found():
    for place in range(len(RECORD.raw)):
        for bit in range(8):
            bad = bytearray(RECORD.raw)
            bad[place] ^= 1 << bit
            assert lines.read_record(bytes(bad)) is None, (place, bit)


@settings(max_examples=100)
@given(st.lists(records(), max_size=4), st.data())
def test_every_single_bit_flip_and_cut_of_a_file_is_found(found: list[Record], data):
    good = whole(*found)
    assert lines.parse(good).records == tuple(found)
    place = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good)
    bad[place] ^= 1 << data.draw(st.integers(0, 7))
    assert lines.parse(bytes(bad)).status == "damaged"
    assert lines.parse(good[:place]).status == "damaged"
    assert lines.parse(good + good[:place]).status == ("ok" if place == 0 else "damaged")


def test_of_a_damaged_file_the_whole_lines_can_be_used():
    bad = bytearray(whole(RECORD, SECOND))
    bad[bad.index(b"received")] ^= 1
    found = lines.parse(bytes(bad))
    assert (found.status, found.records) == ("damaged", (SECOND,))
    cut = whole(RECORD, SECOND)[:-80]
    assert lines.parse(cut).records == (RECORD, SECOND)


def test_lines_that_were_swapped_or_left_out_are_found():
    header, one, two, end, _ = whole(RECORD, SECOND).split(b"\n")
    assert lines.parse(b"\n".join((header, two, one, end, b""))).status == "damaged"
    assert lines.parse(b"\n".join((header, one, end, b""))).status == "damaged"
    assert lines.parse(b"\n".join((header, one, two, end))).status == "damaged"


def test_a_newer_version_is_told_apart_from_a_damaged_version_number():
    header = {**lines.shared_header(1, "03aaaaaaaa", {}), "v": 2}
    newer = lines.encode(header) + b"\nwhatever a later version writes\n"
    assert lines.parse(newer).status == "newer"
    assert lines.parse(newer.replace(b'"v":2', b'"v":3')).status == "damaged"


def test_fields_of_newer_programs_are_kept():
    fields = {**json.loads(RECORD.raw), "colour": "red"}
    del fields["crc"]
    raw = lines.encode(fields)
    found = lines.parse(whole(Record("2026-11-20", "03aaaaaaaa", "window_day", "03", 5, raw))).records[0]
    assert found.raw == raw and found.fields["colour"] == "red"


def test_a_file_above_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lines, "LIMIT", 100)
    assert lines.parse(whole(RECORD)) == lines.DAMAGED


@pytest.mark.parametrize("value", [1.5, True, None, {"a": 0.1}])
def test_only_integers_and_text_are_published(value):
    with pytest.raises(TypeError):
        lines.encode({"k": "window_day", "b": value})


@pytest.mark.parametrize("data", [b"", b"\n", b"{}", b"[]\n", b"\x00" * 50, '{"k":"头"}\n'.encode()])
def test_anything_else_is_damaged(data: bytes):
    assert lines.parse(data).status == "damaged"
