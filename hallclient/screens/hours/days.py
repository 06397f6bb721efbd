"""Page 4: days that differ: with times of their own, made up (调休上班), or off."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hallclient.dialogs.ask_text import AskText
from hallclient.dialogs.choose import Choose, Option
from hallclient.dialogs.consequences import Consequences
from hallclient.jobs.imports import timetable as reading
from hallclient.jobs.imports.columns import Line as ImportLine
from hallclient.language import say
from hallclient.rules.effective import changed, ended, first_change
from hallclient.rules.message import Message
from hallclient.rules.timetable import Timetable
from hallclient.screens.hours import saving, words
from hallclient.screens.hours.form import Asked, RowForm, read_row
from hallclient.screens.hours.page import HoursPage
from hallclient.screens.hours.timetables import of_values, times
from hallclient.screens.typed_day import read_day
from hallclient.services import calendar, holidays, hours, plans
from hallclient.services.plans import Plans
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell
from hallclient.widgets.top_bar import WEEKDAYS

_BACK = timedelta(days=62)
KINDS = {
    "own": Message("Times of its own"),
    "workday": Message("Make-up working day"),
    "holiday": Message("Day off"),
}
_OCCASIONS = {
    "New Year's Day": Message("New Year's Day"),
    "Spring Festival": Message("Spring Festival"),
    "Tomb-sweeping Day": Message("Tomb-sweeping Day"),
    "Labour Day": Message("Labour Day"),
    "Dragon Boat Festival": Message("Dragon Boat Festival"),
    "National Day": Message("National Day"),
    "Mid-autumn Festival": Message("Mid-autumn Festival"),
}
"""The names under which the program's own calendar comes; others are shown as they were entered."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that differs; ``table`` where it has times of its own, ``hours`` None where nobody works."""

    day: date
    kind: str
    name: str
    hours: Timetable | None
    table: Timetable | None = None


