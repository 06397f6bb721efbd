"""The province's list against the hall's requests: reads its CSV or XLSX and finds the differences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hallclient.jobs.export import Period
from hallclient.jobs.imports import values
from hallclient.jobs.imports.columns import Column, Problem, lines
from hallclient.jobs.imports.table import open_source, read_sheet
from hallclient.rules import reconciliation, terms, text
from hallclient.rules.reconciliation import Difference, Ours, Theirs
from hallclient.rules.request import Request
from hallclient.services import requests
from hallclient.services.hall import Hall

COLUMNS = (
    Column("province_number", "省平台办件编号", required=True, others=("办件编号", "平台编号", "统一办件编号")),
    Column("number", "受理编号", others=("大厅受理编号",)),
    Column("state", "状态", others=("办件状态",)),
)
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many rows were read, what differs, and what in the file could not be used."""

    read: int
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]


def reconcile(hall: Hall, file: Path, period: Period | None = None) -> Reconciled:
    """Compare. With a ``period`` the requests received in it that the file lacks are named too; nothing is changed.

    Raises :class:`BadInput` for a file that cannot be read.
    """
    source = open_source(file)
    rows: list[Theirs] = []
    problems: list[Problem] = []
    for line in lines(source, read_sheet(source), COLUMNS):
        number = text.reference(line.needed("province_number", _LONGEST))
        words = line.text("state", _LONGEST)
        if line.ok:
            own = text.reference(line.text("number", _LONGEST))
            rows.append(Theirs(line.row, number, own, words, stage(words)))
        problems += line.problems
    found = reconciliation.differences(_ours(hall, rows, period), rows, whole=period is not None)
    return Reconciled(len(rows) + len({problem.row for problem in problems}), tuple(found), tuple(problems))


def stage(words: str) -> str:
    """The stage that the province's word means; empty where nobody knows."""
    if words in reconciliation.WORDS:
        return reconciliation.WORDS[words]
    state = values.parse_code(terms.STATES, words) if words else None
    return reconciliation.STAGES.get(state or "", "")


def _is_a_case(request: Request) -> bool:
    """Whether the province's system has to know of it: no question that was answered, and nobody who was sent on."""
    return request.kind != "consultation" and request.state != "rejected_wrong_body"


def _ours(hall: Hall, rows: list[Theirs], period: Period | None) -> Iterator[Ours]:
    """The requests of the period, and those outside it that the file names."""
    seen = set()
    if period is not None:
        for request in requests.stream(hall, requests.Filter(first=period.first, last=period.last)):
            if request.province_number or _is_a_case(request):
                seen.add(request.number)
                yield Ours(request.number, request.province_number, request.state)
    names = [number for row in rows for number in (row.number,) if number]
    for number, province_number, state in requests.named(hall, [row.province_number for row in rows], names):
        if number not in seen:
            seen.add(number)
            yield Ours(number, province_number, state)
