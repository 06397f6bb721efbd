"""Page 1: the hall's timetables, summer and winter, and the days that have none."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from hallclient.jobs.imports import timetable as reading
from hallclient.language import say
from hallclient.rules.effective import Run, changed, ended, first_change, runs
from hallclient.rules.message import Message
from hallclient.rules.timetable import DEFAULT, Timetable
from hallclient.screens.hours import saving, words
from hallclient.screens.hours.form import Asked, RowForm, read_row
from hallclient.screens.hours.page import STYLES, HoursPage, day_text, state, state_cell
from hallclient.services import hours, plans
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell

_TIMES = ("am_start", "am_end", "pm_start", "pm_end")
_NONE = Message("no timetable")


class TimetablesPage(HoursPage):
    """Rows are timetables, and runs of days to come without one."""

    NAME = "timetables"
    TITLE = Message("Timetables")
    EMPTY = Message("There is no timetable: the usual hours are taken.")
    COLUMNS = (
        Column(Message("State"), 7),
        Column(Message("Title of hours"), least=8),
        Column(Message("First day"), 10),
        Column(Message("Last day"), 10),
        Column(Message("Morning"), 11),
        Column(Message("Afternoon"), 11),
        Column(Message("Punches a day"), 4, right=True, optional=2),
        Column(Message("Grace"), 5, right=True, optional=3),
        Column(Message("Abs."), 4, right=True, optional=1),
    )
    rows: list[Timetable]

    def read(self) -> list[Any]:
        """Timetables by first day, one-day ones left to their own page, with the gaps of the year to come."""
        self.rows = plans.timetables(self.hall)
        found: list[Timetable | Run] = [row for row in self.rows if row.from_day != row.to_day]
        found += [run for run in runs(self.rows, self.today, self.today + words.AHEAD) if run.timetable is None]
        return sorted(found, key=lambda row: row.first if isinstance(row, Run) else row.from_day)

    def above(self) -> Sequence[tuple[Message, str]]:
        """What holds today, and the first gap."""
        holds = next((row for row in reversed(self.rows) if row.includes(self.today)), None)
        shown = holds or DEFAULT
        said = [(Message("Today: “{name}” {hours}", name=shown.name, hours=words.of_day(shown)), "bold")]
        return [*said, *((message, "bold #ffd75f") for message, _ in words.gaps(self.rows, self.today)[:1])]

    def key(self, row: Timetable | Run) -> Hashable:
        """Name and first day."""
        return ("", row.first) if isinstance(row, Run) else (row.name, row.from_day)

    def cells(self, row: Timetable | Run) -> Sequence[Cell]:
        """One cell a column."""
        if isinstance(row, Run):
            style = STYLES["gap"]
            last = None if row.last >= self.today + words.AHEAD else row.last
            usual = words.half(DEFAULT, "am"), words.half(DEFAULT, "pm")
            return (state_cell("gap"), (say(_NONE), style), day_text(row.first), day_text(last),
                    *((text, "dim") for text in usual), "", "", "")  # fmt: skip
        code = state(row.from_day, row.to_day, self.today)
        if code == "now" and next(one for one in reversed(self.rows) if one.includes(self.today)) != row:
            code = "behind"
        style = STYLES[code] if code != "now" else ""
        texts = (row.name, day_text(row.from_day), day_text(row.to_day), words.half(row, "am"), words.half(row, "pm"),
                 str(row.punches), f"{row.late_grace}/{row.early_grace}", str(row.absent_minutes))  # fmt: skip
        return (state_cell(code), *((text, style) for text in texts))

    def why_not(self, action: str, row: Any) -> Message | None:
        """A gap can only be filled."""
        if isinstance(row, Run) and action == "end":
            return Message("Here is no timetable: add one, or change the one before.")
        return super().why_not(action, row)

    async def add(self) -> bool:
        """Another timetable, for instance of the summer."""
        holds = next((row for row in reversed(self.rows) if row.includes(self.today)), DEFAULT)
        return await self._edit(None, replace(holds, name="", from_day=self.today + timedelta(days=1), to_day=None))

    async def change(self, row: Timetable | Run) -> bool:
        """Other hours from a day on; a gap is filled."""
        if isinstance(row, Run):
            last = None if row.last >= self.today + words.AHEAD else row.last
            return await self._edit(None, replace(DEFAULT, name="", from_day=row.first, to_day=last))
        start = max(row.from_day, self.today + timedelta(days=1))
        return await self._edit(row, replace(row, from_day=start))

    async def _edit(self, old: Timetable | None, shown: Timetable) -> bool:
        before = tuple(self.rows)

        def after(new: Timetable) -> tuple[Timetable, ...]:
            return changed(before, old, new) if old is not None else (*before, new)

        def also(values: dict[str, Any]) -> tuple[str, Message] | None:
            if hours.doubled(hours.TIMETABLES, after(of_values(values))) is None:
                return None
            return "name", Message("There is one with the same name and first day already.")

        title = Message("Change “{name}”", name=old.name) if old is not None else Message("New timetable")
        text = Message("Holds from the first day on; days before it stay as they are.")

        def form(typed: dict[str, str] | None) -> RowForm:
            return RowForm(title, asked(shown), reading.read, self.today, text=text, also=also, typed=typed)

        async def save(typed: dict[str, str]) -> bool:
            return await self._save(before, after(of_values(read_row(reading.read, typed, self.today)[0])))

        return await self.edit(form, save)

    async def end(self, row: Timetable) -> bool:
        """The last day of a timetable."""
        last = await self.ask_last(Message("End “{name}”", name=row.name), row.from_day)
        return last is not None and await self._save(self.rows, ended(self.rows, row, last))

    async def _save(self, before: Sequence[Timetable], after: Sequence[Timetable]) -> bool:
        since = first_change(before, after) or self.today
        lines = words.of_timetables(self.hall, before, after, since)
        return await saving.save(self.screen, hours.TIMETABLES, before, after, lines)


def of_values(values: dict[str, Any]) -> Timetable:
    """A timetable from what the import reads."""
    return Timetable(**{name: time.fromisoformat(v) if name in _TIMES else v for name, v in values.items()})


def asked(row: Timetable) -> list[Asked]:
    """The lines of the form."""
    minutes = Message("minutes")
    return [
        Asked("name", Message("Title of hours"), row.name, Message("such as 夏令"), 20),
        Asked("from", Message("First day"), row.from_day.isoformat(), Message("like 0601 or 2026-06-01")),
        Asked("to", Message("Last day"), day_text(row.to_day).strip("-"), Message("empty: open")),
        *times(row),
        Asked("punches", Message("Punches a day"), str(row.punches), Message("4 or 2"), 4),
        Asked("late_grace", Message("Grace, late"), str(row.late_grace), minutes, 4),
        Asked("early_grace", Message("Grace, early"), str(row.early_grace), minutes, 4),
        Asked("absent_minutes", Message("Absent from"), str(row.absent_minutes), minutes, 4),
    ]


def times(row: Timetable) -> list[Asked]:
    """The four times of a day."""
    labels = (
        Message("Morning begins"),
        Message("Morning ends"),
        Message("Afternoon begins"),
        Message("Afternoon ends"),
    )
    return [
        Asked(name, label, f"{getattr(row, name):%H:%M}", Message("such as 08:30"), 6)
        for name, label in zip(_TIMES, labels, strict=True)
    ]
