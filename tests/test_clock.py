"""The clock: the hall's zone decides what time and day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from hallclient import clock as module
from hallclient.clock import Clock, FixedClock

SHANGHAI = timezone(timedelta(hours=8))


def test_now_is_aware_and_in_whole_seconds():
    now = Clock("Asia/Shanghai").now()
    assert now.utcoffset() == timedelta(hours=8)
    assert now.microsecond == 0
    assert Clock("").now().tzinfo is not None, "the machine's own zone"


def test_the_day_is_the_halls():
    late = FixedClock(datetime(2026, 11, 20, 16, 30, tzinfo=UTC))
    assert late.today() == date(2026, 11, 21)
    assert late.local(datetime(2026, 11, 20, 16, 30, tzinfo=UTC)).hour == 0
    assert late.local(late.reading().wall) == late.now()


def test_a_naive_time_is_the_halls():
    clock = FixedClock(datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001 - that is the point
    assert clock.now() == datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
    assert clock.at(datetime(2026, 1, 1)) == datetime(2026, 1, 1, tzinfo=SHANGHAI)  # noqa: DTZ001
    assert clock.at(datetime(2026, 1, 1, tzinfo=UTC)).hour == 8
    assert Clock("").at(datetime(2026, 1, 1)).tzinfo is not None  # noqa: DTZ001


def test_the_boot_clock_never_goes_back():
    clock = Clock("")
    first, second = clock.reading(), clock.reading()
    assert second.since_boot >= first.since_boot > 0
    assert second.boot == first.boot


def test_without_a_boot_id_nothing_breaks(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_BOOT_ID", tmp_path / "none")
    assert Clock("").reading().boot == ""


def test_without_the_boot_clock_another_one_that_nobody_sets(monkeypatch):
    monkeypatch.delattr(module.time, "CLOCK_BOOTTIME", raising=False)
    assert Clock("").reading().since_boot > 0


def test_an_unknown_zone_is_refused():
    with pytest.raises(KeyError):
        Clock("Asia/Atlantis")
