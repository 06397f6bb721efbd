"""Authorisations of chief representatives (首席代表授权): department, number, scope and term, and whether one covers
a decision.

An authorisation of the staff list has neither number nor end. Where a person has one with a number for the same
department, that one holds instead: it is the document that says what was delegated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hallclient.rules.message import Message


@dataclass(frozen=True, slots=True)
class Authorisation:
    """``items`` are codes of the catalogue, none for every item of the department; ``expires`` is the last day."""

    department: str
    number: str = ""
    items: tuple[str, ...] = ()
    valid_from: date | None = None
    expires: date | None = None
    staff: str = ""
    id: int = 0
    withdrawn: bool = False

    def covers(self, department: str, item: str, on: date) -> bool:
        """Whether it holds for an item of a department on a day."""
        return self.department == department and self._holds(on) and self._has(item)

    def _holds(self, on: date) -> bool:
        if self.withdrawn:
            return False
        return (self.valid_from is None or self.valid_from <= on) and (self.expires is None or on <= self.expires)

    def _has(self, item: str) -> bool:
        return not self.items or item in self.items


def state(one: Authorisation, granted: Sequence[Authorisation], on: date) -> str:
    """How an authorisation of a person, one of ``granted``, stands on a day: a code of ``terms.POWERS``."""
    if one.withdrawn:
        return "withdrawn"
    if one.expires is not None and one.expires < on:
        return "ended"
    if one.valid_from is not None and on < one.valid_from:
        return "to_come"
    return "in_force" if one in _counting(granted, one.department) else "replaced"


def covering(granted: Sequence[Authorisation], department: str, item: str, on: date) -> Authorisation | None:
    """The authorisation under which a decision is made; None where none covers it."""
    return next((one for one in _counting(granted, department) if one.covers(department, item, on)), None)


def why_not(granted: Sequence[Authorisation], department: str, item: str, on: date) -> Message | None:
    """Why none covers the decision, of the one that comes nearest; None where there is none for the department."""
    counting = _counting(granted, department)
    for one in counting:
        if one.expires is not None and one.expires < on and one._has(item):
            return Message(
                "The authorisation {number} for {department} ended on {day}.",
                number=one.number, department=department, day=one.expires.isoformat(),
            )  # fmt: skip
        if one.valid_from is not None and on < one.valid_from and one._has(item):
            return Message(
                "The authorisation {number} for {department} begins on {day}.",
                number=one.number, department=department, day=one.valid_from.isoformat(),
            )  # fmt: skip
    if counting:
        return Message(
            "The authorisation {number} for {department} does not cover this item.",
            number=counting[0].number, department=department,
        )  # fmt: skip
    return None


def _counting(granted: Sequence[Authorisation], department: str) -> list[Authorisation]:
    """Those for the department; where there are any with a number, only these, the newest first."""
    own = [one for one in granted if one.department == department and not one.withdrawn]
    numbered = [one for one in own if one.number]
    return sorted(numbered, key=lambda one: (one.valid_from or date.min, one.id), reverse=True) or own
