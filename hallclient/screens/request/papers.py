"""The papers of a request: those that were issued, to be printed again, and those that can be issued now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hallclient.jobs import papers
from hallclient.printing.kinds import KINDS
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import documents, notices
from hallclient.services.accounts import Actor
from hallclient.services.documents import Document
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Paper:
    """``issue`` gives the document, a new one only where what it says has changed; ``reason`` says why not now."""

    label: Message
    issue: Callable[[], Document]
    reason: Message | None = None
    again: bool = False
    """Whether it was issued before: then it matters which copy is printed."""


def papers_of(hall: Hall, actor: Actor, request: Request) -> list[Paper]:
    """First what can be issued, then what was issued, the newest first."""
    not_accepted = Message("The request has not been accepted.") if request.accepted_on is None else None
    refused = request.state in ("not_accepted", "rejected_wrong_body")
    held = any(material.mark in ("ok", "defective") or material.received_on for material in request.materials)
    offered = [
        Paper(KINDS["receipt"].label, lambda: papers.receipt(hall, actor, request)),
        Paper(KINDS["acceptance"].label, lambda: papers.acceptance(hall, actor, request), not_accepted),
        Paper(
            KINDS["refusal"].label,
            lambda: papers.refusal(hall, actor, request),
            None if refused else Message("The request has not been refused."),
        ),
        Paper(
            KINDS["guide"].label,
            lambda: papers.redirect(hall, actor, request),
            None if request.guided else Message("The applicant has not been sent elsewhere."),
        ),
        Paper(
            KINDS["return"].label,
            lambda: papers.returned(hall, actor, request),
            None if held else Message("No papers were received."),
        ),
    ]
    return [*offered, *_issued(hall, actor, request)]


def _issued(hall: Hall, actor: Actor, request: Request) -> list[Paper]:
    kept = {document.id: document for document in documents.of_request(hall, request.number)}
    told = [notice for notice in notices.of_request(hall, request.number) if notice.id not in kept]
    again = [
        Paper(_again(document.kind, document.number), lambda document=document: document, again=True)  # type: ignore[misc]
        for document in reversed(kept.values())
    ]
    return again + [
        Paper(_again("notice", notice.number), lambda notice=notice: papers.notice(hall, actor, notice), again=True)  # type: ignore[misc]
        for notice in reversed(told)
    ]


def _again(kind: str, number: str) -> Message:
    return Message("Again: {paper} {number}", paper=KINDS[kind].label, number=number)
