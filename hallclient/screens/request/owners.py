"""Who has a request besides its owner: on its way, in parts, with the body above, or sent elsewhere. As fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from hallclient.language import say
from hallclient.rules import clocks, provisional
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.task import Task

Field = tuple[Message, list[str], str]
"""Label, parts and style of a line."""


def fields(request: Request, names: Mapping[str, str], today: date) -> Iterator[Field]:
    """What there is to say; nothing for most requests."""
    if request.pending:
        to = request.pending.words(names.get(request.pending.owner, ""))
        yield Message("Handed on"), [say(Message("to {name}, not taken up yet", name=to))], "due"
    for task in request.tasks:
        stands = clocks.stands(task.due_on, request.paused_since)
        yield Message("Joint part"), _part(request, task, names, stands=stands), _style(task, today, stands=stands)
    if request.above is not None:
        above = request.above
        told = [above.body, above.day or above.sent, above.document]
        yield Message("Above") if above.day else Message("Passed up"), told, ""
    if request.guided is not None:
        to = request.guided
        yield Message("Guided to"), [to.unit, to.floor, to.name, to.phone, to.matter], "strong"
    if request.authorisation:
        yield Message("Authorisation"), [request.authorisation], ""


def _part(request: Request, task: Task, names: Mapping[str, str], *, stands: bool) -> list[str]:
    who = names.get(task.finished_by or task.owner, task.owner)
    if task.finished:
        return [task.department, who, say(Message("done")), task.words]
    way = say(Message("to {name}, not taken up", name=names.get(task.pending, task.pending))) if task.pending else ""
    return [task.department, who, way, _due(request, task, stands=stands)]


def _due(request: Request, task: Task, *, stands: bool) -> str:
    if task.due_on is None:
        return ""
    words = [say(Message("by {day}", day=provisional.part_due(request, task)))]
    if task.named_due not in (None, task.due_on):
        words.append(say(Message("named: {day}", day=task.named_due)))
    if stands:
        words.append(say(Message("at the earliest")))
    return " · ".join(words)


def _style(task: Task, today: date, *, stands: bool) -> str:
    """While the clock of the request stands, no part is late."""
    if task.finished:
        return "good"
    return "overdue" if task.due_on is not None and task.due_on < today and not stands else "due"
