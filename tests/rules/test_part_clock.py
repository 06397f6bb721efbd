"""The due dates of parts of joint matters against a count that strikes off one day after the other."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from rules.test_clocks import CALENDAR, PERIOD, TODAY, works

from hallclient.rules import part_clock
from hallclient.rules.clocks import Excluded, Extension
from hallclient.rules.message import Message
from hallclient.rules.task import Task

GIVEN, NAMED = date(2026, 9, 7), date(2026, 9, 18)
SENT, BACK = date(2026, 9, 10), date(2026, 9, 21)
AWAY = (Excluded("inspection", "检1号", SENT, BACK),)


def part(named=NAMED, given=GIVEN, **changes):
    return Task(1, "县民政局", "1001", named, given_on=given, named_due=named, **changes)


def counted(task, excluded=(), extension=None, today=TODAY, due=None):
    return part_clock.run(CALENDAR, task, due, excluded, extension, today)


def oracle(start: date, named: date, lost: set[date], more: int) -> date:
    """Every lost working day and every day of the extension is owed; one is paid on each working day after it."""
    owed, day = more, start
    while day < named or owed:
        day += timedelta(days=1)
        if day <= named:
            owed += works(day) and day in lost
        elif works(day) and day not in lost:
            owed -= 1
    return day


@given(
    start=st.dates(date(2020, 1, 1), date(2025, 6, 30)),
    length=st.integers(0, 40),
    periods=st.lists(PERIOD, max_size=5),
    extension=st.integers(0, 15),
    before=st.integers(0, 40),
    later=st.integers(0, 90),
)
def test_a_named_day_is_delayed_by_what_is_lost_within_it(start, length, periods, extension, before, later):
    today, named = start + timedelta(days=later), start + timedelta(days=length)
    lost: set[date] = set()
    excluded = []
    for number, (after, days, is_open) in enumerate(periods):
        sent = min(start + timedelta(days=after - before), today)
        result = None if is_open else min(sent + timedelta(days=days), today)
        excluded.append(Excluded("hearing", f"告{number}", sent, result, ident=number))
        lost |= {sent + timedelta(days=n) for n in range(1, ((result or today) - sent).days + 1)}
    extended = Extension(extension, "局长", start, "延1号") if extension else None
    day, steps = counted(part(named, start), excluded, extended, today)
    assert day == oracle(start, named, lost, extension)
    assert day >= named
    assert (len(steps) == 1) == (day == named)


def test_a_part_without_a_day_of_its_own_goes_with_the_request():
    day, steps = counted(part(None), AWAY, due=date(2026, 10, 21))
    assert (day, [str(step) for step in steps]) == (
        date(2026, 10, 21),
        ["No day was named for the part: it is due with the request."],
    )


def test_it_says_why_it_moved_and_keeps_what_moved_it_before():
    day, steps = counted(part(), AWAY)
    assert day == date(2026, 9, 30), "six of the nine days fall away and are made up from the 22nd on"
    words = [str(step) for step in steps]
    assert words[0] == "The day named for the part was 2026-09-18, working days after 2026-09-07: 9."
    assert "2026-09-11 to 2026-09-21 is excluded time; working days left out: 8." in words
    cause = Message("End excluded time")
    told = part_clock.told(TODAY, cause, part(), day, steps)
    assert str(told[-1]) == (
        "2026-12-01, End excluded time: the due date of the part moved from 2026-09-18 to 2026-09-30."
    )
    again = part(explanation=told)
    assert part_clock.told(TODAY, cause, again, NAMED, ()) == told[-1:]


def test_an_extension_that_was_known_when_the_day_was_named_is_in_it():
    extension = Extension(5, "局长", GIVEN, "延1号")
    assert counted(part(), extension=extension)[0] == date(2026, 9, 24)
    assert counted(part(extended_days=5), extension=extension)[0] == NAMED


def test_overlapping_letters_and_one_before_it_count_once():
    more = (*AWAY, Excluded("hearing", "听1号", date(2026, 8, 20), date(2026, 9, 14)))
    both = counted(part(), more)[0]
    whole = counted(part(), (Excluded("hearing", "听1号", date(2026, 8, 20), BACK),))[0]
    assert both == whole
    assert counted(part(), (Excluded("hearing", "听1号", date(2026, 8, 20), GIVEN),))[0] == NAMED
