"""Load of the whole hall: what this database knows, and for windows it knows nothing of, the shared summary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hallclient.jobs.hall_board import HallView
from hallclient.reports import load as report
from hallclient.reports.table import Table, Term
from hallclient.rules import load as rules
from hallclient.rules.load import Advice, Load, Tally
from hallclient.rules.message import Message
from hallclient.rules.visit_times import HALL, NO_TIMES, Key
from hallclient.services import accounts, load, windows
from hallclient.services.hall import Hall
from hallclient.services.load import Facts
from hallclient.sync.lines import Record
from hallclient.sync.reading import Shared

SharedMonth = Callable[[date], Shared | None]
"""The shared summary of the month of a day; None where no shared file is set."""


@dataclass(frozen=True, slots=True)
class HallLoad:
    """A period of the hall, from which every view is made without reading again.

    ``told`` are the counts by window that came from the shared summary, ``told_open`` the days on which those
    windows were open, ``names`` the names of windows and people, ``special`` the windows of some departments only.
    """

    facts: Facts
    told: Mapping[int, Tally]
    told_open: Mapping[int, int]
    windows: Mapping[int, Message]
    staff: Mapping[str, str]
    special: frozenset[int]
    hot: int
    cold: int

    @property
    def whole(self) -> Load:
        """The hall as one bar."""
        tallies = rules.grouped(self.facts.parts, "window")
        waiting, serving = self.facts.times[HALL].get("", (NO_TIMES, NO_TIMES))
        return Load("", rules.total([*tallies.values(), *self.told.values()]), waiting, serving)

    def by(self, group: str) -> tuple[Load, ...]:
        """The bars by window, staff, department or hour. People, departments and hours of windows that came from
        the summary are not known."""
        facts = self.facts
        tallies = rules.grouped(facts.parts, group)
        visits = facts.times[group]
        if group != "window":
            return rules.loads(tallies, visits)
        opened = {number: len(facts.open_days.get(number, ())) for number in self.windows}
        opened |= {number: len(days) for number, days in facts.open_days.items()}
        opened |= self.told_open
        return rules.loads({**tallies, **self.told}, visits, opened, self.hot, self.cold)

    def advice(self) -> tuple[Advice, ...]:
        """Which windows could be made 综合."""
        return rules.advice(self.by("window"), self.special)

    def name(self, group: str, key: Key) -> Message | str:
        """What a bar is called."""
        if group == "window":
            return self.windows.get(int(key)) or windows.title(int(key))
        if group == "hour":
            return f"{int(key):02d}:00-{int(key) + 1:02d}:00"
        return self.staff.get(str(key), str(key)) if group == "staff" else str(key)


def table(hall: Hall, first: date, last: date, *, subtitle: str = "") -> Table:
    """The load of a period as a report: the hall, then its windows, people, departments and hours."""
    found = hall_load(hall, first, last, HallView(hall).shared)
    lines = [report.Line("hall", Term("", Message("Whole hall")), found.whole)]
    for group in rules.GROUPS:
        lines += [report.Line(group, Term(str(row.key), found.name(group, row.key)), row) for row in found.by(group)]
    notes = [could_be_general(one) for one in found.advice()]
    if found.told:
        notes.append(from_the_share(found))
    return report.load_table(lines, subtitle=subtitle, notes=notes)


def could_be_general(one: Advice) -> Message:
    """The advice in words."""
    if not one.of:
        return Message("Window {window} has room: it could take every matter.", window=one.window)
    hot = " ".join(str(number) for number in one.of)
    return Message("Window {window} could take every matter and relieve {hot}.", window=one.window, hot=hot)


def from_the_share(found: HallLoad) -> Message:
    """Which windows' figures are those of the shared summary, as each day ended."""
    numbers = " ".join(str(number) for number in sorted(found.told))
    return Message("From the shared summary: windows {names}", names=numbers)


def hall_load(hall: Hall, first: date, last: date, shared: SharedMonth) -> HallLoad:
    """Read a period; days that have not come yet are empty."""
    facts = load.facts(hall, first, last)
    told, told_open = _told(hall, facts, shared) if not hall.config.database else ({}, {})
    return HallLoad(
        facts,
        told,
        told_open,
        windows.titles(hall),
        accounts.names(hall),
        frozenset(window.number for window in windows.every(hall) if window.kind == "special"),
        hall.config.load_hot_percent,
        hall.config.load_cold_percent,
    )


def _told(hall: Hall, facts: Facts, shared: SharedMonth) -> tuple[dict[int, Tally], dict[int, int]]:
    """Counts and open days of the windows of which this database knows nothing."""
    here = {part.window for part in facts.parts} | {hall.config.window}
    tallies: dict[int, Tally] = defaultdict(Tally)
    opened: dict[int, set[str]] = defaultdict(set)
    for record in _window_days(facts.first, facts.last, shared):
        window = int(record.fields.get("w", 0))
        if not window or window in here:
            continue
        tally = _tally(record)
        tallies[window] += tally
        if tally.received or record.body.get("opened"):
            opened[window].add(record.day)
    return dict(tallies), {window: len(opened[window]) for window in tallies}


def _window_days(first: date, last: date, shared: SharedMonth) -> Iterable[Record]:
    month = first.replace(day=1)
    while month <= last:
        found = shared(month)
        for record in found.records if found is not None else ():
            if record.kind == "window_day" and first.isoformat() <= record.day <= last.isoformat():
                yield record
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _tally(record: Record) -> Tally:
    """The counts of a record; those of another version may lack some."""

    def number(name: str) -> int:
        value = record.body.get(name)
        return value if type(value) is int else 0

    return Tally(
        number("received"), number("completed"), number("decided"), number("promise_due"), number("promise_kept")
    )
