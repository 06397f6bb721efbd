"""The sheet that is being marked: what is stored, what was marked since, and copying from week to week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hallclient.rules.message import Message
from hallclient.rules.plan import Assignment, Shift, shift_named
from hallclient.rules.roster import with_row
from hallclient.services import roster_editing
from hallclient.services.accounts import Person
from hallclient.services.hall import Hall
from hallclient.services.plans import Plans
from hallclient.services.roster_editing import Cell, Checker, Rows, in_order

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Copied:
    """How a copy of a week went: cells taken over, and what was left out, each with why."""

    cells: int
    left_out: tuple[tuple[Cell, Message], ...]


@dataclass
class Sheet:
    """Cells by day and person. ``stored`` is what was read, ``marked`` what differs from it so far."""

    hall: Hall
    stored: dict[Cell, Rows] = field(default_factory=dict)
    marked: dict[Cell, Rows] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    """Kind of duty → the shift that was chosen for it last."""
    _undone: list[dict[Cell, Rows]] = field(default_factory=list)

    def read(self, first: date, last: date) -> None:
        """Read some days; what was marked stays, and what it was marked upon stays what is compared on saving."""
        self.checker = Checker(self.hall)
        self.plans = Plans(self.hall, first, last)
        fresh = roster_editing.cells(self.hall, first, last)
        shown = {cell for cell in self.stored if first <= cell[0] <= last}
        kept = {cell: self.stored.get(cell, ()) for cell in self.marked}
        for cell in shown | fresh.keys():
            self.stored[cell] = kept.get(cell, fresh.get(cell, ()))

    @property
    def shifts(self) -> list[Shift]:
        """The hall's shifts."""
        return self.checker.shifts

    def people(self, first: date, last: date) -> list[Person]:
        """By window and code; of those who left, whom the roster still names on these days."""
        named = {
            code for (day, code), rows in {**self.stored, **self.marked}.items() if rows and first <= day <= last
        }
        everyone = [person for person in self.checker.people.values() if person.active or person.code in named]
        return sorted(everyone, key=lambda p: (not p.active, p.window is None, p.window or 0, p.code))

    def rows(self, cell: Cell) -> Rows:
        """What the cell says now."""
        return self.marked.get(cell, self.stored.get(cell, ()))

    def expected(self, person: Person, day: date) -> bool:
        """Whether the person has to be there on a day of which the roster says nothing."""
        plan = self.plans.of(person.code, day, person.window is not None)
        return plan.first_expected is not None

    def mark(self, changes: dict[Cell, Rows]) -> None:
        """Mark cells; one step to be undone."""
        self._undone.append(dict(self.marked))
        for cell, rows in changes.items():
            rows = in_order(rows)
            if rows == self.stored.get(cell, ()):
                self.marked.pop(cell, None)
            else:
                self.marked[cell] = rows

    def undo(self) -> bool:
        """Take the last step back; False where there is none."""
        if not self._undone:
            return False
        self.marked = self._undone.pop()
        return True

    def put(self, cell: Cell, row: Assignment) -> Message | None:
        """Put a row into a cell, or take it out where it is there already; why not, where it does not hold."""
        rows = self.rows(cell)
        same = next((one for one in rows if one.half == row.half and one.shift == row.shift), None)
        if same is not None:
            self.mark({cell: tuple(one for one in rows if one != same)})
            return None
        window = next((one.window for one in rows if one.window is not None), None)
        row = replace(row, window=row.window if row.window is not None or row.half == "off" else window)
        problem = self.checker.problem(cell, row)
        if problem is None:
            self.mark({cell: with_row(rows, row)})
        return problem

    def choices(self, half: str, day: date) -> list[Shift]:
        """The shifts of a kind that there are on a day."""
        names = dict.fromkeys(shift.name for shift in self.shifts)
        found = [shift_named(name, day, self.shifts) for name in names]
        return [shift for shift in found if shift is not None and shift.kind == half]

    def copy_week(self, monday: date, people: Sequence[Person]) -> Copied:
        """Take the week of ``monday`` over into the next one. Left out is what does not hold there: people who left,
        shifts that are not there, days of which one is worked and the other is not."""
        changes: dict[Cell, Rows] = {}
        left_out: list[tuple[Cell, Message]] = []
        for number in range(7):
            day = monday + timedelta(days=number)
            for person in people:
                rows, target = self.rows((day, person.code)), (day + _WEEK, person.code)
                if rows:
                    problem = self._problem(day, target, rows)
                    if problem is None:
                        changes[target] = rows
                    else:
                        left_out.append((target, problem))
        if changes:
            self.mark(changes)
        return Copied(len(changes), tuple(left_out))

    def _problem(self, day: date, target: Cell, rows: Rows) -> Message | None:
        if self.plans.works(day) != self.plans.works(target[0]):
            other = Message("{day} is worked.") if self.plans.works(target[0]) else Message("{day} is off.")
            return Message(other.text, day=target[0].isoformat())
        return next((found for row in rows if (found := self.checker.problem(target, row)) is not None), None)

    def rebase(self) -> int:
        """Read again what was marked upon, after somebody else has changed it; returns how many cells they changed.
        The marks stay, to be looked at and saved again."""
        days = [day for day, _ in self.marked]
        fresh = roster_editing.cells(self.hall, min(days), max(days))
        others = [cell for cell in self.marked if fresh.get(cell, ()) != self.stored.get(cell, ())]
        self.stored |= {cell: fresh.get(cell, ()) for cell in others}
        self.marked = {cell: rows for cell, rows in self.marked.items() if rows != self.stored.get(cell, ())}
        return len(others)

    def saved(self) -> None:
        """What was marked is stored now."""
        self.stored |= self.marked
        self.marked = {}
        self._undone.clear()
