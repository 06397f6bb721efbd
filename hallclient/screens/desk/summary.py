"""The highlighted task in short: what it is about, how its clock runs, whose it is, what was done last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from hallclient.language import say
from hallclient.printing.text import wrap
from hallclient.rules import masking, provisional
from hallclient.rules.message import Message
from hallclient.rules.terms import ACTIONS, STATES
from hallclient.screens import waiting
from hallclient.services.desk import Step, Task
from hallclient.widgets.cells import cell_len, fit
from hallclient.widgets.keys import Keyed

Line = tuple[str, str]
"""Text, and the style of a list's row."""

_TALL = 8
"""Lines from which on there is room for a column."""


class TaskSummary(Keyed, Widget):
    """A column of lines, or with ``flat`` four lines below the list."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"task-summary--due", "task-summary--overdue", "task-summary--dim"}

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Task | None, Mapping[str, str], Sequence[Step]] = (None, {}, ())
        self._told: list[Line] = []
        self._looks: dict[str, Style] = {}

    def show(self, task: Task | None, names: Mapping[str, str], steps: Sequence[Step]) -> None:
        """Show another task; paints the lines that differ."""
        if task is self._shown[0] and steps == self._shown[2]:
            return
        self._shown = (task, names, steps)
        before, self._told = self._told, self._tell()
        changed = [y for y, (old, new) in enumerate(zip_longest(before, self._told)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed if y < self.size.height))

    def on_resize(self) -> None:
        """Other widths."""
        self._told = self._tell()
        self.refresh()

    @property
    def text(self) -> str:
        """What is shown."""
        return "\n".join(text for text, _ in self._told)

    def _tell(self) -> list[Line]:
        task, names, steps = self._shown
        if task is None:
            return []
        width = max(10, self.size.width)
        if self.size.height < _TALL:
            return [(fit(text, width).rstrip(), style) for text, style in flat_lines(task, names, steps)]
        return [(part, style) for text, style in tall_lines(task, names, steps) for part in wrap(text, width)]

    def notify_style_update(self) -> None:
        """Colours changed."""
        super().notify_style_update()
        self._looks.clear()

    def _look(self, style: str) -> Style:
        if style not in self._looks:
            whole = self.get_component_rich_style(f"task-summary--{style}") if style else self.rich_style
            self._looks[style] = whole
        return self._looks[style]

    def render_line(self, y: int) -> Strip:
        """One line."""
        width, base = self.size.width, self._look("")
        if y >= len(self._told):
            return Strip.blank(width, base)
        text, style = self._told[y]
        look = self._look(style)
        return Strip([Segment(fit(text, cell_len(text)), look)]).adjust_cell_length(width, base)


def tall_lines(task: Task, names: Mapping[str, str], steps: Sequence[Step]) -> list[Line]:
    """For the pane on the right."""
    lines = [
        (task.number, "dim"),
        (task.item_name, ""),
        (say(_applicant(task)), ""),
        (say(clock(task)), _colour(task)),
        *limits(task),
        (say(_people(task, names)), ""),
        *_remarks(task, names),
    ]
    return [*lines, ("", ""), *((f"{step.at:%m-%d %H:%M} {_act(step)} {step.name}", "dim") for step in steps)]


def flat_lines(task: Task, names: Mapping[str, str], steps: Sequence[Step]) -> list[Line]:
    """For the place below the list."""
    remarks = "  ".join(text for text, _ in _remarks(task, names))
    limited = "  ".join(text for text, _ in limits(task))
    return [
        (f"{task.short_number}  {task.item_name}  {say(_applicant(task))}", ""),
        (f"{say(clock(task))}  {limited}", _colour(task)),
        (f"{say(_people(task, names))}  {remarks}", ""),
        (" > ".join(f"{step.at:%m-%d %H:%M} {_act(step)}" for step in steps[-3:]), "dim"),
    ]


def _act(step: Step) -> str:
    action = ACTIONS.get(step.action)
    return say(action) if action else step.action


def _applicant(task: Task) -> Message:
    name = task.name if task.organisation else masking.hall_name(task.name)
    return Message("Applicant {name}, {state}", name=name or "-", state=STATES.get(task.state, Message("")))


def clock(task: Task) -> Message:
    """The clock in one sentence."""
    standing = task.standing
    if task.state == "registered":
        if standing.phase == "notice" and (task.legal_path == "licence" or task.deemed_basis):
            return Message(
                "Tell everything by {day}, {left}; otherwise accepted by law.",
                day=waiting.short_day(standing),
                left=waiting.left(standing),
            )
        if standing.phase == "notice":
            return Message(
                "Before acceptance: tell everything by {day}, {left}.",
                day=waiting.short_day(standing),
                left=waiting.left(standing),
            )
        if standing.phase == "deemed":
            return Message(
                "Not told within five working days: accepted by law since {day}.",
                day=task.counted_from or task.received_on,
            )
        if standing.days == 0:
            return Message("Everything was supplied: accept today.")
        return Message("Before acceptance: the limit has not begun.")
    if task.state == "awaiting_supplement":
        if task.supplement_due is None:
            return Message("Before acceptance: the limit has not begun.")
        if standing.urgency == "remind":
            return Message(
                "Papers asked for by {day} were not brought: remind the applicant.",
                day=f"{task.supplement_due:%m-%d}",
            )
        return Message("The limit has not begun; papers are asked for by {day}.", day=f"{task.supplement_due:%m-%d}")
    if task.state == "decided":
        return Message("Decided; to be collected.")
    if standing.phase == "paused":
        return Message(
            "The clock stands still since {day}; due {due} at the earliest.",
            day=task.paused_since,
            due=waiting.due(standing),
        )
    if standing.due is None:
        return Message("The guide names no limit.")
    return Message("Due {day}, {left}.", day=waiting.due(standing), left=waiting.left(standing))


def limits(task: Task) -> list[Line]:
    """Both limits side by side, once they run."""
    if task.accepted_on is None:
        return []
    promised, statutory = (_limit(task, due) for due in (task.promised_due, task.statutory_due))
    return [(say(Message("Promised {promised}, statutory {statutory}", promised=promised, statutory=statutory)), "")]


def _limit(task: Task, due: date | None) -> Message | str:
    guessed = provisional.is_listed_provisional(task.provisional, due, task.statutory_due)
    return provisional.marked(due, provisional=guessed) if due is not None else Message("none set")


def _people(task: Task, names: Mapping[str, str]) -> Message:
    return Message(
        "First asked {first}, with {owner}, visit {visits}",
        first=names.get(task.first_asked, task.first_asked),
        owner=names.get(task.owner, task.owner),
        visits=task.visits,
    )


def _remarks(task: Task, names: Mapping[str, str]) -> list[Line]:
    lines: list[Line] = []
    if task.pending:
        to = task.pending.words(names.get(task.pending.owner, ""))
        lines.append((say(Message("Handed to {name}, not taken up yet", name=to)), "due"))
    if task.green:
        lines.append((say(Message("Priority: {reason}", reason=task.green)), "due"))
    return lines


def _colour(task: Task) -> str:
    style = waiting.style(task.standing)
    return style if style in ("due", "overdue") else ""
