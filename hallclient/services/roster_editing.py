"""The roster changed by hand: what was marked is checked, and saved in one transaction with its entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hallclient.errors import BadInput, Conflict
from hallclient.rules import roster as rules
from hallclient.rules.message import Message
from hallclient.rules.plan import Assignment
from hallclient.services import accounts, journal, plans, rosters, settling, windows
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

Cell = tuple[date, str]
"""Day and person."""

Rows = tuple[Assignment, ...]
_MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Saved:
    """How many cells were changed, and how many verdicts with them."""

    cells: int
    verdicts: int


def cells(hall: Hall, first: date, last: date) -> dict[Cell, Rows]:
    """What the roster says of some days, where it says something."""
    return {key: in_order(rows.values()) for key, rows in rosters.roster(hall, first, last).items()}


def in_order(rows: Iterable[Assignment]) -> Rows:
    """Rows of a person and day in one order, so that the same rows are equal."""
    return tuple(sorted(rows, key=lambda row: row.half))


class Checker:
    """Says what is wrong with a row. Asks the database once."""

    def __init__(self, hall: Hall) -> None:
        self.shifts = plans.shifts(hall)
        self.people = {person.code: person for person in accounts.everyone(hall)}
        self.windows = {window.number for window in windows.every(hall)}

    def problem(self, cell: Cell, row: Assignment) -> Message | None:
        """What is wrong with one row of a cell; None where nothing is."""
        day, code = cell
        person = self.people.get(code)
        if person is None:
            return Message("Nobody with the code {code} works here.", code=code)
        if not person.active:
            return Message("{code} has left the hall.", code=code)
        if row.window is not None and row.window not in self.windows:
            return Message("Window {number} is not known.", number=row.window)
        covered = rules.cover_problem(row.covers, code, self.people.keys())
        return covered or rules.shift_problem(row, day, self.shifts)


def save(
    hall: Hall,
    actor: Actor | None,
    before: Mapping[Cell, Rows],
    after: Mapping[Cell, Rows],
    progress: settling.Progress | None = None,
) -> Saved:
    """Put the rows ``after`` in place of ``before``, which is what the person saw, all or nothing.

    Verdicts of days that have been are made anew at once, and what has changed is kept; ``progress`` is told how far
    that has come. Raises
    :class:`NotAllowed`, :class:`BadInput` for a row that does not hold, and :class:`Conflict` where somebody else
    changed one of the cells meanwhile.
    """
    actor = accounts.demand(actor, "administer")
    changed = {cell: rows for cell, rows in after.items() if rows != before.get(cell, ())}
    if not changed:
        return Saved(0, 0)
    checker = Checker(hall)
    for cell, rows in changed.items():
        for row in rows:
            problem = checker.problem(cell, row)
            if problem is not None:
                where = Message("{day}, {code}", day=cell[0].isoformat(), code=cell[1])
                raise BadInput(problem, Message("Put it right and save again: {where}.", where=where))
    first, last = min(changed)[0], max(changed)[0]
    with hall.write():
        have = cells(hall, first, last)
        if any(have.get(cell, ()) != before.get(cell, ()) for cell in changed):
            raise Conflict(
                Message("Somebody else has changed this meanwhile."), Message("Look again; nothing was changed.")
            )
        known = len(settling.changes(hall, first, last))
        plans_of = {cell: {row.half: row for row in rows} for cell, rows in changed.items()}
        rosters.save_roster(hall, actor, plans_of, progress)
        body = {"cells": len(changed), "codes": sorted({code for _, code in changed})[:_MOST_NAMED]}
        journal.record(hall, actor.code, "edit", "roster", f"{first}..{last}", body)
        verdicts = len(settling.changes(hall, first, last)) - known
    return Saved(len(changed), verdicts)
