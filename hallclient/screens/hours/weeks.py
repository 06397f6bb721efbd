"""Page 3: weeks of people that differ from the hall's: part time, 哺乳假, Saturdays in turn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hallclient.jobs.imports import hours as reading
from hallclient.jobs.imports.columns import Line as ImportLine
from hallclient.jobs.imports.people import People
from hallclient.language import say
from hallclient.rules.effective import changed, ended, first_change
from hallclient.rules.message import Message
from hallclient.rules.plan import OwnHours, shift_named
from hallclient.screens.hours import saving, words
from hallclient.screens.hours.form import Asked, Read, RowForm, read_row
from hallclient.screens.hours.page import STYLES, HoursPage, day_text, state, state_cell
from hallclient.services import accounts, hours, plans, rosters
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell

_WEEK = frozenset(range(1, 6))


class WeeksPage(HoursPage):
    """By person and first day; everyone's first."""

    NAME = "weeks"
    TITLE = Message("Weeks of people")
    EMPTY = Message("Everyone keeps the hall's hours; A adds part time, 哺乳假 and the like.")
    COLUMNS = (
        Column(Message("State"), 7),
        Column(Message("Person"), 14),
        Column(Message("Weekdays"), 9),
        Column(Message("Shift"), least=14, share=2),
        Column(Message("First day"), 10),
        Column(Message("Last day"), 10),
        Column(Message("Reason"), least=8, optional=1),
    )
    rows: list[OwnHours]

    def read(self) -> list[Any]:
        """Weeks by person."""
        self.rows = plans.own_hours(self.hall)
        self.shifts = plans.shifts(self.hall)
        self.people = {person.code: person for person in accounts.everyone(self.hall)}
        return sorted(self.rows, key=lambda row: (row.staff, row.from_day, sorted(row.weekdays)))

    def key(self, row: OwnHours) -> Hashable:
        """Person, first day and weekdays."""
        return row.staff, row.from_day, row.weekdays

    def _who(self, row: OwnHours) -> str:
        if not row.staff:
            return say(Message("everyone"))
        person = self.people.get(row.staff)
        if person is None or not person.active:
            return say(Message("{code} (has left)", code=row.staff))
        return f"{person.name} {row.staff}"

    def _hours(self, row: OwnHours) -> str:
        if row.shift == "off":
            return say(Message("Off"))
        if not row.shift:
            return say(Message("the hall's hours"))
        shift = shift_named(row.shift, max(row.from_day, self.today), self.shifts)
        return (
            f"{row.shift} {words.of_shift(shift)}" if shift else say(Message("{name}: no such shift", name=row.shift))
        )

    def cells(self, row: OwnHours) -> Sequence[Cell]:
        """One cell a column."""
        code = state(row.from_day, row.to_day, self.today)
        style = STYLES[code] if code != "now" else ""
        unknown = row.shift not in ("", "off") and not any(one.name == row.shift for one in self.shifts)
        texts = (self._who(row), words.weekdays(row.weekdays), self._hours(row), day_text(row.from_day),
                 day_text(row.to_day), row.reason)  # fmt: skip
        cells = [(text, style) for text in texts]
        return (state_cell(code), *cells[:2], (texts[2], "overdue" if unknown else style), *cells[3:])

    async def add(self) -> bool:
        """A week of a person."""
        start = self.today + timedelta(days=1)
        return await self._edit(None, OwnHours("", start, None, _WEEK, ""))

    async def change(self, row: OwnHours) -> bool:
        """Another week of the same person, from a day on."""
        return await self._edit(row, replace(row, from_day=max(row.from_day, self.today + timedelta(days=1))))

    def _reader(self) -> Read:
        people, known = People(self.hall), {name for name, _ in rosters.shifts(self.hall)}

        def read(line: ImportLine) -> dict[str, Any]:
            values = reading.read(line, people, known)
            if values["staff"] in people.left:
                line.wrong("code", Message("{code} has left the hall.", code=values["staff"]))
            return values

        return read

    async def _edit(self, old: OwnHours | None, shown: OwnHours) -> bool:
        before, read = tuple(self.rows), self._reader()

        def after(new: OwnHours) -> tuple[OwnHours, ...]:
            return changed(before, old, new) if old is not None else (*before, new)

        def also(values: dict[str, Any]) -> tuple[str, Message] | None:
            if hours.doubled(hours.WEEKS, after(of_values(values))) is not None:
                return "code", Message("There is one with the same person, weekdays and first day already.")
            return None

        title = Message("Change the week of {name}", name=self._who(old)) if old is not None else Message("New week")
        known = ", ".join(sorted({shift.name for shift in self.shifts})) or "-"
        text = Message("Shift: a name, 休 for days off, empty for the hall's hours. There are: {names}", names=known)

        def form(typed: dict[str, str] | None) -> RowForm:
            return RowForm(title, _asked(shown), read, self.today, text=text, also=also, typed=typed)

        async def save(typed: dict[str, str]) -> bool:
            return await self._save(before, after(of_values(read_row(read, typed, self.today)[0])))

        return await self.edit(form, save)

    async def end(self, row: OwnHours) -> bool:
        """The last day of a week."""
        last = await self.ask_last(Message("End the week of {name}", name=self._who(row)), row.from_day)
        return last is not None and await self._save(self.rows, ended(self.rows, row, last))

    async def _save(self, before: Sequence[OwnHours], after: Sequence[OwnHours]) -> bool:
        since = first_change(before, after) or self.today
        touched = [row for row in (*before, *after) if (row in before) != (row in after)]
        lines = []
        for cut in (row for row in before if any(_ends_sooner(row, other) for other in after)):
            name = f"{self._who(cut)} {words.weekdays(cut.weekdays)} {self._hours(cut)}"
            lines.append((Message("“{name}” ends before {day}", name=name, day=since.isoformat()), False))
        for new in (row for row in after if row not in before and not any(_ends_sooner(old, row) for old in before)):
            said = {"name": self._who(new), "days": words.weekdays(new.weekdays), "hours": self._hours(new)}
            when = words.span(new.from_day, new.to_day)
            lines.append((Message("{span}: {name}, {days}: {hours}", span=when, **said), False))
            lines += [(self._beside(new, other), True) for other in after if other != new and _meet(new, other)]
        gone = [row for row in before if row not in after and all(row.staff != one.staff for one in after)]
        lines += [(Message("{name} keeps the hall's hours again from {day}.", name=self._who(row),
                           day=since.isoformat()), False) for row in gone]  # fmt: skip
        lines += words.of_past(self.hall, since)
        codes = {row.staff for row in touched}
        staff = codes.pop() if len(codes) == 1 else ""
        return await saving.save(self.screen, hours.WEEKS, before, after, lines, staff or None)

    def _beside(self, new: OwnHours, other: OwnHours) -> Message:
        days = words.weekdays(new.weekdays & other.weekdays)
        since = max(new.from_day, other.from_day)
        return Message(
            "{days} since {day}: there is “{other}” too; the one that was entered last goes before it.",
            days=days, day=since.isoformat(), other=self._hours(other),
        )  # fmt: skip


