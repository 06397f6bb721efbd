"""A condition that comes to light after the receipt: an agent acts after all, a card was lost.

What was told stays: the materials of the condition come onto the checklist without a mark, and asking for one of them
after the notice needs what every second notice needs (``rules/once``).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from db.models.request import Request as Row
from db.queries import requests as queries
from hallclient.errors import BadInput, Refused
from hallclient.rules import checklist, deadlines
from hallclient.rules import conditions as rules
from hallclient.rules.item import Item
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import catalogue, intake, originals
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.changes.base import Change, Changer, Settings, listed, needed
from hallclient.services.hall import Hall
from hallclient.services.request_columns import material_columns


def _change(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """``add=A,B`` and ``drop=C`` of the conditions of the item as it was told, with the reason."""
    reason = needed(given, "reason")
    item = catalogue.told(hall, request.item, request.item_version)
    after = _after(item, request, listed(given, "add"), listed(given, "drop"))
    if after == request.conditions:
        raise Refused(Message("That is what the request says already."), Message("Nothing was changed."))
    old = [[paper.code, paper.name, paper.mark, paper.words] for paper in request.materials]
    originals.keep(hall, actor, row, "conditions", {"conditions": row.conditions, "materials": old}, reason)
    came, went = _papers(hall, row, request, item, after)
    added = [code for code in after if code not in request.conditions]
    dropped = [code for code in request.conditions if code not in after]
    called = dict(item.conditions)
    named = [f"+{called[code]}" for code in added] + [f"-{called.get(code, code)}" for code in dropped]
    values: dict[str, Any] = {"conditions": json.dumps(after)}
    if request.supplement_due is None:
        values |= _duty(hall, request, bool(len(request.materials) + len(came) - len(went)))
    body = {"added": added, "dropped": dropped, "came": came, "went": went, "words": "；".join((*named, reason))}
    return values, body


def _after(item: Item, request: Request, add: list[str], drop: list[str]) -> tuple[str, ...]:
    """The conditions then. Raises :class:`BadInput` for one that the item or the request does not have."""
    if not add and not drop:
        raise BadInput(
            Message("Neither a condition to add nor one to drop was given."),
            Message("Give --set add=… or --set drop=…: {codes}.", codes=", ".join(dict(item.conditions)) or "-"),
        )
    left = frozenset(request.conditions)
    for code in drop:
        if code not in request.conditions:
            raise BadInput(
                Message("“{code}” is not a condition of this request.", code=code),
                Message("Conditions are: {codes}.", codes=", ".join(request.conditions) or "-"),
            )
        left = rules.after_untick(left, code, item.condition_rules)
    wanted = (*(code for code in request.conditions if code in left), *add)
    return intake.check_conditions(item, intake.Intake(item.code, request.applicant, conditions=wanted))


def _papers(
    hall: Hall, row: Row, request: Request, item: Item, after: tuple[str, ...]
) -> tuple[list[str], list[str]]:
    """Store the checklist in the order of the guide; codes of the materials that came and went. What has been marked
    stays as it is."""
    has = {paper.code: paper for paper in request.materials}
    applies = {paper.code: paper for paper in checklist.applicable(item.materials, after)}
    depends = {paper.code for paper in item.materials if paper.condition}
    went = [code for code, paper in has.items() if code in depends and code not in applies and not paper.mark]
    came = [code for code in applies if code not in has]
    order = [paper.code for paper in item.materials]
    codes = [code for code in (*has, *came) if code not in went]
    codes.sort(key=lambda code: order.index(code) if code in order else len(order))
    rows = [
        {"position": place, **asdict(has[code])} if code in has else material_columns(place, applies[code])
        for place, code in enumerate(codes, 1)
    ]
    queries.replace_materials(hall.db, row.id, rows)
    return came, went


def _duty(hall: Hall, request: Request, has_papers: bool) -> dict[str, Any]:
    """By when the applicant has to be told, where that begins or ends with the materials."""
    if has_papers == (request.notice_due is not None):
        return {}
    due = deadlines.notice_due(work_calendar(hall), request.counts_from, kind_of(request.kind).notice_days)
    return {"notice_due": due.day if has_papers else None, "provisional": due.provisional and has_papers}


CHANGES: dict[str, Changer] = {"conditions": _change}
