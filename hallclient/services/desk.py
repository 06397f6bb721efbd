"""The desk: the day in figures, and what is to be done, the most urgent first.

The first screen waits for this module, so it asks the queries itself and imports few services.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Protocol

from db.queries import desk as queries
from db.queries import documents as document_queries
from db.queries import drafts as draft_queries
from db.queries import requests as request_queries
from db.queries import tally
from hallclient.rules import deadlines
from hallclient.rules.clocks import NOTICE_REMINDER, stands
from hallclient.rules.kinds import kind_of
from hallclient.rules.lifecycle import CLOSED_STATES, OPEN_STATES, RUNNING
from hallclient.rules.pending import Pending
from hallclient.services import accounts, request_lines
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall
from hallclient.services.request_lines import Line

MOST_OPEN = 1000
"""A desk with more open requests than this shows the newest; the search finds all."""

_LATE = 9999
"""Sorts what has no limit behind what has one."""


class Clocked(Protocol):
    """What the clock of a request is read from."""

    @property
    def state(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def legal_path(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def deemed_basis(self) -> str: ...
    @property
    def received_on(self) -> date: ...
    @property
    def counted_from(self) -> date | None: ...
    @property
    def notice_due(self) -> date | None: ...
    @property
    def supplement_due(self) -> date | None: ...
    @property
    def promised_due(self) -> date | None: ...
    @property
    def statutory_due(self) -> date | None: ...
    @property
    def paused_since(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What a request waits for, and how long it may.

    ``phase``: ``answer`` or ``redirect`` by its kind; ``notice`` (to be told within five days), ``deemed``
    (accepted by law, 行政许可法 §32), ``accept`` (nothing is missing any more), ``supplement`` (the applicant's
    turn), ``decide``, ``paused`` (a result is awaited, the clock stands), ``collect``, ``over``. ``urgency``:
    overdue, last (the last day before the law itself accepts), today, near, remind (the applicant has not answered
    in time), waiting or running. ``days`` are working days (``unit`` day: calendar days) left until ``due``,
    negative when it is past, None without a limit. ``provisional``: the year of ``due`` is not known.
    """

    phase: str
    urgency: str
    due: date | None = None
    days: int | None = None
    unit: str = "workday"
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """An open request as the desk lists it; ``missing`` is the number of materials still to be brought."""

    number: str
    terminal: str
    state: str
    kind: str
    legal_path: str
    unit: str
    item_name: str
    name: str
    organisation: bool
    received_at: datetime
    received_on: date
    first_asked: str
    owner: str
    department: str
    pending: Pending
    green: str
    visits: int
    notice_due: date | None
    supplement_due: date | None
    accepted_on: date | None
    promised_due: date | None
    statutory_due: date | None
    provisional: bool
    deemed_basis: str
    counted_from: date | None
    paused_since: date | None
    missing: int
    standing: Standing

    @property
    def short_number(self) -> str:
        """Window and serial (03-0012), as lists show it."""
        tail = self.number.rsplit("-", 1)[-1]
        return f"{tail[:2]}-{tail[2:]}"


_LINE = tuple(field.name for field in fields(Task))[:-1]
_of_line: Callable[[Line], tuple[Any, ...]] = attrgetter(*_LINE)
"""What a task takes over from its line; all but the standing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry in the life of a task."""

    at: datetime
    name: str
    action: str


@dataclass(frozen=True, slots=True)
class DeskView:
    """The figures of this window and the tasks of the hall, the most urgent first.

    ``received``, ``accepted`` and ``completed`` are today's; ``names`` are those of the staff by code.
    ``unprinted`` are the documents whose paper has not come out: id, document number, request number.
    ``deferred`` is the number of deferred papers (容缺) whose promised day has come or passed.
    """

    received: int
    accepted: int
    completed: int
    awaiting: int
    near: int
    overdue: int
    parked: int
    deferred: int
    unprinted: tuple[tuple[str, str, str], ...]
    tasks: tuple[Task, ...]
    names: Mapping[str, str]


