"""What is shown of clocks: how a date was counted, what is excluded, which papers and answers are awaited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from db.queries import clocks as queries
from hallclient.rules import clocks, deadlines, lifecycle
from hallclient.rules.clocks import Excluded
from hallclient.rules.lifecycle import OPEN_STATES, WAITING
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import unfinished
from hallclient.services import requests
from hallclient.services.calendar import work_calendar
from hallclient.services.changes.acceptance import by_law_values
from hallclient.services.changes.clocks import as_stands, excluded_of
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A notice that waits for its answer; ``days`` are working days left for it, negative when the day is past.
    ``refusal`` says why it cannot be closed, None where the item has a basis and the day is past."""

    request: Request
    days: int | None
    refusal: Message | None


@dataclass(frozen=True, slots=True)
class Deferred:
    """A paper that is still to be brought (容缺受理); ``until`` is the promised day, ``days`` as above."""

    number: str
    item_name: str
    owner: str
    code: str
    name: str
    until: date | None
    days: int | None


def explain(hall: Hall, request: Request) -> tuple[Message, ...]:
    """How the dates of a request and its open parts are counted: the snapshots, or before acceptance the day for
    the notice."""
    told = request.supplement_due is not None or request.notice_due is None or request.state not in WAITING
    if request.accepted_on is not None or (request.explanation and told):
        return (*request.explanation, *_of_parts(request))
    not_begun = Message("The time limit has not begun: it starts with acceptance.")
    if told:
        return (not_begun,)
    return (*clocks.notice_steps(work_calendar(hall), request), *(request.explanation or (not_begun,)))


def _of_parts(request: Request) -> Iterator[Message]:
    for part in unfinished(request.tasks):
        if part.due_on is not None and part.explanation:
            yield Message("Part of {department}, due {day}:", department=part.department, day=part.due_on.isoformat())
            yield from part.explanation


def excluded(hall: Hall, request: Request) -> tuple[Excluded, ...]:
    """The time that does not count for a request, in the order in which it was recorded."""
    return as_stands(request, excluded_of(hall, requests.row_of(hall, request.number).id))


def as_accepted(hall: Hall, request: Request) -> Request:
    """The request with the dates that acceptance by law gives it, where that is due; else as it is. What is finished
    in one step with its acceptance is late by them."""
    if not requests.is_deemed(hall, request):
        return request
    values = by_law_values(hall, request)
    return replace(request, promised_due=values["promised_due"], statutory_due=values["statutory_due"])


def unanswered(hall: Hall) -> list[Unanswered]:
    """Every notice that waits for its answer, the longest past its day first."""
    today, calendar = hall.clock.today(), work_calendar(hall)
    found = []
    for request in requests.values_of(hall, queries.waiting(hall.db)):
        due = request.supplement_due
        days = deadlines.days_left(calendar, today, due) if due is not None else None
        found.append(Unanswered(request, days, lifecycle.lapse_refusal(request, today)))
    return found


def deferred(hall: Hall) -> list[Deferred]:
    """Every deferred paper that an open request still waits for, the earliest promise first."""
    today, calendar = hall.clock.today(), work_calendar(hall)
    found = []
    for number, item, owner, code, name, until in queries.deferred(hall.db, tuple(sorted(OPEN_STATES))):
        days = deadlines.days_left(calendar, today, until) if until is not None else None
        found.append(Deferred(number, item, owner, code, name, until, days))
    return found
