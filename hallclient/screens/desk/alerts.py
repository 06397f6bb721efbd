"""What the clerk at this window must not overlook, each with the key that settles it."""

from __future__ import annotations

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.roles import may
from hallclient.screens.desk.parts import Part
from hallclient.services.accounts import Actor
from hallclient.services.desk import DeskView, Task
from hallclient.services.hall import Hall


def alerts(hall: Hall, actor: Actor, view: DeskView) -> list[Message]:
    """The alerts of now, the most pressing first."""
    return [
        *_attendance(hall, actor),
        *_countdown(view),
        *_last_days(hall, view),
        *_handed(hall, actor, view),
        *_parts(hall, actor),
        *_papers(view),
        *_unprinted(view),
        *_templates(hall),
        *_unclosed(hall),
        *_reviews(hall, actor),
    ]


def _attendance(hall: Hall, actor: Actor) -> list[Message]:
    from hallclient.services import attendance, calendar

    today = hall.clock.today()
    if not calendar.is_expected(calendar.work_calendar(hall), today):
        return []
    if attendance.punches(hall, today, today, actor.code):
        return []
    return [Message("Not signed in today (F5)")]


def _countdown(view: DeskView) -> list[Message]:
    """Day 4 and day 5 of those matters that the law accepts when nothing is told."""
    count = sum(t.standing.phase == "notice" and deemable(t) and t.standing.days in (0, 1) for t in view.tasks)
    return [Message("Tell, or accepted by law: {count}", count=count)] if count else []


def deemable(task: Task) -> bool:
    """Whether the law accepts the matter when nothing is told in time."""
    return task.legal_path == "licence" or bool(task.deemed_basis)


def _last_days(hall: Hall, view: DeskView) -> list[Message]:
    days = hall.config.last_days
    left = [t.standing.days for t in view.tasks if t.standing.phase == "decide" and t.standing.days is not None]
    count = sum(0 <= one <= days for one in left)
    return [Message("Due within {days} wd: {count}", days=days, count=count)] if count else []


def _papers(view: DeskView) -> list[Message]:
    silent = sum(t.standing.urgency == "remind" for t in view.tasks)
    found = [Message("Supplements not brought: {count}", count=silent)] if silent else []
    return [*found, Message("Deferred papers due: {count}", count=view.deferred)] if view.deferred else found


def is_for(hall: Hall, actor: Actor | None, task: Task) -> bool:
    """Whether a task was handed to this person, or to the window or department where the person works."""
    if actor is None or not task.pending:
        return False
    windows = (hall.config.window, *(() if actor.window is None else (actor.window,)))
    return task.pending.is_for(actor.code, windows, actor.department)


def _handed(hall: Hall, actor: Actor, view: DeskView) -> list[Message]:
    count = sum(is_for(hall, actor, task) for task in view.tasks)
    found = [Message("Handed to you: {count} (F7)", count=count)] if count else []
    waiting = sum(bool(task.pending) for task in view.tasks)
    if waiting and may(actor.role, "review"):
        found.append(Message("Not taken up in the hall: {count} (F9)", count=waiting))
    return found


def _parts(hall: Hall, actor: Actor) -> list[Message]:
    from hallclient.services import own_parts

    count, late = own_parts.count(hall, actor.code)
    if late:
        return [Message("Joint parts: {count}, {late} overdue (F7)", count=count, late=late)]
    return [Message("Joint parts: {count} (F7)", count=count)] if count else []


def _unprinted(view: DeskView) -> list[Message]:
    return [Message("Papers to print: {count} (P)", count=len(view.unprinted))] if view.unprinted else []


def _templates(hall: Hall) -> list[Message]:
    """Templates of the hall's own that do not hold, so that the built-in ones are used."""
    if not hall.home.templates.is_dir():
        return []
    from hallclient.jobs import paper_office

    broken = paper_office.broken_templates(hall)
    return [Message("Template not used: {names}", names=", ".join(broken))] if broken else []


def _unclosed(hall: Hall) -> list[Message]:
    from hallclient.services import day_close

    days = day_close.unclosed_before(hall, hall.clock.today())
    if not days:
        return []
    first = f"{days[0]:%m-%d}"
    if len(days) == 1:
        return [Message("{day} is not closed (F8)", day=first)]
    return [Message("{count} days are not closed, {day} the last (F8)", day=first, count=len(days))]


def _reviews(hall: Hall, actor: Actor) -> list[Message]:
    if not may(actor.role, "follow_up"):
        return []
    from hallclient.services import reviews

    today = hall.clock.today()
    found = reviews.due_for(hall, actor, today)
    late = sum(review.due is not None and review.due < today for review in found)
    if late:
        return [Message("Reviews due: {count}, late {late} (F9 6)", count=len(found), late=late)]
    return [Message("Reviews due: {count} (F9 6)", count=len(found))] if found else []


def line(found: list[Message]) -> tuple[list[Part], ...]:
    """The alerts side by side, with more room between them or less; a word of calm where there are none.

    Where they do not fit, the least pressing ones are only counted: W lists them.
    """
    if not found:
        return ([(say(Message("Nothing to remind you of.")), "dim")],)
    whole = [_line(found, *blanks) for blanks in (("   ", " "), (" ", ""))]
    counted = [
        [*_line(found[:-left], " ", ""), (" ", ""), (say(Message("+ {count} more (W)", count=left)), "due")]
        for left in range(1, len(found))
    ]
    return (*whole, *counted)


def _line(found: list[Message], gap: str, inside: str) -> list[Part]:
    parts: list[Part] = []
    for alert in found:
        parts += [(gap, "")] if parts else []
        parts.append((f"!{inside}{say(alert)}", "due"))
    return parts
