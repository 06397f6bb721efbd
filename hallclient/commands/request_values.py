"""Requests as the values that commands print: masked, unless the person's data was revealed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from hallclient.commands import listing
from hallclient.language import _, say
from hallclient.rules import provisional
from hallclient.rules.masking import hall_name, mask_person
from hallclient.rules.request import Person, Request
from hallclient.rules.terms import STATES

if TYPE_CHECKING:
    from hallclient.services.request_lines import Line


def iso(value: date | datetime | None) -> str | None:
    """A date or an aware moment as ISO text; null stays null."""
    return value.isoformat() if value is not None else None


def row(request: Request | Line, *, revealed: bool = False) -> dict[str, Any]:
    """One line of a list. ``due`` is the promised date, else the statutory one."""
    return {
        "number": request.number,
        "terminal": request.terminal,
        "state": request.state,
        "received_at": iso(request.received_at),
        "window": request.window,
        "item": request.item,
        "item_name": request.item_name,
        "department": request.department,
        "kind": request.kind,
        **person(request.applicant, revealed=revealed),
        "first_asked": request.first_asked,
        "owner": request.owner,
        "channel": request.channel,
        "green": request.green,
        "notice_due": iso(request.notice_due),
        "supplement_due": iso(request.supplement_due),
        "accepted_on": iso(request.accepted_on),
        "due": iso(request.promised_due or request.statutory_due),
        "statutory_due": iso(request.statutory_due),
        "provisional": request.provisional,
        "decided_at": iso(request.decided_at),
        "result": request.result,
        "rating": request.rating,
        "visits": request.visits,
        "closed_at": iso(request.closed_at),
    }


def person(who: Person, *, revealed: bool) -> dict[str, Any]:
    """Name, paper and phone."""
    shown = who if revealed else mask_person(who)
    return {
        "name": shown.name,
        "id_type": shown.id_type,
        "id_number": shown.id_number,
        "phone": shown.phone,
        "organisation": shown.organisation,
    }


def materials(request: Request) -> list[dict[str, Any]]:
    """The checklist of a request."""
    return [
        {
            **asdict(material),
            "received_on": iso(material.received_on),
            "deferred_until": iso(material.deferred_until),
            "promised_by": hall_name(material.promised_by),
        }
        for material in request.materials
    ]


def provisional_dates(request: Request) -> list[str]:
    """Which of the dates are provisional, by their keys; ``due`` is the promised one, else the statutory."""
    dates = {
        "notice_due": request.notice_due if request.accepted_on is None else None,
        "promised_due": request.promised_due,
        "statutory_due": request.statutory_due,
        "due": request.due,
    }
    return [key for key, day in dates.items() if provisional.is_provisional(request, day)]


def marked(value: dict[str, Any], key: str) -> str:
    """A date of a printed value, marked where its ``provisional_dates`` name it."""
    return _marked(value[key], key in value["provisional_dates"])


def _due(row: dict[str, Any]) -> str:
    due, statutory = (date.fromisoformat(row[key]) if row[key] else None for key in ("due", "statutory_due"))
    return _marked(row["due"], provisional.is_listed_provisional(row["provisional"], due, statutory))


def _marked(day: str | None, is_provisional: bool) -> str:
    if not day:
        return ""
    return say(provisional.marked(date.fromisoformat(day), provisional=is_provisional))


def show_rows(value: list[dict[str, Any]]) -> str:
    """A line a request."""
    head = (_("Number"), _("Item"), _("Applicant"), _("State"), _("Due"), _("Owner"))
    rows = (
        (r["number"], r["item_name"], r["name"], STATES.get(r["state"], r["state"]), _due(r), r["owner"])
        for r in value
    )
    return listing.columns(head, rows)
