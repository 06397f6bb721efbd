"""Load: counts, times, the 冷热 index and advice, each against a way of counting that shares nothing with them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import load
from hallclient.rules.load import Advice, Case, Load, Tally
from hallclient.rules.visit_times import Times

DAY = date(2026, 11, 20)
FIRST, LAST = date(2026, 11, 2), date(2026, 11, 27)
DAYS = st.dates(date(2026, 10, 20), date(2026, 12, 10))
CASES = st.lists(
    st.builds(
        Case,
        window=st.integers(1, 4),
        staff=st.sampled_from(("1003", "1004", "1001")),
        department=st.sampled_from(("县民政局", "县农业农村局")),
        hour=st.integers(8, 17),
        received=DAYS,
        finished=st.none() | DAYS,
        decided=st.booleans(),
        promised=st.none() | DAYS,
    ),
    max_size=40,
)


def case(**changes) -> Case:
    values = {
        "window": 3, "staff": "1003", "department": "县民政局", "hour": 9, "received": DAY, "finished": None,
        "decided": False, "promised": None,
    }  # fmt: skip
    return Case(**{**values, **changes})


def test_the_figures_of_a_published_report():
    """34 = 29 + 5."""
    found = load.parts([case(finished=DAY)] * 29 + [case()] * 5, DAY, DAY)
    (tally,) = load.grouped(found, "window").values()
    assert (tally.received, tally.completed, tally.in_progress) == (34, 29, 5)
    assert tally.completion_rate == Decimal("85.29")
    assert tally.promise_rate is None


def test_what_was_done_counts_when_it_was_done():
    late = case(received=DAY - timedelta(days=30), finished=DAY, decided=True, promised=DAY - timedelta(days=1))
    kept = late._replace(promised=DAY)
    after = case(finished=DAY + timedelta(days=1), decided=True, promised=DAY)
    withdrawn = case(finished=DAY)
    whole = load.total(load.grouped(load.parts([late, kept, after, withdrawn], DAY, DAY), "staff").values())
    assert whole == Tally(received=2, completed=1, decided=2, promised=2, kept=1)
    assert whole.promise_rate == Decimal("50.00")


@given(CASES, st.sampled_from(load.GROUPS))
def test_received_is_completed_and_in_progress_in_every_group(cases, by):
    tallies = load.grouped(load.parts(cases, FIRST, LAST), by)
    for key, tally in tallies.items():
        mine = [c for c in cases if getattr(c, by) == key]
        received = [c for c in mine if FIRST <= c.received <= LAST]
        still = [c for c in received if c.finished is None or c.finished > LAST]
        decided = [c for c in mine if c.decided and c.finished is not None and FIRST <= c.finished <= LAST]
        assert (tally.received, tally.in_progress) == (len(received), len(still))
        assert tally.received == tally.completed + tally.in_progress
        assert tally.decided == len(decided)
        assert tally.promised == sum(c.promised is not None for c in decided)
        assert tally.kept == sum(c.promised is not None and c.finished <= c.promised for c in decided)
    whole = load.total(tallies.values())
    assert whole.received == sum(FIRST <= c.received <= LAST for c in cases)


# --- the index


def test_the_index_compares_with_an_equal_share_of_an_open_day():
    # 60 in ten window-days: six a day are an equal share.
    assert load.heat_index({1: 45, 2: 15, 3: 0}, {1: 5, 2: 4, 3: 1, 4: 0}) == {
        1: Fraction(3, 2), 2: Fraction(5, 8), 3: Fraction(0),
    }  # fmt: skip
    assert load.heat_index({}, {1: 5}) == {}
    assert load.heat_index({1: 3}, {1: 1}) == {1: 1}


@given(st.dictionaries(st.integers(1, 9), st.tuples(st.integers(0, 50), st.integers(1, 5)), min_size=1))
def test_the_index_is_1_on_average_over_open_days(windows):
    received = {window: count for window, (count, _) in windows.items()}
    days = {window: open_days for window, (_, open_days) in windows.items()}
    found = load.heat_index(received, days)
    if sum(received.values()):
        assert sum(found[w] * days[w] for w in windows) == sum(days.values())
        for one in windows:
            for other in windows:
                if days[one] == days[other] and received[one] > received[other]:
                    assert found[one] > found[other]


def tallies(**received: int) -> dict[int, Tally]:
    return {int(name[1:]): Tally(received=count) for name, count in received.items()}


def test_hot_above_cold_below_the_limits_and_shares():
    rows = load.loads(tallies(w1=15, w2=10, w3=5), {}, {1: 1, 2: 1, 3: 1, 4: 0})
    assert [(row.key, row.index, row.heat) for row in rows] == [
        (1, Decimal("1.50"), ""), (2, Decimal("1.00"), ""), (3, Decimal("0.50"), ""), (4, None, ""),
    ]  # fmt: skip
    rows = load.loads(tallies(w1=16, w2=10, w3=4), {}, {1: 1, 2: 1, 3: 1})
    assert [row.heat for row in rows] == ["hot", "", "cold"]
    assert [row.share for row in rows] == [Decimal("53.33"), Decimal("33.33"), Decimal("13.33")]
    assert [row.heat for row in load.loads(tallies(w1=16, w2=10, w3=4), {}, {1: 1, 2: 1, 3: 1}, 170, 30)] == [""] * 3


def test_a_person_has_no_index_and_times_alone_make_a_bar():
    rows = load.loads({"1003": Tally(received=2)}, {"1004": (Times(1, 60, 60), Times())})
    assert [(row.key, row.index, row.waiting.mean) for row in rows] == [("1003", None, None), ("1004", None, 60)]


def test_which_windows_could_be_made_general():
    rows = (
        Load(1, Tally(), index=Decimal("1.7"), heat="hot"),
        Load(2, Tally(), index=Decimal("0.4"), heat="cold"),
        Load(3, Tally(), index=Decimal("0.1"), heat="cold"),
        Load(4, Tally(), index=Decimal("0.2"), heat="cold"),
        Load(5, Tally(), index=Decimal("2.1"), heat="hot"),
        Load(6, Tally()),
    )
    assert load.advice(rows, {2, 3, 5, 6}) == (Advice(3, (5, 1)), Advice(2, (5, 1)))
    assert load.advice(rows, set()) == ()
