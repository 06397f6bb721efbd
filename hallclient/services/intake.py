"""收件: receiving a walk-in request at the counter."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from db.queries import grams, serials
from db.queries import requests as queries
from db.queries import visits as visit_queries
from hallclient.errors import BadInput, Refused
from hallclient.rules import checklist, clocks, conditions, deadlines, identity, text
from hallclient.rules import circumstances as particulars
from hallclient.rules.circumstances import Authority, Circumstances
from hallclient.rules.item import Item
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import CHANNELS, Person, Request
from hallclient.services import (
    accounts,
    catalogue,
    circumstances,
    item_versions,
    receipt_limits,
    requests,
    visit_requests,
)
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.hall import Hall
from hallclient.services.request_columns import (
    item_columns,
    material_columns,
    number_of,
    person_columns,
    series_of,
)
from hallclient.services.visit_requests import NEW_VISIT, Coming

LONGEST_NAME = 120
_LAST_SERIAL = 9999


@dataclass(frozen=True, slots=True)
class Intake:
    """What is typed at the counter. ``matter`` and ``answer`` are the words of a consultation or complaint;
    ``coming`` says to which visit it belongs, for the channel ``counter``. ``received_at`` is the true moment of a
    late entry, ``first_asked`` who was asked first then; empty: who types."""

    item: str
    applicant: Person
    agent: Person | None = None
    conditions: tuple[str, ...] = ()
    green: str = ""
    channel: str = "counter"
    matter: str = ""
    answer: str = ""
    coming: Coming = NEW_VISIT
    circumstances: Circumstances = particulars.ORDINARY
    authority: Authority | None = None
    received_at: datetime | None = None
    first_asked: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The received request, and what the clerk should know though it stopped nothing."""

    request: Request
    warnings: tuple[Message, ...] = field(default=())


def receive(hall: Hall, actor: Actor | None, intake: Intake) -> Receipt:
    """收件: the papers are taken in and the person first asked is stamped; nothing is accepted yet.

    The working day after receipt is the first of the five for the one-time notice (行政许可法 §32(1)(4)).
    A consultation that comes with its answer is answered at once. A receipt on paper that is entered afterwards
    (补录, ``received_at``) has its true moment, from which every clock counts. Raises :class:`BadInput` for what does
    not hold, :class:`Refused` for an agent who may not act, :class:`NotFound` for an unknown item.
    """
    actor = accounts.demand(actor, "receive")
    accounts.demand_here(hall, actor)
    item = offered(hall, intake.item)
    applicant, agent, warnings = _people(hall, item, intake)
    ticked = check_conditions(item, intake)
    typed, at, late = _when(hall, actor, intake)
    if late is not None:
        warnings += late
    warnings += particulars.warnings(typed, applicant.phone)
    authority = _authority(item, intake, agent, at.date(), warnings)
    papers = checklist.applicable(item.materials, ticked)
    values = {
        **_first_columns(hall, actor, item, intake, at, with_papers=bool(papers)),
        "conditions": json.dumps(ticked),
        **person_columns(applicant, agent),
        **circumstances.columns(typed, authority),
    }
    with hall.write():
        catalogue.bring_in(hall)
        if applicant.id_number:
            warnings += _twice(hall, item, applicant, at.date())
        values["number"] = _number(hall, at.date())
        rows = [material_columns(n, m) for n, m in enumerate(papers, 1)]
        about: dict[str, Any] = {"late": typed.paper_serial} if typed.late else {}
        if intake.channel == "counter":
            visit, more = visit_requests.begin(hall, actor, intake.coming, intake.green, at if typed.late else None)
            values |= {"visit": visit, "visits": 1}
            about |= more
        stored = queries.insert(hall.db, values, rows)
        row = int(stored["id"])
        grams.add(hall.db, at.date(), row, applicant.name)
        if values["visit"] is not None:
            visit_queries.link(hall.db, values["visit"], row, "receive")
        about |= {"item": item.code, "materials": len(rows)}
        requests.record(hall, actor.code, "receive", row, about, stored)
    return Receipt(requests.new_value(hall, {**values, "id": row}, rows), tuple(warnings))


def _first_columns(
    hall: Hall, actor: Actor, item: Item, intake: Intake, at: datetime, *, with_papers: bool
) -> dict[str, Any]:
    counted_from = _counted_from(hall, item, at)
    told_by = deadlines.notice_due(work_calendar(hall), counted_from or at.date(), kind_of(item.kind).notice_days)
    answered = item.kind == "consultation" and bool(intake.answer.strip())
    first_asked = accounts.actor_of(hall, intake.first_asked).code if intake.first_asked else actor.code
    return {
        "terminal": hall.terminal,
        "state": "answered" if answered else "registered",
        "received_at": at,
        "received_on": at.date(),
        "window": hall.config.window,
        **item_columns(item),
        "channel": intake.channel,
        "green": text.one_line(intake.green),
        "matter": text.clean(intake.matter),
        "answer": text.clean(intake.answer),
        "first_asked": first_asked,
        "owner": actor.code,
        "notice_due": told_by.day if with_papers else None,
        "provisional": told_by.provisional and with_papers,
        "closed_at": at if answered else None,
        "visit": None,
        "visits": 0,
        "counted_from": counted_from,
        **receipt_limits.columns(hall, item, counted_from or at.date()),
    }


