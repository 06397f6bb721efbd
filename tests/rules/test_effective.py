"""What holds from a day: a change says nothing of the days before it, and what it does is told day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules.effective import changed, ended, first_change, runs, turns
from hallclient.rules.timetable import Timetable

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BASE = Timetable("默认", date(2000, 1, 1), None, time(8, 30), time(11, 30), time(13, 30), time(17))
SUMMER = replace(BASE, name="夏令", from_day=date(2026, 6, 1), to_day=date(2026, 9, 30), pm_start=time(14, 30))


def holds(rows, day):
    return next((row for row in reversed(rows) if row.includes(day)), None)


def hours(row):
    return None if row is None else replace(row, from_day=FIRST, to_day=None)


days = st.dates(FIRST, LAST)
tables = st.lists(
    st.builds(
        lambda n, a, length: replace(BASE, name=f"表{n}", from_day=a, to_day=a + timedelta(days=length)),
        st.integers(1, 999), days, st.integers(0, 200),
    ),
    max_size=5, unique_by=lambda row: row.name,
)  # fmt: skip


@given(tables, days, st.data())
def test_a_change_says_nothing_of_the_days_before_it(rows, start, data):
    rows = [BASE, *rows]
    old = data.draw(st.sampled_from(rows))
    new = replace(old, am_start=time(9), from_day=max(start, old.from_day))
    after = changed(rows, old, new)
    for day in (FIRST + timedelta(days=n) for n in range(365)):
        was, now = holds(rows, day), holds(after, day)
        if day < new.from_day or was != old:
            # What went before the old row goes before the new one.
            assert hours(now) == hours(was) or (now == new and (old.to_day is not None and day > old.to_day))
        elif was == old and new.includes(day):
            assert now == new
    told = turns(rows, after, FIRST, LAST)
    moved = {day for turn in told for day in (turn.first + timedelta(days=n) for n in range(365)) if day <= turn.last}
    every = (FIRST + timedelta(days=n) for n in range(365))
    assert moved == {day for day in every if holds(rows, day) != holds(after, day)}


@given(tables)
def test_runs_are_the_days_one_by_one(rows):
    found = runs(rows, FIRST, LAST)
    assert [run.first for run in found[1:]] == [run.last + timedelta(days=1) for run in found[:-1]]
    for run in found:
        assert holds(rows, run.first) == holds(rows, run.last) == run.timetable


def test_the_winter_after_the_summer():
    rows = (BASE, SUMMER)
    winter = replace(BASE, from_day=date(2026, 5, 1), pm_end=time(17, 30))
    after = changed(rows, BASE, winter)
    assert [row.to_day for row in after] == [date(2026, 4, 30), None, date(2026, 9, 30)]
    assert [(t.first, t.last) for t in turns(rows, after, date(2026, 5, 1), LAST)] == [
        (date(2026, 5, 1), date(2026, 5, 31)),
        (date(2026, 10, 1), LAST),
    ], "the summer stays"
    assert first_change(rows, after) == date(2026, 5, 1)


def test_an_end_leaves_a_gap_that_is_seen():
    after = ended((BASE,), BASE, date(2026, 6, 30))
    assert [run.timetable for run in runs(after, FIRST, LAST)] == [after[0], None]
    assert first_change((BASE,), after) == date(2026, 7, 1)
    assert ended((BASE, SUMMER), SUMMER, date(2026, 5, 31)) == (BASE,), "it would never have begun"
    assert first_change((BASE,), (BASE,)) is None
