"""A wall clock that is set against one that cannot be."""

from __future__ import annotations

import pytest

from hallclient.rules.clock_jump import behind, clock_jump


@pytest.mark.parametrize(
    ("wall", "since_boot", "jump"),
    [
        (1060.0, 160.0, 0),
        (1064.9, 160.0, 0),
        (1055.1, 160.0, 0),
        (1065.0, 160.0, 0),
        (1066.0, 160.0, 6),
        (1054.0, 160.0, -6),
        (4660.0, 160.0, 3600),
        (700.0, 160.0, -360),
    ],
)
def test_within_one_boot(wall: float, since_boot: float, jump: int) -> None:
    assert clock_jump(1000.0, 100.0, "a", wall, since_boot, "a") == jump


@pytest.mark.parametrize(("wall", "jump"), [(90000.0, 0), (1000.0, 0), (996.0, 0), (400.0, -600)])
def test_over_a_restart_only_a_step_behind_the_last_reading_tells(wall: float, jump: int) -> None:
    assert clock_jump(1000.0, 100.0, "a", wall, 20.0, "b") == jump
    assert clock_jump(1000.0, 100.0, "", wall, 20.0, "b") == jump


@pytest.mark.parametrize(
    ("wall", "since_boot", "jump"),
    [(1060.0, 160.0, 0), (9000.0, 160.0, 0), (1010.0, 160.0, -50), (900.0, 20.0, -100), (1500.0, 20.0, 0)],
)
def test_where_the_system_does_not_name_its_boots(wall: float, since_boot: float, jump: int) -> None:
    assert clock_jump(1000.0, 100.0, "", wall, since_boot, "") == jump


def test_the_tolerance_is_a_setting() -> None:
    assert clock_jump(1000.0, 100.0, "a", 1063.0, 160.0, "a", tolerance=2) == 3


@pytest.mark.parametrize(("wall", "found"), [(1000.0, 0), (995.0, 0), (994.0, -6), (400.0, -600), (9000.0, 0)])
def test_a_clock_behind_the_newest_record(wall: float, found: int) -> None:
    assert behind(1000.0, wall) == found
