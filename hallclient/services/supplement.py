"""The supplement arrives: checked off and, when nothing is left open, accepted at once; both or neither."""

from __future__ import annotations

from collections.abc import Sequence

from hallclient.rules import checklist
from hallclient.services import request_actions, requests, visit_requests
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Settings
from hallclient.services.hall import Hall
from hallclient.services.request_actions import Outcome


def check_off(
    hall: Hall,
    actor: Actor | None,
    number: str,
    codes: Sequence[str] = (),
    seen: int | None = None,
    promise: Settings | None = None,
) -> Outcome:
    """At the window: check off the materials ``codes`` (all that were open when empty) and accept when nothing is
    left, neither open nor without a mark because a condition brought it in since.

    Everything supplied means accepted the same day (行政许可法 §32(1)(5)); ``promise`` are the settings of that, for
    deferred materials. Raises as
    :func:`request_actions.act`; nothing is changed then.
    """
    with hall.write():
        settings = {"visit": visit_requests.SAME, **({"items": ",".join(codes)} if codes else {})}
        outcome = request_actions.act(hall, actor, number, "supplement", settings, seen)
        materials = requests.get(hall, number).materials
        if checklist.open_materials(materials) or checklist.unmarked(materials):
            return outcome
        return request_actions.act(hall, actor, number, "accept", promise, outcome.request.version)
