"""Parts of joint matters in a made-up past: given out and finished, as ``changes.ownership`` does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.models.task import RequestTask
from hallclient.rules.request import Request
from hallclient.services import tasks
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Change
from hallclient.services.changes.ownership import parts_body
from hallclient.services.past import Past


def give_out(
    past: Past, parts: list[dict[str, Any]], row: int, actor: Actor, request: Request, given: Mapping[str, str]
) -> Change:
    """A part for each department that takes part, added to ``parts``."""
    made = []
    for columns in tasks.given_out(past.hall, actor, request, given):
        part = past.add(RequestTask, {**columns, "request": row}, whole=True)
        parts.append(part)
        made.append((part["id"], columns))
    return {}, parts_body(made)


def finish(past: Past, part: dict[str, Any], actor: Actor, words: str) -> dict[str, Any]:
    """The department has done its part; gives what the journal says of it."""
    now = past.hall.clock.now()
    part |= {"state": "finished", "words": words, "finished_by": actor.code, "finished_at": now}
    return {"task": part["id"], "department": part["department"], "words": f"{part['department']} {words}"}
