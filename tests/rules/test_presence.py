"""Who was signed in when, and what does not fit the work done."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import pairwise

from hallclient.rules.presence import Stay, awaited, away, idle, outside, stays, together, two_windows
from hallclient.rules.punch import Punch

DAY = date(2026, 11, 20)


def at(text: str) -> datetime:
    return datetime.combine(DAY, time.fromisoformat(text))


def punched(text: str) -> list[tuple[Punch, int | None]]:
    """``"in 08:25 3, out 11:30 3"`` as punches with their windows."""
    found: list[tuple[Punch, int | None]] = []
    for part in text.split(","):
        kind, moment, *window = part.split()
        found.append((Punch(at(moment), kind), int(window[0]) if window else None))
    return found


NOON = at("12:00")


def test_a_stay_lasts_from_sign_in_to_sign_out() -> None:
    found = stays(punched("in 08:25 3, in 08:30 3, out 11:30 3, in 11:50 3"), NOON)
    assert found == [Stay(at("08:25"), at("11:30"), 3), Stay(at("11:50"), NOON, 3)]
    assert stays(punched("out 08:00 3"), NOON) == []


def test_two_windows_at_once_are_two_stays() -> None:
    found = stays(punched("in 08:25 3, in 09:00 5, out 11:30 5"), NOON)
    assert found == [Stay(at("08:25"), NOON, 3), Stay(at("09:00"), at("11:30"), 5)]
    assert two_windows(found) == [(found[0], found[1])]
    assert two_windows(stays(punched("in 08:25 3, out 09:00 3, in 09:00 5"), NOON)) == []


def test_a_sign_out_elsewhere_ends_the_only_stay() -> None:
    assert stays(punched("in 08:25 3, out 11:30 5"), NOON) == [Stay(at("08:25"), at("11:30"), 3)]


def test_work_outside_of_every_stay() -> None:
    there = [Stay(at("08:25"), at("11:30"), 3)]
    assert outside([at("11:31"), at("08:25"), at("08:24:59")], there) == [at("08:24:59"), at("11:31")]


def test_the_times_without_work() -> None:
    there = [Stay(at("08:00"), at("12:00"), 3)]
    duty = [(at("08:30"), at("11:30"))]
    edges = ["08:30", "09:00", "09:30", "11:30"]
    assert idle([at("09:00"), at("09:30")], there, duty, ()) == [
        (at(one), at(other)) for one, other in pairwise(edges)
    ]
    gone = away((p for p, _ in punched("away 10:00, away 10:05, back 11:00")), NOON)
    assert gone == ((at("10:00"), at("11:00")),)
    assert idle([at("09:00")], there, duty, gone) == [
        (at("08:30"), at("09:00")),
        (at("09:00"), at("10:00")),
        (at("11:00"), at("11:30")),
    ]
    assert idle([], [], duty, ()) == []


def test_who_waits_for_less_than_ten_minutes_did_not_wait_for_somebody_idle() -> None:
    span = (at("09:00"), at("11:00"))
    waits = [(at("08:00"), at("09:09")), (at("09:20"), at("09:30")), (at("10:55"), NOON), (at("11:00"), NOON)]
    assert awaited(span, waits) == 1
    assert awaited(span, []) == 0


def test_two_people_at_one_window() -> None:
    one, other = [Stay(at("08:25"), at("11:30"), 3)], [Stay(at("11:29:30"), at("12:00"), 3)]
    assert together(one, other) == []
    assert together(one, [Stay(at("09:00"), at("10:00"), 3)]) == [(3, (at("09:00"), at("10:00")))]
    assert together(one, [Stay(at("09:00"), at("10:00"), 4)]) == []
