"""What an import found and would do, before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hallclient.jobs.imports.columns import Problem
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


def _nothing(hall: Hall, actor: Actor) -> None:
    """Nothing is to be saved."""


@dataclass
class Prepared:
    """A file read and compared with the hall. ``save`` stores what is new and changed, in the transaction of
    the caller; ``codes`` go into the journal entry of the import. No personal data of applicants in it."""

    read: int
    problems: list[Problem] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    same: int = 0
    codes: list[str] = field(default_factory=list)
    save: Callable[[Hall, Actor], None] = _nothing
    remarks: list[Problem] = field(default_factory=list)
    """What is odd and was taken in all the same."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``imported`` is False when problems kept everything out; then nothing counts as added or changed."""

    read: int
    added: int
    changed: int
    same: int
    problems: tuple[Problem, ...]
    imported: bool
    remarks: tuple[Problem, ...] = ()

    def as_dict(self, say: Callable[[Any], str]) -> dict[str, Any]:
        """Plain values; ``say`` puts a message into words."""
        problems, remarks = (
            [{"row": p.row, "field": p.field, "message": say(p.message)} for p in found]
            for found in (self.problems, self.remarks)
        )
        return {
            "read": self.read,
            "added": self.added,
            "changed": self.changed,
            "same": self.same,
            "problems": problems,
            **({"remarks": remarks} if remarks else {}),
        }
