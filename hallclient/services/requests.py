"""Requests as values: one, a page, the timeline, what may be done next; and the record of a change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, cast

from db.models.request import Request as Row
from db.models.request import RequestMaterial as MaterialRow
from db.models.task import RequestTask as TaskRow
from db.queries import journal as journal_queries
from db.queries import request_pages as pages
from db.queries import requests as queries
from db.queries import tasks as task_queries
from db.queries.requests import Filter
from hallclient.errors import NotAllowed, NotFound
from hallclient.rules import deadlines, lifecycle, text
from hallclient.rules.guidance import FromAbove, Guidance
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.pending import NOBODY, Pending
from hallclient.rules.request import Person, Request, RequestMaterial, TimelineEntry
from hallclient.rules.task import Task
from hallclient.services import accounts, authorisations, circumstances, evaluation, explanation, journal
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall

__all__ = ["Filter"]

_CLOCK_FIELDS = (
    *("lapse_basis", "deemed_basis", "counted_from", "paused_since", "extended_days", "extension_approver"),
    *("extension_on", "extension_document", "overdue_reason", "overdue_by", "papers_returned", "corrected_on"),
)
"""What moves the clocks, under the same names in table and value."""
_material_values = attrgetter(*(field.name for field in fields(RequestMaterial)))


def record(
    hall: Hall, staff: str, action: str, row: int, body: dict[str, object], stored: Mapping[str, Any] | None = None
) -> int:
    """Write the journal entry of a change to a request, with the digest of its row, which is read again unless it
    is given as ``stored``; tell the sync."""
    values = queries.as_row(hall.db, row) if stored is None else stored
    number, day = str(values["number"]), values["received_on"]
    window, today = f"{values['window']:02d}", hall.clock.today()
    touched = [(day, "open_request", number), (day, "window_day", window)]
    if day != today:
        touched.append((today, "window_day", window))
    return journal.record(
        hall, staff, action, "request", f"{number}@{values['terminal']}", {"state": values["state"], **body}, values,
        touched,
    )  # fmt: skip


def row_of(hall: Hall, number: str) -> Row:
    """The stored row of a request. Raises :class:`NotFound`."""
    row = queries.get(hall.db, text.reference(number), hall.terminal)
    if row is None:
        raise NotFound(
            Message("There is no request with the number {number}.", number=number),
            Message("Look for it with “hallclient search TEXT”."),
        )
    return row


def get(hall: Hall, number: str) -> Request:
    """One request with its materials. Raises :class:`NotFound`."""
    return values_of(hall, [row_of(hall, number)])[0]


def listing(
    hall: Hall,
    wanted: Filter,
    limit: int = 200,
    after: str | None = None,
    before: str | None = None,
    *,
    materials: bool = True,
) -> list[Request]:
    """A page of requests, newest first, below the request ``after`` or just above ``before``."""
    below = place_of(hall, after) if after else None
    above = place_of(hall, before) if before else None
    return values_of(hall, pages.page(hall.db, wanted, limit, below, above), materials=materials)


def place_of(hall: Hall, number: str) -> pages.Place:
    """Where a request stands in the lists. Raises :class:`NotFound`."""
    row = row_of(hall, number)
    return row.received_on, row.id


def count(hall: Hall, wanted: Filter, most: int | None = None) -> int:
    """How many requests a list has; where that would have to be counted out, at most ``most``."""
    return pages.count(hall.db, wanted, most)


def timeline(hall: Hall, request: Request) -> list[TimelineEntry]:
    """The life of a request from the journal, oldest first, the follow-up of a bad review included."""
    names = accounts.names(hall)
    entries = []
    for row in journal_queries.of_subject(hall.db, "request", f"{request.number}@{request.terminal}", "review"):
        body = journal.body_of(row.body)
        entries.append(
            TimelineEntry(
                hall.clock.local(row.at),
                row.staff,
                names.get(row.staff, row.staff),
                row.action,
                str(body.get("state", "")),
                str(body.get("words", "")),
                row.entry,
                str(body.get("overdue_reason", "")),
                names.get(by := str(body.get("overdue_by", "")), by),
            )
        )
    return entries


def offers(hall: Hall, request: Request, actor: Actor | None) -> tuple[lifecycle.Offer, ...]:
    """Every action with the reason why it cannot be taken now; nobody who has left since takes any."""
    try:
        who = authorisations.who(hall, actor) if actor else None
    except NotAllowed as left:
        return tuple(lifecycle.Offer(action, left.message) for action in lifecycle.STEPS)
    found = lifecycle.offers(request, who, deemed=is_deemed(hall, request))
    rated = evaluation.visit_refusal(hall, row_of(hall, request.number).id)
    return tuple(replace(one, reason=rated) if one.action == "rate" and one.allowed else one for one in found)


def is_deemed(hall: Hall, request: Request) -> bool:
    """Whether the request counts as accepted by law for want of a notice (行政许可法 §32(1)(4))."""
    if request.state != "registered" or request.supplement_due or request.kind == "handed_on":
        return False
    if not request.deemable or request.notice_due is None:
        return False
    return deadlines.deemed_accepted(work_calendar(hall), request.counts_from, hall.clock.today())


def values_of(hall: Hall, rows: Sequence[Row], *, materials: bool = True) -> list[Request]:
    """Stored rows as values, with their materials unless these are not needed."""
    papers = queries.materials(hall.db, [row.id for row in rows]) if rows and materials else {}
    joint = [row.id for row in rows if kind_of(row.kind).in_parts]
    parts = task_queries.of_requests(hall.db, joint) if joint else {}
    return [value_of(hall, row, papers.get(row.id, ()), parts.get(row.id, ())) for row in rows]


def new_value(hall: Hall, row: Mapping[str, Any], papers: Iterable[Mapping[str, Any]]) -> Request:
    """A request that was inserted a moment ago, from what was inserted; columns not named have their default."""
    stored = cast(Row, SimpleNamespace(**{**_blank(Row), **row}))
    unmarked = _blank(MaterialRow)
    return value_of(hall, stored, cast(list[MaterialRow], [SimpleNamespace(**{**unmarked, **p}) for p in papers]))


@cache
def _blank(model: type[Row] | type[MaterialRow]) -> dict[str, Any]:
    return {field.name: field.default for field in model._meta.sorted_fields}


def value_of(hall: Hall, row: Row, papers: Iterable[MaterialRow], parts: Iterable[TaskRow] = ()) -> Request:
    """A row with its materials, and the parts of a joint matter, as a value."""
    local = hall.clock.local
    agent = Person(row.agent_name, row.agent_id_type, row.agent_id, row.agent_phone) if row.agent_name else None
    return Request(
        number=row.number,
        terminal=row.terminal,
        version=row.version,
        state=row.state,
        received_at=local(row.received_at),
        window=row.window,
        item=row.item,
        item_name=row.item_name,
        department=row.department,
        kind=row.kind,
        legal_path=row.legal_path,
        unit=row.unit,
        statutory_days=row.statutory_days,
        promised_days=row.promised_days,
        applicant=Person(row.name, row.id_type, row.id_number, row.phone, bool(row.organisation)),
        first_asked=row.first_asked,
        owner=row.owner,
        agent=agent,
        channel=row.channel,
        green=row.green,
        conditions=tuple(json.loads(row.conditions)),
        matter=row.matter,
        answer=row.answer,
        notice_due=row.notice_due,
        supplement_due=row.supplement_due,
        accepted_on=row.accepted_on,
        by_law=bool(row.by_law),
        promised_due=row.promised_due,
        statutory_due=row.statutory_due,
        provisional=bool(row.provisional),
        explanation=explanation.read(row.explanation),
        decided_at=local(row.decided_at) if row.decided_at else None,
        decided_by=row.decided_by,
        result=row.result,
        result_reason=row.result_reason,
        delivered_at=local(row.delivered_at) if row.delivered_at else None,
        delivered_to=row.delivered_to,
        rating=row.rating,
        closed_at=local(row.closed_at) if row.closed_at else None,
        visits=row.visits,
        item_version=row.item_version,
        materials=tuple(RequestMaterial(*_material_values(m)) for m in papers),
        **circumstances.of_row(hall, row),
        **_owned(hall, row, parts),
        **{name: getattr(row, name) for name in _CLOCK_FIELDS},
    )


def _owned(hall: Hall, row: Row, parts: Iterable[TaskRow]) -> dict[str, Any]:
    """Who has the request besides its owner, and where it was sent."""
    return {
        "pending": _pending(row),
        "tasks": tuple(_task(hall, part) for part in parts),
        "guided": Guidance(**json.loads(row.guided)) if row.guided else None,
        "above": FromAbove(**json.loads(row.above)) if row.above else None,
        "authorisation": row.authorisation,
        "legal_basis": row.legal_basis,
    }


def _pending(row: Row) -> Pending:
    if not row.pending_owner and row.pending_window is None and not row.pending_department:
        return NOBODY
    return Pending(row.pending_owner, row.pending_window, row.pending_department, row.handed_by)


def _task(hall: Hall, part: TaskRow) -> Task:
    at = hall.clock.local(part.finished_at) if part.finished_at else None
    return Task(
        part.id, part.department, part.owner, part.due_on, part.state == "finished", part.words, part.finished_by, at,
        given_on=hall.clock.local(part.opened_at).date(), named_due=part.named_due,
        extended_days=part.extended_days, explanation=explanation.read(part.explanation),
        pending=part.pending_owner, handed_by=part.handed_by,
    )  # fmt: skip


def named(hall: Hall, province_numbers: Sequence[str], numbers: Sequence[str]) -> list[tuple[str, str, str]]:
    """Number, province's number and state of the requests that have one of the numbers."""
    return queries.named(hall.db, province_numbers, numbers)


def stream(hall: Hall, wanted: Filter, page: int = 500) -> Iterator[Request]:
    """Every request of a list, newest first, a page at a time, so that a year needs no more memory than a day."""
    below: pages.Place | None = None
    while rows := pages.page(hall.db, wanted, page, below):
        yield from values_of(hall, rows)
        below = rows[-1].received_on, rows[-1].id
