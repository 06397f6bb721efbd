"""The supplement over the counter: checked off, receipted, accepted where nothing is left; all or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from hallclient.jobs import papers
from hallclient.jobs.request_step import Taken
from hallclient.rules import checklist
from hallclient.services import accounts, request_actions, requests, supplement
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Settings
from hallclient.services.hall import Hall


def check_off(
    hall: Hall,
    actor: Actor | None,
    number: str,
    codes: Sequence[str] = (),
    seen: int | None = None,
    promise: Settings | None = None,
) -> Taken:
    """As :func:`services.supplement.check_off`, with the papers of it: the receipt, with it the acceptance if it was
    accepted."""
    actor = accounts.demand(actor, "handle")
    with hall.write():
        still_open = _open(hall, number)
        outcome = supplement.check_off(hall, actor, number, codes, seen, promise)
        issued = [papers.supplement(hall, actor, outcome.request, codes or still_open)]
        if outcome.request.accepted_on is not None:
            issued.append(papers.acceptance(hall, actor, outcome.request))
    return Taken(outcome, tuple(issued))


def receive(
    hall: Hall, actor: Actor | None, number: str, settings: Settings | None = None, seen: int | None = None
) -> Taken:
    """Check off and give the receipt; acceptance is a step of its own."""
    actor = accounts.demand(actor, "handle")
    with hall.write():
        before = _open(hall, number)
        outcome = request_actions.act(hall, actor, number, "supplement", settings, seen)
        left = {material.code for material in checklist.open_materials(outcome.request.materials)}
        brought = [code for code in before if code not in left]
        receipt = papers.supplement(hall, actor, outcome.request, brought)
    return Taken(outcome, (receipt,))


def _open(hall: Hall, number: str) -> list[str]:
    return [material.code for material in checklist.open_materials(requests.get(hall, number).materials)]
