"""``import``: a file is read, checked against the hall, and taken in whole or not at all."""

from __future__ import annotations

import importlib
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, cast

from hallclient.jobs.imports.columns import Line
from hallclient.jobs.imports.outcome import Outcome, Prepared
from hallclient.jobs.imports.problem_list import problem_list
from hallclient.jobs.imports.table import Source, Watch, open_source
from hallclient.services import accounts, journal
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

KINDS = (
    "items",
    "staff",
    "windows",
    "roster",
    "timetable",
    "calendar",
    "requests",
    "punches",
    "shifts",
    "hours",
    "annual_leave",
    "paper",
)
"""Each is a module of this package."""

_CODES_IN_ENTRY = 200
_MANY = 10_000


class Kind(Protocol):
    """What a module of a kind offers."""

    PERMISSION: str

    def prepare(self, hall: Hall, source: Source) -> Prepared:
        """Read the file and compare it with the hall; changes nothing."""


def import_file(
    hall: Hall,
    actor: Actor | None,
    kind: str,
    path: Path,
    *,
    dry_run: bool = False,
    skip_bad: bool = False,
    watch: Watch = lambda step, done: None,
) -> Outcome:
    """Take in the file: all of it, or with ``skip_bad`` what holds. With ``dry_run`` only say what would happen.

    Raises :class:`NotAllowed`, and :class:`BadInput` for a file that is no table of this kind at all; what is
    wrong in its rows comes back as problems, and as a file of the home's ``exports`` that opens in a spreadsheet
    program. The same file again adds nothing. ``watch`` is told how far it has come.
    """
    module = cast(Kind, importlib.import_module(f"hallclient.jobs.imports.{kind}"))
    actor = accounts.demand(actor, module.PERMISSION)
    source = open_source(path, watch)
    prepared = module.prepare(hall, source)
    with closing(prepared):
        problems = tuple(sorted(prepared.problems, key=lambda problem: problem.row))
        told: dict[str, Any] = {
            "problem_count": prepared.problem_count or len(problems),
            "problem_file": _problem_file(hall, kind, source, prepared),
        }
        if problems and not skip_bad:
            remarks = tuple(prepared.remarks)
            return Outcome(prepared.read, 0, 0, 0, problems, imported=False, remarks=remarks, **told)
        if not dry_run and (prepared.added or prepared.changed):
            _save(hall, actor, kind, source, prepared)
        return Outcome(
            prepared.read,
            prepared.added,
            prepared.changed,
            prepared.same,
            problems,
            imported=True,
            remarks=tuple(prepared.remarks),
            recomputed=tuple(prepared.recomputed),
            changes=tuple(prepared.changes),
            **told,
        )


def _problem_file(hall: Hall, kind: str, source: Source, prepared: Prepared) -> Path | None:
    if prepared.problem_file is not None or not prepared.problems:
        return prepared.problem_file
    with problem_list(hall, kind, source.digest) as listed:
        for row, found in groupby(sorted(prepared.problems, key=lambda p: p.row), lambda p: p.row):
            listed.add(Line(row, {}, list(found)))
    return listed.path


def _save(hall: Hall, actor: Actor, kind: str, source: Source, prepared: Prepared) -> None:
    body = {
        "file": source.digest,
        "read": prepared.read,
        "added": prepared.added,
        "changed": prepared.changed,
        "bad": prepared.bad or len({problem.row for problem in prepared.problems}),
        "codes": prepared.codes[:_CODES_IN_ENTRY],
    }
    prepared.first(hall)
    with hall.write():
        prepared.save(hall, actor)
        journal.record(hall, actor.code, "import", "import", f"{kind}/{source.digest[:16]}", body)
    if prepared.added > _MANY:
        # What is read next need not be looked for in a log as long as the ledger.
        hall.checkpoint()
