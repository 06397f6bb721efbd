"""All fields of a request in the order in which the province's system asks for them, as lines to paste.

Double entry is the first reason to refuse a program: what was typed here is not typed again there.
"""

from __future__ import annotations

from pathlib import Path

from hallclient import files
from hallclient.jobs.papers import folder
from hallclient.language import say
from hallclient.rules.circumstances import AUTHORITIES
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import CHANNELS, ID_TYPES, MARKS
from hallclient.rules.text import clean
from hallclient.services import reveal
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


def fields(request: Request) -> list[tuple[Message, str]]:
    """Label and value, in order; a field without a value keeps its place."""
    applicant, agent, authority = request.applicant, request.agent, request.authority
    told = request.circumstances
    contact = f"{told.contact_name} {told.contact_relation}".strip()
    return [
        (Message("Province's number"), request.province_number),
        (Message("Request number"), request.number),
        (Message("Item code"), request.item),
        (Message("Item"), request.item_name),
        (Message("Department"), request.department),
        (Message("Applicant"), applicant.name),
        (Message("Identifier type"), say(ID_TYPES[applicant.id_type])),
        (Message("Identifier"), applicant.id_number),
        (Message("Contact phone"), applicant.phone),
        (Message("Contact"), contact),
        (Message("Agent"), agent.name if agent else ""),
        (Message("Agent's paper"), say(ID_TYPES[agent.id_type]) if agent else ""),
        (Message("Agent's number"), agent.id_number if agent else ""),
        (Message("Agent's phone"), agent.phone if agent else ""),
        (Message("Authority"), say(AUTHORITIES[authority.kind]) if authority else ""),
        (Message("Received at"), f"{request.received_at:%Y-%m-%d %H:%M:%S}"),
        (Message("Window"), str(request.window)),
        (Message("Channel"), say(CHANNELS[request.channel])),
        (Message("Question"), request.matter),
        *((Message("Material"), f"{m.name} {say(MARKS[m.mark])}") for m in request.materials),
    ]


def write(hall: Hall, actor: Actor | None, number: str) -> tuple[str, Path]:
    """The lines, label and value parted by a tab, and the file that has them too. Showing them is recorded."""
    request = reveal.request(hall, actor, number)
    lines = (f"{say(label)}\t{clean(value)}" for label, value in fields(request))
    text = "\n".join(lines) + "\n"
    return text, files.save(folder(hall, request.number) / "fields.txt", text)
