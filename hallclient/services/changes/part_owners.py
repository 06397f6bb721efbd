"""Parts of joint matters on their way from one person to another: handed over, taken up, given back."""

from __future__ import annotations

from typing import Any

from db.queries import staff as staff_queries
from db.queries import tasks as queries
from hallclient.errors import NotAllowed, Refused
from hallclient.rules import lifecycle, roles
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import Task
from hallclient.services import accounts, authorisations, tasks
from hallclient.services.accounts import Actor
from hallclient.services.changes.base import Change, Settings, colleague, needed
from hallclient.services.hall import Hall

TO_NOBODY: dict[str, Any] = {"pending_owner": "", "handed_by": ""}
"""The columns of a part that is on its way to nobody."""


def hand_over(hall: Hall, actor: Actor, request: Request, given: Settings) -> Change:
    """Offer a part to a person: by its owner or their B post, by the owner of the request, by a supervisor. It stays
    with its owner until that person takes it up."""
    task = tasks.chosen(request.tasks, {"task": given["task"]})
    by = (task.owner, request.owner, _deputy(hall, task.owner))
    if actor.code not in by and not roles.may(actor.role, "review"):
        raise NotAllowed(
            Message("Only its owner or their B post, the owner of the request or a supervisor hands a part on."),
            Message("Ask {owner}.", owner=accounts.names(hall).get(task.owner, task.owner)),
        )
    to = colleague(hall, given.get("owner") or needed(given, "to"))
    if to.code == task.owner:
        raise Refused(Message("{name} has the part already.", name=to.name), Message("Hand it to another person."))
    queries.update(hall.db, task.id, {"pending_owner": to.code, "handed_by": actor.code})
    words = f"{task.department} {to.name} {given.get('reason', '')}".strip()
    return {}, {"task": task.id, "from": task.owner, "to": to.code, "words": words}


def _deputy(hall: Hall, code: str) -> str:
    person = staff_queries.get(hall.db, code)
    return person.backup if person is not None else ""


def meant(hall: Hall, actor: Actor, action: str, request: Request, given: Settings) -> Task | None:
    """The part that is to be taken up, returned or called back: the one that is named, else the only one that
    ``actor`` can do that with; None where it is the request itself."""
    who = authorisations.who(hall, actor)
    if given.get("task"):
        part = tasks.chosen(request.tasks, {"task": given["task"]})
        reason = lifecycle.part_refusal(action, request, part, who)
        if reason is not None:
            raise Refused(reason, Message("See who has it with “hallclient request show {number}”.",
                                          number=request.number))  # fmt: skip
        return part
    found = lifecycle.parts_meant(action, request, who)
    return tasks.chosen(found, {"task": str(found[0].id)} if len(found) == 1 else {}) if found else None


def take_up(hall: Hall, actor: Actor, part: Task) -> Change:
    """The part is the receiver's from now on; its due date stays."""
    queries.update(hall.db, part.id, {"owner": actor.code, **TO_NOBODY})
    return {}, {"task": part.id, "from": part.owner, "words": part.department}


def leave(hall: Hall, part: Task, reason: str) -> Change:
    """Returned or called back: it never left its owner."""
    queries.update(hall.db, part.id, TO_NOBODY)
    return {}, {"task": part.id, "to": part.owner, "words": f"{part.department} {reason}".strip()}
