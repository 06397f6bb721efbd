"""Putting right what was wrongly taken in or wrongly closed. Number and time of receipt never change, and what the
request said before is kept (``originals``)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from db.models.request import Request as Row
from db.queries import grams
from db.queries import requests as queries
from hallclient.errors import BadInput, Refused
from hallclient.rules import checklist, deadlines, text
from hallclient.rules.item import Item
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import Person, Request
from hallclient.services import catalogue, intake, originals, receipt_limits
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.changes import righting_agent
from hallclient.services.changes.base import Change, Changer, Settings, needed
from hallclient.services.hall import Hall
from hallclient.services.request_columns import item_columns, material_columns, person_columns

_PERSON = ("name", "id_type", "id_number", "phone")
CORRECTABLE = (*_PERSON, "item", "conditions", *righting_agent.KEYS, "matter")
"""What ``correct`` may change."""


def _correct(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """A wrong intake is put right while it is not accepted: applicant, item, conditions, agent, matter."""
    reason = needed(given, "reason")
    asked = [key for key in CORRECTABLE if key in given]
    if not asked:
        raise BadInput(
            Message("Nothing was given to correct."),
            Message("Give what is right with --set: {keys}.", keys=", ".join(CORRECTABLE)),
        )
    applicant = _applicant(hall, request, given)
    values: dict[str, Any] = {}
    if applicant != request.applicant:
        values |= person_columns(applicant, None)
    if "matter" in given:
        values["matter"] = text.clean(given["matter"])
    item = _item(hall, request, given)
    values |= righting_agent.columns(hall, request, item, given)
    if "item" in given or "conditions" in given:
        values |= _other_item(hall, row, request, given, item)
    old = {key: getattr(row, key) for key, value in values.items() if getattr(row, key) != value}
    if not old:
        raise Refused(Message("That is what the request says already."), Message("Nothing was changed."))
    if "item" in old or "conditions" in old:
        old["materials"] = [[paper.code, paper.name, paper.mark, paper.words] for paper in request.materials]
    originals.keep(hall, actor, row, "correct", old, reason)
    if "name" in old:
        grams.remove(hall.db, row.received_on, row.id, row.name)
        grams.add(hall.db, row.received_on, row.id, applicant.name)
    return {key: values[key] for key in old if key in values}, {"fields": sorted(old), "words": reason}


def _applicant(hall: Hall, request: Request, given: Settings) -> Person:
    changed: dict[str, Any] = {key: given[key] for key in _PERSON if key in given}
    if not changed:
        return request.applicant
    if "id_type" in changed:
        changed["organisation"] = changed["id_type"] == "uscc"
    return intake.checked_person(
        hall, replace(request.applicant, **changed), [], named=request.kind != "consultation"
    )


def _item(hall: Hall, request: Request, given: Settings) -> Item:
    """The other item, as it is now; else the one that the request was received for, as it was then."""
    if given.get("item", request.item) != request.item:
        return intake.offered(hall, given["item"])
    return catalogue.told(hall, request.item, request.item_version)


def _other_item(hall: Hall, row: Row, request: Request, given: Settings, item: Item) -> dict[str, Any]:
    """The columns of another item or other conditions; the papers are those of the item now, marks of the same
    papers stay. What a notice has told the applicant is never changed."""
    if request.supplement_due is not None:
        raise Refused(
            Message("The applicant was given a notice for this item: item and conditions stay as they were told."),
            Message("Let the applicant withdraw, and receive the right matter anew."),
        )
    conditions = request.conditions
    if "conditions" in given:
        wanted = given["conditions"].replace("，", ",").split(",")
        conditions = tuple(dict.fromkeys(code.strip() for code in wanted if code.strip()))
    elif item.code != request.item:
        conditions = tuple(code for code in conditions if code in dict(item.conditions))
    conditions = intake.check_conditions(item, intake.Intake(item.code, request.applicant, conditions=conditions))
    _replace_papers(hall, row, request, item, conditions)
    told_by = deadlines.notice_due(work_calendar(hall), request.counts_from, kind_of(item.kind).notice_days)
    has_papers = bool(checklist.applicable(item.materials, conditions))
    return {
        **item_columns(item),
        "conditions": json.dumps(conditions),
        "notice_due": told_by.day if has_papers else None,
        "provisional": told_by.provisional and has_papers,
        **receipt_limits.columns(hall, item, request.counts_from),
    }


def _replace_papers(hall: Hall, row: Row, request: Request, item: Item, conditions: tuple[str, ...]) -> None:
    marked = {(paper.code, paper.name): paper for paper in request.materials if paper.mark}
    rows = []
    for place, paper in enumerate(checklist.applicable(item.materials, conditions), 1):
        columns = material_columns(place, paper)
        before = marked.get((paper.code, paper.name))
        if before is not None:
            columns |= {
                name: getattr(before, name) for name in ("mark", "words", "received_on", "receiver", "handed")
            }
        rows.append(columns)
    queries.replace_materials(hall.db, row.id, rows)


_ENDED: dict[str, dict[str, Any]] = {
    "delivered": {
        "delivered_at": None,
        "delivered_to": "",
        "delivered_way": "",
        "delivered_id": "",
        "delivered_number": "",
        "delivered_signed": "",
    },
    "not_accepted": {
        "decided_at": None,
        "decided_by": "",
        "result_reason": "",
        "authorisation": "",
        "legal_basis": "",
    },
    "rejected_wrong_body": {"result_reason": "", "guided": ""},
    "transferred": {"result_reason": "", "guided": ""},
    "withdrawn": {"result_reason": ""},
    "lapsed": {"result_reason": "", "papers_returned": ""},
    "answered": {"answer": ""},
}
"""What the end of a request had written, by the state that it ended in."""


def _reopen(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """A request that was wrongly closed goes on where it stood; a supervisor says why."""
    reason = needed(given, "reason")
    values = {**_ENDED.get(request.state, {}), "closed_at": None}
    old = {key: getattr(row, key) for key in ("state", *values)}
    originals.keep(hall, actor, row, "reopen", old, reason)
    return values, {"from": request.state, "words": reason}


CHANGES: dict[str, Changer] = {
    "correct": _correct,
    "reopen": _reopen,
}
