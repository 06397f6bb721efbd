"""Which version of an item is in force on a day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules import item_version
from hallclient.rules.item_version import Version

DAY = date(2026, 11, 20)


def test_the_version_of_a_day():
    versions = [Version(1), Version(2, date(2027, 1, 1)), Version(3, DAY)]
    assert item_version.in_force(versions, DAY - timedelta(days=1)) == versions[0]
    assert item_version.in_force(versions, DAY) == versions[2]
    assert item_version.in_force(versions, date(2027, 1, 1)) == versions[1]
    assert item_version.next_start(versions, DAY) == date(2027, 1, 1)
    assert item_version.next_start(versions, date(2027, 1, 1)) is None
    assert item_version.in_force([Version(1, DAY)], DAY - timedelta(days=1)) is None
    assert item_version.in_force([], DAY) is None


def test_of_two_that_begin_on_one_day_the_later_made_holds():
    assert item_version.in_force([Version(3, DAY), Version(2, DAY)], DAY) == Version(3, DAY)


DAYS = st.one_of(st.none(), st.integers(-5, 5).map(lambda n: DAY + timedelta(days=n)))


@given(st.lists(DAYS, max_size=8), st.integers(-6, 6))
def test_every_day_between_two_starts_has_the_same_version(starts, shift):
    versions = [Version(number, day) for number, day in enumerate(starts, 1)]
    day = DAY + timedelta(days=shift)
    now, following = item_version.in_force(versions, day), item_version.next_start(versions, day)
    begun = [v for v in versions if v.starts is None or v.starts <= day]
    assert (now is None) is not begun or now in begun
    assert all(
        now is not None and (v.starts or date.min, v.number) <= (now.starts or date.min, now.number) for v in begun
    )
    if following is not None:
        assert item_version.in_force(versions, following - timedelta(days=1)) == now
        assert item_version.in_force(versions, following) != now
