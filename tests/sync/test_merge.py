from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hallclient.sync import lines
from hallclient.sync.lines import MISSING, Parsed, Record
from hallclient.sync.summary import fresh_revision, merge, next_shared


@st.composite
def records(draw) -> Record:
    return lines.record(
        kind=draw(st.sampled_from(("window_day", "open_request"))),
        terminal=draw(st.sampled_from(("03aaaaaaaa", "04bbbbbbbb"))),
        window=3,
        day=draw(st.sampled_from(("2026-11-19", "2026-11-20"))),
        key=draw(st.sampled_from(("1", "2"))),
        revision=draw(st.integers(0, 3)),
        at=0,
        skew=0,
        body={"n": draw(st.integers(0, 2))},
    )


groups = st.lists(records(), max_size=12)


@settings(max_examples=50)
@given(groups, groups, groups)
def test_merging_is_the_same_in_any_order_and_more_often(a, b, c):
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(merge(a, b), b, a) == merge(a, b)


@settings(max_examples=50)
@given(groups, groups)
def test_no_record_goes_back_or_is_lost(a, b):
    merged = {record.identity: record.revision for record in merge(a, b)}
    for record in (*a, *b):
        assert merged[record.identity] >= record.revision


@settings(max_examples=30)
@given(groups)
def test_the_order_is_day_terminal_kind_key(a):
    names = [(r.day, r.terminal, r.kind, r.key) for r in merge(a)]
    assert names == sorted(set(names))


def segment(tid: str, rev: int, *found: Record) -> Parsed:
    return lines.parse(lines.compose(lines.segment_header(tid, rev, "host", (0, "")), found))


def one(tid: str, revision: int, key: str = "1") -> Record:
    return lines.record(
        kind="window_day", terminal=tid, window=3, day="2026-11-20", key=key, revision=revision, at=0, skew=0, body={}
    )


def test_segments_win_and_terminals_without_one_are_kept():
    base = lines.parse(
        lines.compose(
            lines.shared_header(4, "03aaaaaaaa", {"03aaaaaaaa": 1, "05cccccccc": 9}),
            [one("03aaaaaaaa", 1), one("05cccccccc", 1)],
        )
    )
    merged = next_shared(base, {"03aaaaaaaa": segment("03aaaaaaaa", 2, one("03aaaaaaaa", 2))}, 0)
    assert [r.name + f"={r.revision}" for r in merged.records] == [
        "03aaaaaaaa/2026-11-20/window_day/1=2",
        "05cccccccc/2026-11-20/window_day/1=1",
    ]
    assert (merged.generation, merged.gained) == (5, 1)
    assert merged.src == {"03aaaaaaaa": 2, "05cccccccc": 9}
    assert lines.parse(merged.to_bytes("03aaaaaaaa")).src == merged.src


def test_a_file_built_anew_does_not_count_its_generations_from_the_start():
    found = {"03aaaaaaaa": segment("03aaaaaaaa", 2, one("03aaaaaaaa", 2))}
    assert next_shared(MISSING, found, 17).generation == 18


def test_the_sources_of_a_damaged_file_are_not_believed():
    damaged = Parsed("damaged", lines.shared_header(4, "03aaaaaaaa", {"03aaaaaaaa": 99}), (one("05cccccccc", 1),))
    merged = next_shared(damaged, {"03aaaaaaaa": segment("03aaaaaaaa", 2, one("03aaaaaaaa", 2))}, 0)
    assert merged.src == {"03aaaaaaaa": 2}
    assert len(merged.records) == 2 and merged.generation == 5


@given(st.integers(0, 2**50), st.integers(0, 2**50))
def test_a_revision_always_rises(last, now):
    assert fresh_revision(last, now) > last
    assert fresh_revision(last, now) >= now
