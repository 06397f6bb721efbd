"""The desk: the day in figures, and what is to be done, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.queries import requests as queries
from hallclient.rules import checklist, deadlines
from hallclient.rules.lifecycle import CLOSED_STATES, OPEN_STATES
from hallclient.rules.request import Request
from hallclient.services import drafts, notices, requests
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall

MOST_OPEN = 1000
"""A desk with more open requests than this shows the newest; the list shows all."""


@dataclass(frozen=True, slots=True)
class Task:
    """An open request with what the clerk sees of its clock.

    ``urgency`` is overdue, today, near, waiting or running; ``days`` the working days left until ``due`` (the
    notice before acceptance, the promised date after), negative when past, None without a limit; ``missing``
    the number of materials to be brought.
    """

    request: Request
    urgency: str
    due: date | None
    days: int | None
    missing: int


@dataclass(frozen=True, slots=True)
class DeskView:
    """The figures of today at this window and the tasks, the most urgent first."""

    received: int
    accepted: int
    completed: int
    awaiting: int
    unprinted: int
    near: int
    overdue: int
    parked: int
    tasks: tuple[Task, ...]


def view(hall: Hall, owner: str | None = None) -> DeskView:
    """The desk now; ``owner`` narrows the tasks to one person's."""
    today = hall.clock.today()
    window = hall.config.window
    received = queries.counts_by_state(hall.db, queries.Filter(window=window, first=today, last=today))
    wanted = queries.Filter(states=tuple(sorted(OPEN_STATES)), owner=owner or "")
    tasks = [task(hall, request) for request in requests.listing(hall, wanted, MOST_OPEN)]
    tasks.sort(key=lambda t: (t.days if t.days is not None else 9999, t.request.number))
    return DeskView(
        received=sum(received.values()),
        accepted=queries.count_on(hall.db, "accepted_on", today, window),
        completed=sum(n for state, n in received.items() if state in CLOSED_STATES or state == "decided"),
        awaiting=sum(t.request.state == "awaiting_supplement" for t in tasks),
        unprinted=len(notices.unprinted(hall)),
        near=sum(t.urgency in ("near", "today") for t in tasks),
        overdue=sum(t.urgency == "overdue" for t in tasks),
        parked=sum(d.parked_at is not None for d in drafts.every(hall)),
        tasks=tuple(tasks),
    )


def task(hall: Hall, request: Request) -> Task:
    """The clock of one request as the clerk sees it today."""
    due = due_of(request)
    missing = len(checklist.open_materials(request.materials))
    if due is None:
        return Task(request, "waiting" if request.state == "awaiting_supplement" else "running", None, None, missing)
    days = deadlines.days_left(work_calendar(hall), hall.clock.today(), due)
    near = days <= hall.config.warn_days
    urgency = "overdue" if days < 0 else "today" if days == 0 else "near" if near else "running"
    return Task(request, urgency, due, days, missing)


def due_of(request: Request) -> date | None:
    """The date that the desk counts to: the notice while only received, the promise (else the statute) while
    it is being handled; none while it waits for the applicant or for collection."""
    if request.state == "registered":
        return request.notice_due if request.supplement_due is None else None
    if request.state in ("accepted", "in_review"):
        return request.promised_due or request.statutory_due
    return None
