"""The agent of a wrongly taken in request: another one, one at all, or none; and by what the agent acts."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.models.request import Request as Row
from hallclient.errors import BadInput
from hallclient.rules.circumstances import Authority
from hallclient.rules.item import Item
from hallclient.rules.message import Message
from hallclient.rules.request import Person, Request
from hallclient.services import circumstances, intake
from hallclient.services.changes.base import Settings, day_given
from hallclient.services.hall import Hall

_PERSON = ("agent_name", "agent_id_type", "agent_id", "agent_phone")
KEYS = (*_PERSON, "agent_authority", "agent_scope", "agent_until")
"""The settings, which are the columns too."""


def columns(hall: Hall, request: Request, item: Item, given: Settings) -> dict[str, Any]:
    """The columns of the agent as corrected; with an empty name there is none. An agent who stays must be allowed
    to act for ``item``. Raises :class:`BadInput`, :class:`Refused`."""
    asked = any(key in given for key in KEYS)
    name = given.get("agent_name", request.agent.name if request.agent else "")
    if not name:
        if any(given.get(key) for key in KEYS):
            raise BadInput(Message("The agent's name is missing."), Message("Give it with --set agent_name=…."))
        return {key: Row._meta.fields[key].default for key in KEYS} if asked else {}
    authority = _authority(request, given)
    authority = circumstances.checked_authority(item, authority, request.received_on)
    if not asked:
        return {}
    person = intake.checked_person(hall, _person(request, given, name), [], named=True)
    said = (person.name, person.id_type, person.id_number, person.phone)
    told = (authority.kind, authority.scope, authority.until)
    return dict(zip(KEYS, (*said, *told), strict=True))


def _person(request: Request, given: Settings, name: str) -> Person:
    before = request.agent or Person("", "resident_id")
    return Person(
        name,
        given.get("agent_id_type", before.id_type),
        given.get("agent_id", before.id_number),
        given.get("agent_phone", before.phone),
    )


def _authority(request: Request, given: Settings) -> Authority:
    before = request.authority or Authority()
    until: date | None = before.until
    if "agent_until" in given:
        until = day_given(given, "agent_until") if given["agent_until"] else None
    return Authority(given.get("agent_authority", before.kind), given.get("agent_scope", before.scope), until)
