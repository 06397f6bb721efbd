"""A step of a request with the paper that goes to the applicant for it: both or neither."""

from __future__ import annotations

from dataclasses import dataclass

from hallclient.jobs import papers
from hallclient.printing import returned
from hallclient.rules.request import Request
from hallclient.services import accounts, request_actions
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Settings
from hallclient.services.documents import Document
from hallclient.services.hall import Hall
from hallclient.services.request_actions import Outcome


@dataclass(frozen=True, slots=True)
class Taken:
    """The request after the step, and the papers that go to the applicant."""

    outcome: Outcome
    documents: tuple[Document, ...] = ()

    @property
    def request(self) -> Request:
        """The request after it."""
        return self.outcome.request


_PAPERS = {
    "accept": papers.acceptance,
    "refuse": papers.refusal,
    "redirect": papers.redirect,
    "lapse": papers.returned,
}
"""Acceptance and refusal are given in writing (行政许可法 §32(2)); who is sent on has the slip in hand; what lapses
goes back with a list of what it was."""

_UNWRITTEN = ("consultation", "complaint")
"""Kinds that are answered, neither accepted nor refused in writing."""


def take(
    hall: Hall,
    actor: Actor | None,
    number: str,
    action: str,
    settings: Settings | None = None,
    seen: int | None = None,
) -> Taken:
    """As :func:`services.request_actions.act`, with the paper of the step where it has one."""
    if action not in _PAPERS:
        return Taken(request_actions.act(hall, actor, number, action, settings, seen))
    actor = accounts.demand(actor, "handle")
    with hall.write():
        outcome = request_actions.act(hall, actor, number, action, settings, seen)
        if action in ("accept", "refuse") and outcome.request.kind in _UNWRITTEN:
            return Taken(outcome)
        if action == "lapse" and not returned.held(outcome.request):
            return Taken(outcome)
        return Taken(outcome, (_PAPERS[action](hall, actor, outcome.request),))
