"""What an import found and would do, before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hallclient.jobs.imports.columns import Problem
from hallclient.rules.item_diff import Difference
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall
from hallclient.services.recompute import Recomputed


def _nothing(hall: Hall, actor: Actor) -> None:
    """Nothing is to be saved."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One item that an import would add or change, field by field; ``starts`` None means at once."""

    code: str
    name: str
    added: bool
    starts: date | None
    differences: tuple[Difference, ...]


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
    close: Callable[[], None] = lambda: None
    """Lets go of what was kept for ``save``."""
    problem_count: int = 0
    """Where only the first problems are named here: how many there are, in ``bad`` rows, all in ``problem_file``."""
    bad: int = 0
    problem_file: Path | None = None
    recomputed: list[Recomputed] = field(default_factory=list)
    """Requests whose provisional dates ``save`` has counted anew."""
    changes: list[Changed] = field(default_factory=list)
    first: Callable[[Hall], None] = lambda hall: None
    """Is done before the transaction of ``save``, and stands whether that comes to pass or not."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``imported`` is False when problems kept everything out; then nothing counts as added or changed.

    Of very many ``problems`` the first; ``problem_file`` has them all, None where there are none."""

    read: int
    added: int
    changed: int
    same: int
    problems: tuple[Problem, ...]
    imported: bool
    remarks: tuple[Problem, ...] = ()
    problem_count: int = 0
    problem_file: Path | None = None
    recomputed: tuple[Recomputed, ...] = ()
    changes: tuple[Changed, ...] = ()

    def as_dict(self, say: Callable[[Any], str]) -> dict[str, Any]:
        """Plain values; ``say`` puts a message into words."""
        problems, remarks = ([_plain(one, say) for one in found] for found in (self.problems, self.remarks))
        value: dict[str, Any] = {
            "read": self.read,
            "added": self.added,
            "changed": self.changed,
            "same": self.same,
            "problems": problems,
            **({"remarks": remarks} if remarks else {}),
        }
        if self.problem_file is not None:
            value |= {"problem_count": self.problem_count, "problem_file": str(self.problem_file)}
        return value


def _plain(problem: Problem, say: Callable[[Any], str]) -> dict[str, Any]:
    return {
        "row": problem.row,
        "field": problem.field,
        "column": problem.column,
        "message": say(problem.message),
    }
