"""Who has the request: handing over, taking up, giving back, assigning. There is one owner at all times."""

from __future__ import annotations

from typing import Any

from db.models.request import Request as Row
from db.queries import staff as staff_queries
from db.queries import tasks as task_queries
from hallclient.errors import BadInput, NotAllowed, Refused
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.services import accounts, tasks
from hallclient.services.accounts import Actor
from hallclient.services.changes import lateness, part_owners
from hallclient.services.changes.base import TO_NOBODY, Change, Changer, Settings, colleague, needed, window_given
from hallclient.services.hall import Hall


def _hand_over(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Offer the request to a person (``to``), a ``window`` or a ``department``; it stays with the owner until
    somebody there takes it up."""
    values, body, name = _receiver(hall, request, given)
    words = f"{name} {given.get('reason', '')}".strip()
    return {**TO_NOBODY, **values, "handed_by": actor.code}, {**body, "words": words}


def _receiver(hall: Hall, request: Request, given: Settings) -> tuple[dict[str, Any], dict[str, Any], str]:
    named = [key for key in ("to", "window", "department") if given.get(key)]
    if len(named) > 1:
        raise BadInput(
            Message("A request is handed to a person, a window or a department, not to several."),
            Message("Give one of them."),
        )
    if named == ["window"]:
        place = window_given(hall, given["window"])
        return {"pending_window": place.number}, {"window": place.number}, place.title
    if named == ["department"]:
        department = given["department"]
        if not _has_people(hall, department):
            raise BadInput(
                Message("Nobody of {department} works here.", department=department),
                Message("Give the department as the staff list has it."),
            )
        return {"pending_department": department}, {"department": department}, department
    to = colleague(hall, needed(given, "to"))
    if to.code == request.owner:
        raise Refused(Message("{name} has the request already.", name=to.name), Message("Hand it to another person."))
    return {"pending_owner": to.code}, {"to": to.code}, to.name


def _has_people(hall: Hall, department: str) -> bool:
    return any(person.active and person.department == department for person in staff_queries.everyone(hall.db))


def _take_up(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    part = part_owners.meant(hall, actor, "take-up", request, given)
    if part is not None:
        return part_owners.take_up(hall, actor, part)
    return {"owner": actor.code, **TO_NOBODY}, {"from": row.owner}


def _return(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """The receiver does not take it; it never left its owner."""
    part = part_owners.meant(hall, actor, "return", request, given)
    if part is not None:
        return part_owners.leave(hall, part, needed(given, "reason"))
    return dict(TO_NOBODY), {"to": row.owner, "words": needed(given, "reason")}


def _recall(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """Whoever handed it over takes that back before it was taken up."""
    part = part_owners.meant(hall, actor, "recall", request, given)
    if part is not None:
        return part_owners.leave(hall, part, given.get("reason", ""))
    return dict(TO_NOBODY), {"words": given.get("reason", "")}


def _assign(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    if not kind_of(request.kind).in_parts:
        owner = colleague(hall, given.get("to") or given.get("owner") or actor.code)
        return {"owner": owner.code, **TO_NOBODY}, {"from": row.owner, "to": owner.code, "words": owner.name}
    if given.get("task"):
        return part_owners.hand_over(hall, actor, request, given)
    made = []
    for columns in tasks.given_out(hall, actor, request, given):
        made.append((task_queries.add(hall.db, {**columns, "request": row.id}), columns))
    return {}, parts_body(made)


def parts_body(made: list[tuple[int, dict[str, Any]]]) -> dict[str, Any]:
    """What the journal says of parts that were given out: id, department, owner, due date."""
    return {
        "tasks": [
            {
                "id": ident,
                "department": columns["department"],
                "owner": columns["owner"],
                "due": columns["due_on"].isoformat() if columns["due_on"] else None,
            }
            for ident, columns in made
        ],
        "words": "、".join(columns["department"] for _, columns in made),
    }


def _finish_task(hall: Hall, actor: Actor, row: Row, request: Request, given: Settings) -> Change:
    """A department has done its part; ``words`` are its result."""
    task = tasks.chosen(request.tasks, given, actor.code)
    if task.owner != actor.code:
        raise NotAllowed(
            Message("This part is with {owner}.", owner=accounts.names(hall).get(task.owner, task.owner)),
            Message("Its owner finishes it, or hands it on."),
        )
    words, late = needed(given, "words"), lateness.of_part(hall, request, task, given)
    values = {"state": "finished", "words": words, "finished_by": actor.code, "finished_at": hall.clock.now()}
    task_queries.update(hall.db, task.id, {**values, **part_owners.TO_NOBODY})
    said = f"{task.department} {words}"
    return {}, {"task": task.id, "department": task.department, "words": said, **late}


CHANGES: dict[str, Changer] = {
    "hand-over": _hand_over,
    "take-up": _take_up,
    "return": _return,
    "recall": _recall,
    "assign": _assign,
    "finish-task": _finish_task,
}
