"""Bad reviews (差评): who follows them up, by when, and in which order.

国务院办公厅《关于建立政务服务“好差评”制度提高政务服务水平的意见》: a bad review is looked into and the
person contacted within 1 working day, and what was wrong is put right within 15; wrong or malicious ones are
excluded with a reason. The days are settings of the hall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hallclient.rules import deadlines, roles
from hallclient.rules.message import Message
from hallclient.rules.workdays import WorkCalendar

BAD = ("2", "1")
"""不满意 and 非常不满意."""

STATES = {
    "open": Message("To contact"),
    "contacted": Message("To rectify"),
    "rectified": Message("Rectified"),
    "excluded": Message("Excluded"),
}
PENDING = ("open", "contacted")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the follow-up: from which states, to which one, and who may take it."""

    sources: tuple[str, ...]
    target: str
    permission: str


STEPS = {
    "contact": Step(("open",), "contacted", "follow_up"),
    "rectify": Step(("contacted",), "rectified", "follow_up"),
    "exclude": Step(("open", "contacted", "rectified"), "excluded", "exclude_review"),
}
"""No step is skipped: nothing is rectified that nobody has talked about with the applicant."""

_WHY_NOT = {
    ("contact", "contacted"): Message("The applicant has been contacted already."),
    ("contact", "rectified"): Message("The review has been rectified already."),
    ("rectify", "open"): Message("Contact the applicant first."),
    ("rectify", "rectified"): Message("The review has been rectified already."),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """By when a bad review is to be followed up; ``explanation`` says how it was counted."""

    contact_due: date
    rectify_due: date
    provisional: bool
    explanation: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken: when, by whom, and the words (what was said, done, or why)."""

    at: datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Review:
    """A bad review. ``number`` and ``terminal`` are those of its request, ``concerned`` the people who had it in
    hand, who neither handle nor exclude the review; ``version`` rises with every change."""

    number: str
    terminal: str
    version: int
    state: str
    rating: str
    rated_on: date
    window: int
    staff: str
    item: str
    item_name: str
    department: str
    concerned: tuple[str, ...]
    terms: Terms
    contacted: Done | None = None
    rectified: Done | None = None
    excluded: Done | None = None

    @property
    def short_number(self) -> str:
        """Window and serial (03-0012), as lists show it."""
        tail = self.number.rsplit("-", 1)[-1]
        return f"{tail[:2]}-{tail[2:]}"

    @property
    def due(self) -> date | None:
        """The day by which the next step is due; None when nothing is."""
        return {"open": self.terms.contact_due, "contacted": self.terms.rectify_due}.get(self.state)


@dataclass(frozen=True, slots=True)
class Handler:
    """Who would follow up: code, role and own window."""

    code: str
    role: str
    window: int | None


def terms(calendar: WorkCalendar, rated_on: date, contact_days: int, rectify_days: int) -> Terms:
    """Both due dates in working days after the day of the rating, which is not counted (民法典 §201)."""
    contact = deadlines.due(calendar, rated_on, contact_days)
    rectify = deadlines.due(calendar, rated_on, rectify_days)
    words = (
        Message("Contact within {days} working days.", days=contact_days),
        *contact.steps,
        Message("Rectify within {days} working days.", days=rectify_days),
        *rectify.steps,
    )
    return Terms(contact.day, rectify.day, contact.provisional or rectify.provisional, words)


def refusal(step: str, review: Review, who: Handler | None) -> Message | None:
    """Why ``who`` cannot take ``step`` now, or None.

    Contact and rectification are for a supervisor or the chief representative of the window that the review is
    about; exclusion is for a supervisor. Nobody does any of it where the own work is reviewed.
    """
    wanted = STEPS[step]
    if review.state == "excluded":
        return Message("The review has been excluded; it stays in the record.")
    if review.state not in wanted.sources:
        return _WHY_NOT[step, review.state]
    if who is None:
        return Message("Nobody is signed on: say who acts.")
    if not roles.may(who.role, wanted.permission):
        return roles.why_not(wanted.permission)
    if who.code in review.concerned:
        return Message("Nobody follows up a bad review of their own work.")
    if who.role == "chief" and who.window != review.window:
        return Message("The review is about window {window}: its own chief or a supervisor.", window=review.window)
    return None


def urgency(review: Review, today: date) -> str:
    """``overdue``, ``today`` or ``running``; empty where nothing is due any more."""
    if review.due is None:
        return ""
    if review.due < today:
        return "overdue"
    return "today" if review.due == today else "running"


def in_time(done: Done | None, due: date) -> bool | None:
    """Whether a step was taken by its day; None while it was not taken."""
    return None if done is None else done.at.date() <= due


def by_urgency(reviews: Sequence[Review]) -> list[Review]:
    """What is due first comes first; then what is done, the newest first."""
    pending = sorted((r for r in reviews if r.due is not None), key=lambda r: (r.due or r.rated_on, r.number))
    done = sorted((r for r in reviews if r.due is None), key=lambda r: (r.rated_on, r.number), reverse=True)
    return [*pending, *done]
