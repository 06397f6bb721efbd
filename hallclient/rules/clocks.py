"""The clocks of a request: both due dates from its facts, with every step of their counting.

Time for hearings, inspections, expert review and the like does not count: the working days after the letter is
sent, through the day on which its result arrives (行政许可法 §45). The head of the deciding body may extend the
statutory limit once by ten days, the government at its level a joint matter by fifteen (§42).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from hallclient.rules import deadlines
from hallclient.rules.deadlines import Due, Period
from hallclient.rules.kinds import kind_of
from hallclient.rules.message import Message
from hallclient.rules.request import Request
from hallclient.rules.terms import EXCLUSIONS
from hallclient.rules.workdays import WorkCalendar

EXTENSION_DAYS = {"instant": 10, "promised": 10, "passed_up": 10, "joint": 15}
"""By how many days at most the limit of a kind can be extended, once; other kinds have none (行政许可法 §42)."""

NOTICE_REMINDER = 1
"""Working days left of the five for the notice on which a matter that the law would accept is reminded of: day 4."""

_PROMISED = Message("Promised limit: {days} days.")
_ANSWER = Message("Limit for the answer: {days} days from receipt.")
_STATUTORY = Message("Statutory limit: {days} days.")
_PROMISED_MOVED = Message("{day}, {cause}: the promised due date moved from {old} to {new}.")
_ANSWER_MOVED = Message("{day}, {cause}: the due date of the answer moved from {old} to {new}.")
_STATUTORY_MOVED = Message("{day}, {cause}: the statutory due date moved from {old} to {new}.")
_NOT_MOVED = Message("{day}, {cause}: the due dates stay.")
_HISTORY = frozenset({_PROMISED_MOVED.text, _ANSWER_MOVED.text, _STATUTORY_MOVED.text, _NOT_MOVED.text})
_AWAITED = Message(
    "{kind}, letter {letter} of {sent}: no result yet, so the clock stands still and the dates are the earliest "
    "possible."
)
_NONE_CAME = Message(
    "{kind}, letter {letter} of {sent}: finished on {ended} without a result; the days after the letter through that "
    "day do not count."
)
_ARRIVED = Message(
    "{kind}, letter {letter} of {sent}, result of {result}: the days after the letter through the result do not "
    "count."
)


class Limits(Protocol):
    """The lengths of the limits, ``None`` where the guide names none. A request has them, and an item."""

    @property
    def statutory_days(self) -> int | None: ...
    @property
    def promised_days(self) -> int | None: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Excluded:
    """A letter that the applicant was told in, and the day on which its result arrived; None while it is awaited.

    ``kind`` is a code of ``terms.EXCLUSIONS``; ``by`` and ``ended_by`` are the people who recorded it.
    ``finished_on`` is the day on which the request was finished while the result was awaited: that ends the waiting.
    """

    kind: str
    letter: str
    sent_on: date
    result_on: date | None = None
    reason: str = ""
    by: str = ""
    ended_by: str = ""
    ident: int = 0
    finished_on: date | None = None

    @property
    def awaited(self) -> bool:
        """Whether the clock stands for it."""
        return self.result_on is None and self.finished_on is None

    def period(self, today: date) -> Period | None:
        """The days that do not count, through ``today`` while the result is awaited; None when there are none."""
        first, last = self.sent_on + timedelta(days=1), self.result_on or self.finished_on or today
        return (first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Extension:
    """Approved by the head of the deciding body (本行政机关负责人), or of the government for a joint matter."""

    days: int
    approver: str
    approved_on: date
    document: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the clocks are counted from. ``counted_from`` is a later day of receipt (after hours), else None;
    ``corrected_on`` the day on which the correction of a disclosure request arrived (政府信息公开条例 §30);
    ``answered`` where the promise is the limit for an answer, which runs from receipt and is the only one."""

    accepted_on: date
    counted_from: date | None = None
    received_on: date | None = None
    by_law: bool = False
    excluded: tuple[Excluded, ...] = ()
    extension: Extension | None = None
    corrected_on: date | None = None
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both due dates, None where there is no limit. While ``paused_since`` they are the earliest possible."""

    promised_due: date | None
    statutory_due: date | None
    provisional: bool
    paused_since: date | None
    explanation: tuple[Message, ...]


def run(calendar: WorkCalendar, limits: Limits, facts: Facts, today: date) -> Clocks:
    """Count both limits from the day of acceptance, or from the day that counts as that of receipt if it is later.

    Neither is counted itself (民法典 §201). Excluded time is left out of both and an extension added to both; while
    a result is awaited, the days through ``today`` are sure to be left out.
    """
    start = facts.corrected_on or max(facts.accepted_on, facts.counted_from or facts.accepted_on)
    periods = [period for one in facts.excluded if (period := one.period(today)) is not None]
    found: dict[str, Due] = {}
    steps = [*_receipt_steps(facts), *excluded_steps(facts.excluded)]
    named = (
        ("promised", limits.promised_days, _ANSWER if facts.answered else _PROMISED),
        ("statutory", limits.statutory_days, _STATUTORY),
    )
    for name, term, label in named:
        if term is None or (facts.answered and name == "statutory"):
            continue
        longer = term + (facts.extension.days if facts.extension else 0)
        found[name] = deadlines.due(calendar, start, longer, limits.unit, periods)
        steps += [Message(label.text, days=term), *extension_steps(facts.extension), *found[name].steps]
    return Clocks(
        promised_due=found["promised"].day if "promised" in found else None,
        statutory_due=found["statutory"].day if "statutory" in found else None,
        provisional=any(due.provisional for due in found.values()),
        paused_since=min((one.sent_on for one in facts.excluded if one.awaited), default=None),
        explanation=tuple(steps),
    )


def notice_steps(calendar: WorkCalendar, request: Request) -> tuple[Message, ...]:
    """How the last day for the one-time notice is counted (行政许可法 §32(1)(4), 政府信息公开条例 §30)."""
    head = [_after_hours(request.received_on, request.counted_from)] if request.counted_from else []
    days = kind_of(request.kind).notice_days
    label = Message("One-time notice: within {days} working days of receipt.", days=days)
    return (*head, label, *deadlines.notice_due(calendar, request.counts_from, days).steps)


def moved(
    day: date,
    cause: Message,
    old: tuple[date | None, date | None],
    new: tuple[date | None, date | None],
    *,
    answered: bool = False,
) -> tuple[Message, ...]:
    """What a change did to the promised and the statutory due date, in that order, in words; ``answered`` as in
    :class:`Facts`."""
    told = []
    sentences = (_ANSWER_MOVED if answered else _PROMISED_MOVED, _STATUTORY_MOVED)
    for sentence, before, after in zip(sentences, old, new, strict=True):
        if before != after and before is not None and after is not None:
            dates = {"old": before.isoformat(), "new": after.isoformat()}
            told.append(Message(sentence.text, day=day.isoformat(), cause=cause, **dates))
    return tuple(told) or (Message(_NOT_MOVED.text, day=day.isoformat(), cause=cause),)


def history(explanation: Iterable[Message]) -> tuple[Message, ...]:
    """What earlier changes did, from an explanation that is about to be made anew."""
    return tuple(step for step in explanation if step.text in _HISTORY)


def stands(due: date | None, paused_since: date | None) -> bool:
    """Whether the clock stands, so that ``due`` cannot be missed: a letter that was sent before that day had passed
    awaits its result. One that was sent later makes nothing late undone."""
    return paused_since is not None and (due is None or due >= paused_since)


def counted_from(calendar: WorkCalendar, received_at: datetime, closes: time) -> date | None:
    """The working day as of which it counts as received, where work after hours counts from the next one.

    ``closes`` is the end of that day's hours. None for what came before it on a working day: then it is the day of
    receipt. An unknown year counts Monday to Friday.
    """
    day = received_at.date()
    if calendar.is_workday_guess(day) and received_at.time() <= closes:
        return None
    return calendar.next_workday(day, guess=True)


def _receipt_steps(facts: Facts) -> list[Message]:
    steps = []
    if facts.counted_from is not None and facts.received_on is not None:
        steps.append(_after_hours(facts.received_on, facts.counted_from))
    if facts.corrected_on is not None:
        steps.append(
            Message(
                "The correction was received on {day}: the reply is counted anew from there (条例 §30).",
                day=facts.corrected_on.isoformat(),
            )
        )
    if facts.by_law:
        steps.append(
            Message(
                "Not told within five working days: accepted by law, back to {day}.",
                day=facts.accepted_on.isoformat(),
            )
        )
    return steps


def _after_hours(received_on: date, counted_from: date) -> Message:
    return Message(
        "Received on {day} after hours or on a rest day: counts as received on {counted}.",
        day=received_on.isoformat(),
        counted=counted_from.isoformat(),
    )


def excluded_steps(excluded: Sequence[Excluded]) -> list[Message]:
    """Each letter with its result, in the order in which they were sent."""
    steps = []
    for one in sorted(excluded, key=lambda one: (one.sent_on, one.ident)):
        values: dict[str, Any] = {"kind": EXCLUSIONS[one.kind], "letter": one.letter, "sent": one.sent_on.isoformat()}
        if one.awaited:
            steps.append(Message(_AWAITED.text, **values))
        elif one.result_on is None:
            steps.append(Message(_NONE_CAME.text, **values, ended=str(one.finished_on)))
        else:
            steps.append(Message(_ARRIVED.text, **values, result=one.result_on.isoformat()))
    return steps


def extension_steps(extension: Extension | None) -> list[Message]:
    """By how much, by whom and in which document it was extended; nothing where it was not."""
    if extension is None:
        return []
    return [
        Message(
            "Extended by {days} days: approved by {approver} on {day}, document {document}.",
            days=extension.days,
            approver=extension.approver,
            day=extension.approved_on.isoformat(),
            document=extension.document,
        )
    ]
