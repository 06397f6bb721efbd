"""Hours in words, and what a change of them does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hallclient.dialogs.consequences import Line
from hallclient.language import say
from hallclient.rules.effective import runs, turns
from hallclient.rules.message import Message
from hallclient.rules.plan import Shift
from hallclient.rules.timetable import DEFAULT, Timetable
from hallclient.services import hours, punctuality
from hallclient.services.hall import Hall
from hallclient.widgets.top_bar import WEEKDAYS

AHEAD = timedelta(days=366)
"""So far ahead gaps and overlaps are looked for."""

_MOST_TURNS = 8
STATES = {
    "now": Message("holds"),
    "later": Message("to come"),
    "past": Message("ended"),
    "behind": Message("behind"),
    "gap": Message("gap"),
}


def span(first: date, last: date | None) -> Message:
    """``2026-06-01 to 2026-09-30``, one day alone, or open."""
    if last is None:
        return Message("from {first} on", first=first.isoformat())
    if first == last:
        return Message("on {first}", first=first.isoformat())
    return Message("from {first} to {last}", first=first.isoformat(), last=last.isoformat())


def of_day(timetable: Timetable) -> str:
    """``08:30-11:30 13:30-17:00``."""
    first, second = half(timetable, "am"), half(timetable, "pm")
    return f"{first} {second}"


def half(timetable: Timetable, name: str) -> str:
    """``08:30-11:30``."""
    start, end = (timetable.am_start, timetable.am_end) if name == "am" else (timetable.pm_start, timetable.pm_end)
    return f"{start:%H:%M}-{end:%H:%M}"


def of_shift(shift: Shift) -> str:
    """``08:30-11:30 13:30-17:00``."""
    return " ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in shift.spans)


def weekdays(days: frozenset[int]) -> str:
    """``Mon-Fri``, or the days one by one."""
    ordered = sorted(days)
    names = [say(WEEKDAYS[day - 1]) for day in ordered]
    in_a_row = len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1))
    return f"{names[0]}-{names[-1]}" if in_a_row else " ".join(names)


def gaps(rows: Sequence[Timetable], first: date) -> list[Line]:
    """Days to come without a timetable."""
    usual = of_day(DEFAULT)
    return [
        (Message("No timetable {span}: the usual {hours} would be taken.",
                 span=span(run.first, None if run.last == first + AHEAD else run.last), hours=usual), True)
        for run in runs(rows, first, first + AHEAD)
        if run.timetable is None
    ]  # fmt: skip


def of_timetables(hall: Hall, before: Sequence[Timetable], after: Sequence[Timetable], since: date) -> list[Line]:
    """What other timetables do: which days they turn, where they leave a gap, what is settled."""
    last = max(since, hall.clock.today()) + AHEAD
    found: list[Line] = []
    turned = turns(before, after, since, last)
    for turn in turned[:_MOST_TURNS]:
        when = span(turn.first, None if turn.last == last else turn.last)
        if turn.after is None:
            continue
        new = {"span": when, "name": turn.after.name, "hours": of_day(turn.after)}
        if turn.before is None or turn.before.name == turn.after.name:
            found.append((Message("{span}: “{name}” {hours}", **new), False))
        else:
            found.append(
                (Message("{span}: “{name}” {hours}, in place of “{old}”", **new, old=turn.before.name), True)
            )
    more = len(turned) - _MOST_TURNS
    if more > 0:
        found.append((Message("... and {count} more spans of days", count=more), False))
    found += _behind(before, after, last)
    found += gaps(after, max(since, hall.clock.today()))
    if not turned:
        found.append((Message("No day gets other hours by this."), True))
    return [*found, *of_past(hall, since)]


def _behind(before: Sequence[Timetable], after: Sequence[Timetable], last: date) -> list[Line]:
    """Days of a new timetable on which another one goes before it."""
    found: list[Line] = []
    for row in (row for row in after if row not in before):
        end = min(row.to_day or last, last)
        for run in runs(after, row.from_day, end) if row.from_day <= end else ():
            if run.timetable is not None and run.timetable != row:
                names = {"span": span(run.first, run.last), "name": run.timetable.name, "other": row.name}
                found.append((Message("{span}: “{name}” goes before “{other}”", **names), True))
    return found[:_MOST_TURNS]


def of_past(hall: Hall, since: date) -> list[Line]:
    """What is said of days that have been."""
    today = hall.clock.today()
    if since > today:
        return [(Message("Days before {day} stay as they are.", day=since.isoformat()), False)]
    over = (today - max(since, punctuality.began(hall))).days
    found: list[Line] = []
    if over > 0:
        found.append((Message("{count} days that are over keep their verdicts unless they are judged anew.",
                              count=over), True))  # fmt: skip
    return [*found, (Message("Today is judged by it at once."), True)]


def of_shift_users(hall: Hall, name: str, since: date, gone: bool) -> list[Line]:
    """Who goes by a shift that is changed, or that would be gone."""
    rows, people = hours.users(hall, name, since)
    if not rows and not people:
        return []
    who = ", ".join(code or say(Message("everyone")) for code in people) or "-"
    values = {"rows": rows, "people": who, "name": name}
    if gone:
        return [(Message("Without hours then: rows of the roster {rows}, weeks of {people}. Change these first.",
                         rows=rows, people=who), True)]  # fmt: skip
    return [(Message("“{name}” is named by rows of the roster {rows}, weeks of {people}.", **values), False)]
