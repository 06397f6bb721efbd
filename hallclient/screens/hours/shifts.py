"""Page 2: shifts (班次): hours under a name, for part time, Saturdays, appointments and nights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from hallclient.jobs.imports import shifts as reading
from hallclient.language import say
from hallclient.rules.effective import changed, ended, first_change
from hallclient.rules.message import Message
from hallclient.rules.plan import Shift
from hallclient.rules.terms import SHIFT_KINDS
from hallclient.screens.hours import saving, words
from hallclient.screens.hours.form import Asked, RowForm, read_row
from hallclient.screens.hours.page import STYLES, HoursPage, day_text, state, state_cell
from hallclient.services import hours, plans
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell


class ShiftsPage(HoursPage):
    """By name and first day."""

    NAME = "shifts"
    TITLE = Message("Shifts")
    EMPTY = Message("There are no shifts; A adds one for part time, Saturdays, appointments or nights.")
    COLUMNS = (
        Column(Message("State"), 7),
        Column(Message("Title of hours"), least=10),
        Column(Message("Kind"), 9),
        Column(Message("Spans"), least=11, share=2),
        Column(Message("First day"), 10),
        Column(Message("Last day"), 10),
        Column(Message("Grace"), 5, right=True, optional=1),
        Column(Message("Abs."), 4, right=True, optional=2),
    )
    rows: list[Shift]

    def read(self) -> list[Any]:
        """Shifts by name."""
        self.rows = plans.shifts(self.hall)
        return sorted(self.rows, key=self.key)

    def key(self, row: Shift) -> tuple[str, date]:
        """Name and first day."""
        return row.name, row.from_day

    def cells(self, row: Shift) -> Sequence[Cell]:
        """One cell a column."""
        code = state(row.from_day, row.to_day, self.today)
        style = STYLES[code] if code != "now" else ""
        texts = (row.name, say(SHIFT_KINDS[row.kind]), words.of_shift(row), day_text(row.from_day),
                 day_text(row.to_day), f"{row.late_grace}/{row.early_grace}", str(row.absent_minutes))  # fmt: skip
        return (state_cell(code), *((text, style) for text in texts))

    async def add(self) -> bool:
        """A new shift."""
        start = self.today + timedelta(days=1)
        return await self._edit(None, Shift("", start, None, ((time(9), time(12)),), kind="extended"))

    async def change(self, row: Shift) -> bool:
        """Other hours under the same name, from a day on."""
        return await self._edit(row, replace(row, from_day=max(row.from_day, self.today + timedelta(days=1))))

    async def _edit(self, old: Shift | None, shown: Shift) -> bool:
        before = tuple(self.rows)

        def after(new: Shift) -> tuple[Shift, ...]:
            return changed(before, old, new) if old is not None else (*before, new)

        def also(values: dict[str, Any]) -> tuple[str, Message] | None:
            if hours.doubled(hours.SHIFTS, after(of_values(values))) is not None:
                return "name", Message("There is one with the same name and first day already.")
            return None

        title = Message("Change “{name}”", name=old.name) if old is not None else Message("New shift")
        kinds = "/".join(say(word) for word in SHIFT_KINDS.values())
        text = Message("Holds from the first day on; days before it stay as they are. Kinds: {kinds}.", kinds=kinds)

        def form(typed: dict[str, str] | None) -> RowForm:
            return RowForm(title, _asked(shown), reading.read, self.today, text=text, also=also, typed=typed)

        async def save(typed: dict[str, str]) -> bool:
            new = of_values(read_row(reading.read, typed, self.today)[0])
            gone = old is not None and old.name != new.name
            return await self._save(before, after(new), old if gone else None, new)

        return await self.edit(form, save)

    async def end(self, row: Shift) -> bool:
        """The last day of a shift."""
        last = await self.ask_last(Message("End “{name}”", name=row.name), row.from_day)
        return last is not None and await self._save(self.rows, ended(self.rows, row, last), row, None)

    async def _save(
        self, before: Sequence[Shift], after: Sequence[Shift], gone: Shift | None, new: Shift | None
    ) -> bool:
        since = first_change(before, after) or self.today
        lines = []
        if new is not None:
            lines.append((Message("{span}: “{name}” {hours}", span=words.span(new.from_day, new.to_day),
                                  name=new.name, hours=words.of_shift(new)), False))  # fmt: skip
            lines += words.of_shift_users(self.hall, new.name, since, gone=False)
        if gone is not None:
            lines.append((Message("“{name}” ends before {day}", name=gone.name, day=since.isoformat()), False))
            lines += words.of_shift_users(self.hall, gone.name, since, gone=True)
        lines += words.of_past(self.hall, since)
        return await saving.save(self.screen, hours.SHIFTS, before, after, lines)


def of_values(values: dict[str, Any]) -> Shift:
    """A shift from what the import reads."""
    return Shift(**{**values, "spans": plans.spans_of(values["spans"])})


def _asked(row: Shift) -> list[Asked]:
    minutes = Message("minutes")
    return [
        Asked("name", Message("Title of hours"), row.name, Message("such as 周六延时"), 20),
        Asked("kind", Message("Kind"), say(SHIFT_KINDS[row.kind]), None, 24),
        Asked("spans", Message("Spans"), words.of_shift(row), Message("such as 09:00-12:00"), 36),
        Asked("from", Message("First day"), row.from_day.isoformat(), Message("like 0601 or 2026-06-01")),
        Asked("to", Message("Last day"), day_text(row.to_day).strip("-"), Message("empty: open")),
        Asked("punches", Message("Punches a day"), str(row.punches), Message("4 or 2"), 4),
        Asked("late_grace", Message("Grace, late"), str(row.late_grace), minutes, 4),
        Asked("early_grace", Message("Grace, early"), str(row.early_grace), minutes, 4),
        Asked("absent_minutes", Message("Absent from"), str(row.absent_minutes), minutes, 4),
    ]