def _meet(one: OwnHours, other: OwnHours) -> bool:
    apart = (one.to_day and one.to_day < other.from_day) or (other.to_day and other.to_day < one.from_day)
    return one.staff == other.staff and not apart and bool(one.weekdays & other.weekdays)


def _ends_sooner(old: OwnHours, row: OwnHours) -> bool:
    sooner = row.to_day is not None and (old.to_day is None or row.to_day < old.to_day)
    return sooner and replace(row, to_day=old.to_day) == old


def of_values(values: dict[str, Any]) -> OwnHours:
    """A week from what the import reads."""
    return OwnHours(**{**values, "weekdays": frozenset(int(digit) for digit in values["weekdays"])})


def _asked(row: OwnHours) -> list[Asked]:
    digits = "".join(map(str, sorted(row.weekdays)))
    shift = {"off": "休"}.get(row.shift, row.shift)
    return [
        Asked("code", Message("Person"), row.staff, Message("code or name; empty: everyone"), 14),
        Asked("weekdays", Message("Weekdays"), digits, Message("such as 1-5 or 一至五"), 10),
        Asked("shift", Message("Shift"), shift, Message("empty: the hall's hours"), 20),
        Asked("from", Message("First day"), row.from_day.isoformat(), Message("like 0601 or 2026-06-01")),
        Asked("to", Message("Last day"), day_text(row.to_day).strip("-"), Message("empty: open")),
        Asked("reason", Message("Reason"), row.reason, Message("such as 哺乳假"), 30),
    ]
