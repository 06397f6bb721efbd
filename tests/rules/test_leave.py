"""Types of leave, and who may grant how much."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallclient.rules.leave import (
    LEAVE_TYPES,
    LEVELS,
    LevelTable,
    excuse_kind,
    leave_type,
    leave_words,
    may_grant,
    needed_level,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text if "T" in text else f"2026-11-20T{text}")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("事假", "personal"),
        ("病假", "sick"),
        ("年休假", "annual"),
        ("公假", "official"),
        ("公差", "errand"),
        ("公假/公差", "official"),
        ("产假", "maternity"),
        ("陪产假", "paternity"),
        ("产假/陪产假", "maternity"),
        ("婚丧假", "wedding_funeral"),
        ("调休", "time_off"),
        (" 事假 ", "personal"),
        ("sick", "sick"),
        ("休息", None),
        ("", None),
    ],
)
def test_words_of_leave(word: str, code: str | None) -> None:
    assert leave_type(word) == code


def test_every_type_has_its_word() -> None:
    assert {leave_type(word) for word in leave_words()} == set(LEAVE_TYPES)


def test_an_errand_is_an_outing() -> None:
    assert [code for code in LEAVE_TYPES if excuse_kind(code) == "outing"] == ["errand"]
    assert {excuse_kind(code) for code in LEAVE_TYPES} == {"outing", "leave"}


@pytest.mark.parametrize(
    ("start", "end", "level"),
    [
        ("08:30", "10:30", "window_head"),
        ("08:30", "10:30:01", "hall"),
        ("08:30", "11:30", "hall"),
        ("13:30", "17:00", "hall"),
        ("00:00", "10:00", "window_head"),  # only 08:30–10:00 is time of work
        ("10:30", "14:30", "hall"),
        ("10:30", "14:31", "supervisor"),
        ("08:30", "17:00", "supervisor"),
        ("2026-11-20T00:00", "2026-11-21T00:00", "supervisor"),
        ("2026-11-20T08:30", "2026-11-21T17:00", "leader"),
        ("2026-11-20T16:00", "2026-11-23T09:00", "leader"),
        ("18:00", "19:00", "window_head"),
        ("09:00", "09:00", "window_head"),
        ("10:00", "09:00", "window_head"),
    ],
)
def test_the_level_follows_from_the_length(start: str, end: str, level: str) -> None:
    assert needed_level(at(start), at(end)) == level


def test_the_levels_are_a_table() -> None:
    table = LevelTable(window_head_hours=1, half_day_hours=3, supervisor_days=3)
    assert needed_level(at("08:30"), at("10:00"), table=table) == "hall"
    assert needed_level(at("2026-11-20T08:30"), at("2026-11-22T17:00"), table=table) == "supervisor"
    assert needed_level(at("2026-11-20T08:30"), at("2026-11-23T17:00"), table=table) == "leader"


@pytest.mark.parametrize(
    ("role", "levels"),
    [
        ("clerk", []),
        ("chief", ["window_head"]),
        ("supervisor", ["window_head", "hall", "supervisor"]),
        ("admin", ["window_head", "hall", "supervisor", "leader"]),
        ("nobody", []),
    ],
)
def test_who_may_grant_longer_may_grant_shorter(role: str, levels: list[str]) -> None:
    assert [level for level in LEVELS if may_grant(role, level)] == levels
    assert not may_grant(role, "unknown")


@given(st.integers(0, 3 * 1440), st.integers(0, 3 * 1440), st.integers(0, 3 * 1440))
def test_longer_leave_never_needs_less(first: int, second: int, third: int) -> None:
    origin = at("2026-11-20T00:00").timestamp()
    a, b, c = (datetime.fromtimestamp(origin + 60 * m) for m in sorted((first, second, third)))  # noqa: DTZ006
    order = list(LEVELS)
    assert order.index(needed_level(a, b)) <= order.index(needed_level(a, c))
    assert order.index(needed_level(b, c)) <= order.index(needed_level(a, c))