def _when(hall: Hall, actor: Actor, intake: Intake) -> tuple[Circumstances, datetime, list[Message] | None]:
    """The circumstances, the moment of receipt, and for a late entry what is to be minded."""
    typed = circumstances.checked(intake.circumstances)
    if intake.received_at is None:
        if intake.circumstances.paper_serial:
            raise BadInput(
                Message("A late entry needs the time at which the papers were received."),
                Message("Give serial and time as they stand on the paper."),
            )
        return typed, hall.clock.now(), None
    typed, at = circumstances.late(hall, actor, typed, intake.received_at)
    return typed, at, circumstances.closed_already(hall, at.date())


def _authority(
    item: Item, intake: Intake, agent: Person | None, day: date, warnings: list[Message]
) -> Authority | None:
    if agent is None:
        return None
    authority = circumstances.checked_authority(item, intake.authority or Authority(), day)
    warning = particulars.authority_warning(authority, day)
    if warning is not None:
        warnings.append(warning)
    return authority


def _counted_from(hall: Hall, item: Item, at: datetime) -> date | None:
    """The next working day, where the hall counts work after hours from it; never for disclosure requests."""
    if not hall.config.after_hours_next_day or "disclosure" in (item.kind, item.legal_path):
        return None
    from hallclient.services.punctuality import closing_time

    return clocks.counted_from(work_calendar(hall), at, closing_time(hall, at.date()))


def offered(hall: Hall, code: str) -> Item:
    """The item, which is on offer. Raises :class:`Refused` for a withdrawn one, :class:`NotFound`."""
    item = catalogue.get(hall, code)
    starts = item_versions.next_start(hall, code) if not item.version else None
    if starts is not None:
        raise Refused(
            Message("{name} is on offer from {day}.", name=item.name, day=starts.isoformat()),
            Message("Choose another item of the catalogue."),
        )
    if not item.active:
        raise Refused(
            Message("{name} is no longer on offer.", name=item.name), Message("Choose another item of the catalogue.")
        )
    return item


def _people(hall: Hall, item: Item, intake: Intake) -> tuple[Person, Person | None, list[Message]]:
    warnings: list[Message] = []
    named = item.kind != "consultation"
    applicant = checked_person(hall, intake.applicant, warnings, named=named)
    agent = checked_person(hall, intake.agent, warnings, named=True) if intake.agent else None
    return applicant, agent, warnings


def checked_person(hall: Hall, person: Person, warnings: list[Message], *, named: bool) -> Person:
    """A person as typed, put in order; adds to ``warnings``. Raises :class:`BadInput` for what does not hold."""
    name = text.clean(person.name)
    if named and not name:
        raise BadInput(Message("The name is missing."), Message("Type the name as it stands on the paper."))
    if len(name) > LONGEST_NAME:
        raise BadInput(
            Message("The name is longer than {limit} characters.", limit=LONGEST_NAME),
            Message("Type the name alone."),
        )
    number = text.identifier(person.id_number)
    if person.id_type and person.id_type not in identity.ID_TYPES:
        raise BadInput(
            Message("“{type}” is not a type of paper.", type=person.id_type),
            Message("Types are {types}.", types=", ".join(identity.ID_TYPES)),
        )
    kind = person.id_type or "resident_id"
    if number:
        finding = identity.check(kind, number, hall.clock.today())
        if finding.problem is not None:
            raise BadInput(finding.problem, Message("Compare with the paper and type the number again."))
        if finding.warning is not None:
            warnings.append(finding.warning)
    elif named and person.id_type != "":
        raise BadInput(Message("The number of the paper is missing."), Message("Type it, or choose another paper."))
    phone = text.phone(person.phone)
    warning = identity.check_phone(phone) if phone else None
    if warning is not None:
        warnings.append(warning)
    return Person(name, kind if number else "", number, phone, person.organisation)


def check_conditions(item: Item, intake: Intake) -> tuple[str, ...]:
    """The conditions that apply, those included that the ticked ones imply, in the order of the catalogue. Raises
    :class:`BadInput` for one that the item does not have, two that exclude each other, or an unknown channel."""
    known = dict(item.conditions)
    for code in intake.conditions:
        if code not in known:
            raise BadInput(
                Message("“{code}” is not a condition of {item}.", code=code, item=item.name),
                Message("Conditions are: {codes}.", codes=", ".join(known) or "-"),
            )
    if intake.channel not in CHANNELS:
        raise BadInput(
            Message("“{channel}” is not a channel.", channel=intake.channel),
            Message("Channels are {channels}.", channels=", ".join(CHANNELS)),
        )
    clash = conditions.conflict(intake.conditions, item.condition_rules)
    if clash is not None:
        raise BadInput(
            Message("“{one}” and “{other}” exclude each other.", one=known[clash[0]], other=known[clash[1]]),
            Message("Choose the one that applies."),
        )
    whole = conditions.closed(intake.conditions, item.condition_rules)
    return tuple(code for code in known if code in whole)


def _twice(hall: Hall, item: Item, applicant: Person, day: date) -> list[Message]:
    before = queries.same_today(hall.db, item.code, applicant.id_number, day)
    if not before:
        return []
    return [Message("The same person asked for the same item today already: {numbers}.", numbers=", ".join(before))]


def _number(hall: Hall, day: date) -> str:
    config = hall.config
    serial = serials.following(hall.db, hall.terminal, series_of(day), config.serial_start)
    if serial > _LAST_SERIAL:
        raise Refused(
            Message("This window has used up its {count} numbers of today.", count=_LAST_SERIAL),
            Message("Receive at another window."),
        )
    return number_of(config, day, serial)