def view(hall: Hall) -> DeskView:
    """The desk now."""
    today = hall.clock.today()
    window = hall.config.window
    received = tally.by_state(hall.db, today, today, window)
    found = tasks(hall)
    return DeskView(
        received=sum(received.values()),
        accepted=request_queries.count_on(hall.db, "accepted_on", today, window),
        completed=sum(n for state, n in received.items() if state in CLOSED_STATES or state == "decided"),
        awaiting=sum(t.state == "awaiting_supplement" for t in found),
        near=sum(t.standing.urgency in ("near", "today", "last") for t in found),
        overdue=sum(t.standing.urgency == "overdue" for t in found),
        parked=sum(draft.parked_at is not None for draft in draft_queries.every(hall.db, hall.terminal)),
        deferred=queries.deferred_due(hall.db, tuple(sorted(OPEN_STATES)), today),
        unprinted=tuple(document_queries.waiting_numbers(hall.db, hall.terminal)),
        tasks=found,
        names=accounts.names(hall),
    )


def tasks(hall: Hall) -> tuple[Task, ...]:
    """The open requests, the most urgent first."""
    wanted = request_lines.Filter(states=tuple(sorted(OPEN_STATES)))
    lines = request_lines.page(hall, wanted, MOST_OPEN)
    found = [Task(*(*_of_line(line), standing(hall, line))) for line in lines]
    found.sort(key=lambda t: (_place(t.standing), t.standing.urgency == "remind", t.number))
    return tuple(found)


def _place(standing: Standing) -> int:
    """What is in the hall's hands by its days, then what waits for others."""
    if standing.urgency == "remind":
        return 0
    return _LATE if standing.days is None or standing.urgency == "waiting" else standing.days


def standing(hall: Hall, request: Clocked) -> Standing:
    """What ``request`` waits for today.

    A complaint is to be answered within its limit. The desk counts to the notice while papers are only received,
    to the promise (else the statute) while the matter is handled; nothing runs while it waits for the applicant.
    What was supplied whole is accepted today.
    """
    if request.state == "registered":
        return _received(hall, request)
    if request.state == "awaiting_supplement":
        return _awaited(hall, request)
    if request.state in RUNNING:
        due = request.promised_due or request.statutory_due
        if stands(due, request.paused_since):
            return Standing("paused", "waiting", due, provisional=_is_guessed(hall, due))
        return _counted(hall, "decide", due, request.unit)
    if request.state == "decided":
        return Standing("collect", "waiting")
    return Standing("over", "running")


def _received(hall: Hall, request: Clocked) -> Standing:
    if request.kind == "handed_on":
        return Standing("redirect", "running")
    if "answer" in kind_of(request.kind).has:
        return _counted(hall, "answer", request.promised_due, request.unit)
    if request.supplement_due is not None:
        return Standing("accept", "today", None, 0)
    if request.notice_due is None:
        return Standing("accept", "running")
    read = _counted(hall, "notice", request.notice_due, "workday")
    if request.legal_path != "licence" and not request.deemed_basis:
        return read
    if read.days in (0, NOTICE_REMINDER):
        return replace(read, urgency="near" if read.days else "last")
    received = request.counted_from or request.received_on
    if read.urgency == "overdue" and deadlines.deemed_accepted(work_calendar(hall), received, hall.clock.today()):
        return replace(read, phase="deemed")
    return read


def _awaited(hall: Hall, request: Clocked) -> Standing:
    """Nothing runs while the applicant is asked; past the day for the supplement somebody reminds of it."""
    due = request.supplement_due
    if due is None:
        return Standing("supplement", "waiting")
    days = deadlines.days_left(work_calendar(hall), hall.clock.today(), due)
    return Standing("supplement", "remind", due, days) if days < 0 else Standing("supplement", "waiting", due)


def _counted(hall: Hall, phase: str, due: date | None, unit: str) -> Standing:
    if due is None:
        return Standing(phase, "running")
    days = deadlines.days_left(work_calendar(hall), hall.clock.today(), due, unit)
    near = days <= hall.config.near_days
    urgency = "overdue" if days < 0 else "today" if days == 0 else "near" if near else "running"
    return Standing(phase, urgency, due, days, unit, _is_guessed(hall, due))


def _is_guessed(hall: Hall, due: date | None) -> bool:
    return due is not None and not work_calendar(hall).knows(due.year)


def last_steps(
    hall: Hall, some: Sequence[Task], names: Mapping[str, str], most: int = 5
) -> dict[str, tuple[Step, ...]]:
    """The last steps of some tasks by ``number@terminal``, oldest first; one query for a page of them."""
    found: dict[str, list[Step]] = {}
    rows = queries.steps(hall.db, [f"{task.number}@{task.terminal}" for task in some])
    for subject, at, staff, action, _body in rows:
        found.setdefault(subject, []).append(Step(hall.clock.local(at), names.get(staff, staff), action))
    return {subject: tuple(steps[-most:]) for subject, steps in found.items()}
