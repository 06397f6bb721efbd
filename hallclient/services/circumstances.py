"""The particular circumstances of a request: checked as they are typed, stored, and read back."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from db.models.request import Request as Row
from db.queries import day_close as day_close_queries
from db.queries import requests as queries
from hallclient.errors import BadInput, Refused
from hallclient.rules import circumstances as rules
from hallclient.rules import text
from hallclient.rules.circumstances import (
    AUTHORITIES,
    CARDS,
    SIGNATURES,
    Authority,
    Circumstances,
    Delivery,
    Signature,
)
from hallclient.rules.item import Item
from hallclient.rules.message import Message
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall

_AGAIN = Message("Put it right and save again; nothing was stored.")
_SAME = tuple(f.name for f in fields(Circumstances) if f.name not in ("signature", "entered_at"))


def one_of(word: str, known: dict[str, Message], what: Message) -> str:
    """``word`` where it is a code of ``known``. Raises :class:`BadInput`."""
    if word not in known:
        raise BadInput(
            Message("“{word}” is no {what}.", word=word, what=what),
            Message("Choose among: {codes}.", codes=", ".join(code for code in known if code)),
        )
    return word


def checked_signature(signature: Signature) -> Signature:
    """Clean, and whole. Raises :class:`BadInput`."""
    one_of(signature.kind, SIGNATURES, Message("kind of signature"))
    clean = Signature(signature.kind, text.one_line(signature.reason), text.one_line(signature.witness))
    wrong = rules.signature_problem(clean)
    if wrong is not None:
        raise BadInput(wrong, Message("Give reason and witness."))
    return clean


def checked(typed: Circumstances) -> Circumstances:
    """Clean, and without contradiction. Raises :class:`BadInput`."""
    if typed == rules.ORDINARY:
        return typed
    one_of(typed.card, CARDS, Message("state of a card"))
    clean = replace(
        typed,
        contact_name=text.one_line(typed.contact_name),
        contact_relation=text.one_line(typed.contact_relation),
        scribe=text.one_line(typed.scribe),
        scribe_witness=text.one_line(typed.scribe_witness),
        paper_serial=text.one_line(typed.paper_serial),
        signature=checked_signature(typed.signature),
    )
    wrong = rules.problem(clean)
    if wrong is not None:
        raise BadInput(wrong, _AGAIN)
    return clean


def checked_authority(item: Item, authority: Authority, day: date) -> Authority:
    """The authority of an agent, who may act for this item on that day. Raises BadInput and Refused."""
    one_of(authority.kind, AUTHORITIES, Message("kind of authority"))
    why_not = rules.authority_refusal(item.in_person, authority, day)
    if why_not is not None:
        raise Refused(why_not, Message("Let the person come, or take a new authority; nothing was received."))
    return replace(authority, scope=text.one_line(authority.scope))


def late(hall: Hall, actor: Actor, typed: Circumstances, received_at: datetime) -> tuple[Circumstances, datetime]:
    """A receipt on paper that is entered now, with its true moment. Raises :class:`BadInput`, and :class:`Refused`
    for a paper that was entered before."""
    now = hall.clock.now()
    at = hall.clock.at(received_at).replace(microsecond=0)
    wrong = rules.late_problem(at, now, typed.paper_serial)
    if wrong is not None:
        raise BadInput(wrong, Message("Give serial and time as they stand on the paper."))
    before = queries.with_paper(hall.db, typed.paper_serial, at.date())
    if before:
        raise Refused(
            Message(
                "The paper {serial} has been entered already: {number}.", serial=typed.paper_serial, number=before[0]
            ),
            Message("Look at that request; nothing was received."),
        )
    return replace(typed, entered_by=actor.code, entered_at=now), at


def closed_already(hall: Hall, day: date) -> list[Message]:
    """The warning for a day that was signed before: its figures do not have what is entered now."""
    if not day_close_queries.last(hall.db, hall.terminal, day):
        return []
    return [Message("{day} is closed already: close it again, so that its ledger is complete.", day=day.isoformat())]


def columns(found: Circumstances, authority: Authority | None) -> dict[str, Any]:
    """The columns of a request."""
    values: dict[str, Any] = {name: getattr(found, name) for name in _SAME}
    values |= {
        "entered_at": found.entered_at,
        "signature": found.signature.kind,
        "signature_reason": found.signature.reason,
        "signature_witness": found.signature.witness,
    }
    if authority is not None:
        values |= {
            "agent_authority": authority.kind,
            "agent_scope": authority.scope,
            "agent_until": authority.until,
        }
    return values


def of_row(hall: Hall, row: Row) -> dict[str, Any]:
    """The values of a request that are told here, by the names that it has them under."""
    signature = Signature(row.signature, row.signature_reason, row.signature_witness)
    told = Circumstances(
        **{name: getattr(row, name) for name in _SAME},
        signature=signature,
        entered_at=hall.clock.local(row.entered_at) if row.entered_at else None,
    )
    has_authority = row.agent_authority or row.agent_scope or row.agent_until
    return {
        "visit": row.visit,
        "province_number": row.province_number,
        "circumstances": told,
        "authority": Authority(row.agent_authority, row.agent_scope, row.agent_until) if has_authority else None,
        "delivery": Delivery(row.delivered_way, row.delivered_id, row.delivered_number, row.delivered_signed),
        "notice_signature": Signature(
            row.notice_signature, row.notice_signature_reason, row.notice_signature_witness
        ),
    }