class DaysPage(HoursPage):
    """From two months back to a year ahead."""

    NAME = "days"
    TITLE = Message("Single days")
    EMPTY = Message("Every day is as its week says; A adds a day with times of its own, or a make-up workday.")
    COLUMNS = (
        Column(Message("Day"), 10),
        Column(Message("Weekday"), 4),
        Column(Message("Differs by"), 22),
        Column(Message("Occasion"), least=8),
        Column(Message("Hours"), least=23, share=2),
    )

    def read(self) -> list[Any]:
        """Days of the calendar and timetables of one day, in order."""
        first, last = self.today - _BACK, self.today + words.AHEAD
        self.rows = plans.timetables(self.hall)
        plan = Plans(self.hall, first, last)
        found: dict[date, Day] = {}
        self.unknown = []
        for year in range(first.year, last.year + 1):
            known = calendar.days_of(self.hall, year)
            if known is None:
                self.unknown.append(year)
            for day, (working, name) in (known or {}).items():
                if working or day.isoweekday() <= 5:
                    kind = "workday" if working else "holiday"
                    found[day] = Day(day, kind, name, plan.timetable(day) if working else None)
        for row in self.rows:
            if row.from_day == row.to_day:
                found[row.from_day] = Day(row.from_day, "own", row.name, row, row)
        return sorted((row for row in found.values() if first <= row.day <= last), key=lambda row: row.day)

    def show(self, found: list[Any]) -> None:
        """Show the rows; the first time the cursor stands on the next day to come."""
        begin = not self.source.rows
        super().show(found)
        coming = [row.day for row in found if row.day >= self.today]
        if begin and coming:
            self.list.reload(coming[0])

    def above(self) -> Sequence[tuple[Message, str]]:
        """Years without a schedule, and by which hours make-up days go."""
        found = [(Message("The holiday schedule of {year} is not known.", year=year), "bold #ffd75f")
                 for year in self.unknown]  # fmt: skip
        normal = self.hall.config.makeup_hours != "replaced"
        rule = (
            Message("Make-up days: the hours of their own date.")
            if normal
            else Message("Make-up days: the hours of the day replaced.")
        )
        return [*found, (rule, "#a8a8a8")]

    def key(self, row: Day) -> Hashable:
        """The day."""
        return row.day

    def cells(self, row: Day) -> Sequence[Cell]:
        """One cell a column."""
        style = "dim" if row.day < self.today else {"holiday": "", "workday": "due", "own": "strong"}[row.kind]
        shown = words.of_day(row.hours) if row.hours is not None else say(Message("Off"))
        return (
            (row.day.isoformat(), style), (say(WEEKDAYS[row.day.weekday()]), style), (say(KINDS[row.kind]), style),
            (say(_OCCASIONS.get(row.name, row.name)), style), (shown, style if row.hours else "dim"),
        )  # fmt: skip

    def why_not(self, action: str, row: Any) -> Message | None:
        """A day off has no hours."""
        if action == "change" and row is not None and row.kind == "holiday":
            return Message("Nobody works on {day}: it has no times.", day=row.day.isoformat())
        return super().why_not(action, row)

    async def add(self) -> bool:
        """A day that is to differ."""
        options = [Option(kind, words) for kind, words in KINDS.items()]
        kind = await self.screen.ask(Choose[str](Message("What is the day to be?"), options))
        if kind is None:
            return False
        if kind == "own":
            plan = Plans(self.hall, self.today, self.today)
            day = self.today + timedelta(days=1)
            return await self._times(None, replace(plan.timetable(self.today), name="", from_day=day, to_day=day))
        day_typed = await self._ask_day()
        if day_typed is None:
            return False
        name = await self.screen.ask(AskText(KINDS[kind], Message("Occasion"), required=False, max_length=20))
        return name is not None and await self._set(day_typed, kind == "workday", name)

    async def _ask_day(self) -> date | None:
        today = self.today

        def check(text: str) -> Message | None:
            if read_day(text, today, ahead=True) is None:
                return Message("Write the date like 0910, 9-10 or 2026-09-10.")
            return None

        typed = await self.screen.ask(AskText(Message("Which day?"), Message("Day"), check=check, narrow=True))
        return read_day(typed, today, ahead=True) if typed is not None else None

    async def change(self, row: Day) -> bool:
        """Other times of the day; a make-up day gets its own."""
        if row.table is not None:
            return await self._times(row.table, row.table)
        shown = replace(row.hours or self.rows[-1], name=row.name, from_day=row.day, to_day=row.day)
        return await self._times(None, shown)

    async def _times(self, old: Timetable | None, shown: Timetable) -> bool:
        before = tuple(self.rows)

        def read(line: ImportLine) -> dict[str, Any]:
            # A single day ends on the day on which it begins, and keeps the limits of the day's usual hours.
            limits = {name: str(getattr(shown, name)) for name in ("punches", "late_grace", "early_grace")}
            cells = {**limits, "absent_minutes": str(shown.absent_minutes), **line.cells}
            whole = ImportLine(line.row, {**cells, "to": cells["from"]}, line.problems)
            return reading.read(whole)

        def after(new: Timetable) -> tuple[Timetable, ...]:
            return changed(before, old, new) if old is not None and old.from_day == new.from_day else (*before, new)

        def also(values: dict[str, Any]) -> tuple[str, Message] | None:
            if hours.doubled(hours.TIMETABLES, after(of_values(values))) is None:
                return None
            return "name", Message("There is one with the same name and first day already.")

        asked = [
            Asked("name", Message("Occasion"), shown.name, Message("such as 停电"), 20),
            Asked("from", Message("Day"), shown.from_day.isoformat(), Message("like 0601 or 2026-06-01")),
            *times(shown),
        ]

        def form(typed: dict[str, str] | None) -> RowForm:
            return RowForm(Message("Times of a single day"), asked, read, self.today, also=also, typed=typed)

        async def save(typed: dict[str, str]) -> bool:
            return await self._save(before, after(of_values(read_row(read, typed, self.today)[0])))

        return await self.edit(form, save)

    async def end(self, row: Day) -> bool:
        """The day is again what its week says."""
        if row.table is not None:
            return await self._save(self.rows, ended(self.rows, row.table, row.day - timedelta(days=1)))
        return await self._set(row.day, None, "")

    async def _save(self, before: Sequence[Timetable], after: Sequence[Timetable]) -> bool:
        since = first_change(before, after) or self.today
        lines = words.of_timetables(self.hall, before, after, since)
        return await saving.save(self.screen, hours.TIMETABLES, before, after, lines)

    async def _set(self, day: date, working: bool | None, name: str) -> bool:
        said = {
            True: Message("{day} is worked."),
            False: Message("{day} is off."),
            None: Message("{day} is as its week says."),
        }
        lines = [
            (Message(said[working].text, day=day.isoformat()), False),
            (Message("Due dates that are fixed stay; provisional ones are counted anew."), False),
        ]
        if day <= self.today:
            lines.append((Message("Verdicts of that day are made anew at once; what changes is kept."), True))
        if not await self.screen.ask(Consequences(Message("What would follow"), lines)):
            return False
        holidays.set_day(self.hall, self.screen.app.actor, day, working, name)
        self.screen.tell(Message("Saved; it holds from {day}.", day=day.isoformat()))
        return True
