"""The papers of a request that can be printed, with the reason where one cannot be yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hallclient.jobs import papers
from hallclient.rules.message import Message
from hallclient.rules.notice import Notice
from hallclient.rules.request import Request
from hallclient.services.accounts import Actor
from hallclient.services.hall import Hall


@dataclass(frozen=True, slots=True)
class Paper:
    """``write`` puts the files out and gives their folder; ``reason`` says why it cannot be done now."""

    label: Message
    write: Callable[[], Path]
    reason: Message | None = None


def papers_of(hall: Hall, actor: Actor, request: Request, notices: Sequence[Notice]) -> list[Paper]:
    """The receipt, the notice of acceptance, every one-time notice, and the guide slip."""
    here = Message("The applicant has not been sent elsewhere.") if request.guided is None else None
    waiting = Message("The request has not been accepted.") if request.accepted_on is None else None
    return [
        Paper(Message("Receipt for papers"), lambda: papers.receipt(hall, actor, request)),
        Paper(Message("Notice of acceptance"), lambda: papers.acceptance(hall, actor, request), waiting),
        *(_notice(hall, actor, issued) for issued in notices),
        Paper(
            Message("Guide slip"), lambda: papers.redirect(hall, request, f"{actor.name}（工号{actor.code}）"), here
        ),
    ]


def _notice(hall: Hall, actor: Actor, issued: Notice) -> Paper:
    label = Message("One-time notice {number}", number=issued.number)
    return Paper(label, lambda: papers.notice(hall, actor, issued))
