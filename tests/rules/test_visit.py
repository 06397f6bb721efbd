"""Visits as spans: what follows what, and that neither recalls nor slips of the hand change a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import visit
from hallclient.rules.visit import Span

START = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def played(*steps: tuple[str, int]) -> tuple[Span, ...]:
    """Spans after (kind or undo, second) one after the other, at window 3."""
    spans: tuple[Span, ...] = ()
    for kind, second in steps:
        if kind == "undo":
            assert visit.undo_refusal(spans) is None
            spans = visit.undone(spans, at(second), "slip")
        elif kind == "leave":
            spans = visit.ended(spans, at(second))
        else:
            assert visit.refusal(spans, kind, 3) is None, kind
            spans = visit.follow(spans, kind, at(second), staff="1003", window=3)
    return spans


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        ("", {"waiting", "called", "serving"}),
        ("waiting", {"called", "serving"}),
        ("called", {"called", "serving", "waiting"}),
        ("serving", {"parked", "waiting"}),
        ("parked", {"called", "serving"}),
    ],
)
def test_what_follows_what(now, allowed):
    spans = (Span(now, "1003", 3, START),) if now else ()
    assert {kind for kind in visit.KINDS if visit.refusal(spans, kind, 3) is None} == allowed
    assert all(visit.refusal(spans, kind, 3, over=True) is not None for kind in visit.KINDS)


@pytest.mark.parametrize("kind", ["called", "serving"])
def test_two_windows_never_have_one_visitor(kind):
    spans = (Span(kind, "1003", 3, START),)
    assert [str(visit.refusal(spans, wanted, 4)) for wanted in ("called", "serving")] == [
        f"Window 3 has this visitor: {visit.SPANS[kind]}."
    ] * 2


def test_a_recall_resets_nothing():
    spans = played(("waiting", 0), ("called", 600), ("called", 660), ("serving", 700), ("leave", 1000))
    assert (visit.waited(spans, at(2000)), visit.served(spans, at(2000))) == (700, 300)


def test_a_slip_is_kept_and_counts_for_nothing():
    spans = played(("waiting", 0), ("called", 601), ("undo", 607), ("called", 900), ("serving", 930))
    assert [(s.kind, s.void, s.reason) for s in spans] == [
        ("waiting", False, ""),
        ("called", True, "slip"),
        ("waiting", False, ""),
        ("called", False, ""),
        ("serving", False, ""),
    ]
    assert visit.seconds(spans, ("waiting",), at(930)) == 900
    assert visit.seconds(spans, ("called",), at(930)) == 30


def test_a_visitor_said_to_have_left_goes_on():
    spans = played(("serving", 0), ("leave", 60), ("undo", 75))
    assert visit.current(spans) is not None
    assert visit.served(spans, at(100)) == 100


def test_the_first_step_cannot_be_undone():
    assert visit.undo_refusal(()) is not None
    assert visit.undo_refusal(played(("serving", 0))) is not None


def test_a_clock_that_went_back_makes_no_negative_time():
    spans = played(("serving", 100), ("parked", 40), ("serving", 30), ("leave", 20))
    assert visit.served(spans, at(0)) == 0
    assert all(span.ended_at is not None and span.ended_at >= span.began_at for span in spans)


def test_what_nobody_knows_counts_for_nothing():
    spans = visit.unknown(played(("waiting", 0), ("called", 60)), at(9999))
    assert visit.waited(spans, at(9999)) == 60


def test_last_seen_ends_at_a_long_pause():
    minutes = [5, 20, 49, 80, 81]
    assert visit.last_seen(START, [at(60 * m) for m in minutes]) == at(60 * 49)
    assert visit.last_seen(START, []) == START


@given(st.lists(st.tuples(st.sampled_from([*visit.KINDS, "undo"]), st.integers(1, 500)), max_size=30))
def test_every_second_belongs_to_one_kind(steps):
    """Whatever is done, the kinds share the whole time between them, as an oracle that replays the steps says."""
    spans = visit.follow((), "waiting", START, staff="1003", window=3)
    history, second = [("waiting", 0)], 0
    for kind, passed in steps:
        second += passed
        if kind == "undo":
            if visit.undo_refusal(spans) is None:
                spans = visit.undone(spans, at(second), "slip")
                history.pop()
        elif visit.refusal(spans, kind, 3) is None:
            spans = visit.follow(spans, kind, at(second), staff="1003", window=3)
            history.append((kind, second))
    assert sum(span.ended_at is None for span in spans) == 1
    wanted = dict.fromkeys(visit.KINDS, 0)
    for (kind, begun), end in zip(history, [*(begun for _, begun in history[1:]), second], strict=True):
        wanted[kind] += end - begun
    assert {kind: visit.seconds(spans, (kind,), at(second)) for kind in visit.KINDS} == wanted
