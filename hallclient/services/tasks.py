"""Parts of joint matters: who gets which by when, and which one is meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from db.queries import staff as staff_queries
from hallclient.errors import BadInput, NotFound, Refused
from hallclient.rules import part_clock
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import Task
from hallclient.services import accounts, catalogue, explanation
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.changes.base import Settings, colleague, day_given
from hallclient.services.hall import Hall

LONGEST_DEPARTMENT = 120


def given_out(hall: Hall, actor: Actor, request: Request, given: Settings) -> list[dict[str, Any]]:
    """The columns of the parts that ``assign`` makes: the one that ``given`` names, else one for each department
    that the item names and that has none yet.

    Each has an owner (who is named, else the chief representative of the department, else somebody of it, else
    the owner of the request) and a due date (the request's, where none is named; see ``rules.part_clock``).
    """
    wanted = [given["department"]] if given.get("department") else _of_item(hall, request)
    if not wanted:
        raise BadInput(
            Message("The item names no departments that take part."),
            Message("Name one with --set department=…, its owner with --set owner=CODE and --set due=YYYY-MM-DD."),
        )
    named = bool(given.get("department"))
    taken = {task.department for task in request.tasks if not (named and task.finished)}
    wanted = [department for department in wanted if department not in taken]
    if not wanted:
        raise Refused(
            Message("Every department has its part already."),
            Message("Name another department with --set department=…, or hand a part on with --set task=ID."),
        )
    owner = given.get("owner") or given.get("to")
    if owner:
        colleague(hall, owner)
    due = _due(hall, request, given)
    steps = _steps(hall, request, due)
    return [
        {
            "terminal": hall.terminal,
            "department": department[:LONGEST_DEPARTMENT],
            "owner": owner or _owner(hall, department, request.owner),
            **due,
            "explanation": steps,
            "opened_by": actor.code,
            "opened_at": hall.clock.now(),
        }
        for department in wanted
    ]


def _of_item(hall: Hall, request: Request) -> list[str]:
    """The departments of the item in the version that the request was received under, for its conditions."""
    try:
        item = catalogue.told(hall, request.item, request.item_version)
    except NotFound:
        return []
    return [name for name, condition in item.departments if not condition or condition in request.conditions]


def _owner(hall: Hall, department: str, otherwise: str) -> str:
    people = [person for person in staff_queries.everyone(hall.db) if person.active]
    chiefs = (p for p in people if p.role == "chief" and department in accounts.split(p.departments))
    members = (p for p in people if p.department == department)
    return next((p.code for p in (*chiefs, *members)), otherwise)


def _due(hall: Hall, request: Request, given: Settings) -> dict[str, Any]:
    if not given.get("due"):
        return {"due_on": request.due}
    due = day_given(given, "due")
    if due < hall.clock.today():
        raise BadInput(Message("{day} is over.", day=due.isoformat()), Message("Give a due date that is to come."))
    if due == request.due:
        return {"due_on": due}
    if request.due is not None and hall.clock.today() <= request.due < due and request.paused_since is None:
        raise BadInput(
            Message("{day} is later than the request itself is due, {due}.",
                    day=due.isoformat(), due=request.due.isoformat()),
            Message("Give an earlier day, or record the extension first."),
        )  # fmt: skip
    return {"due_on": due, "named_due": due, "extended_days": request.extended_days}


def _steps(hall: Hall, request: Request, due: dict[str, Any]) -> str:
    part = Task(0, "", "", given_on=hall.clock.today(), **due)
    _, steps = part_clock.run(work_calendar(hall), part, request.due, (), None, part.given_on)
    return explanation.stored(steps)


def chosen(tasks: Iterable[Task], given: Settings, owner: str = "") -> Task:
    """The open part that ``given`` names by its number or department; where it names none, the only one of
    ``owner``. Raises :class:`BadInput`."""
    still_open = [task for task in tasks if not task.finished]
    wanted = given.get("task") or given.get("department") or ""
    if wanted:
        found = [task for task in still_open if wanted in (str(task.id), task.department)]
    else:
        found = [task for task in still_open if task.owner == owner]
    if len(found) == 1:
        return found[0]
    raise BadInput(
        Message("It is not clear which part is meant."),
        Message(
            "Name one with --set task=ID: {tasks}.",
            tasks="、".join(f"{task.id} {task.department}" for task in still_open),
        ),
    )
