"""The follow-up of bad reviews (差评): the ledger, what is due, and its steps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.queries import reviews as queries
from hallclient.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from hallclient.rules import deadlines, roles
from hallclient.rules import review as rules
from hallclient.rules.message import Message
from hallclient.rules.review import Done, Handler, Review, Terms
from hallclient.rules.text import clean
from hallclient.services import accounts, journal, requests
from hallclient.services.accounts import Actor
from hallclient.services.calendar import work_calendar
from hallclient.services.desk import Standing
from hallclient.services.hall import Hall

_WORDS = {"contact": "contact_words", "rectify": "rectify_words", "exclude": "exclude_reason"}
_PAST = {"contact": "contacted", "rectify": "rectified", "exclude": "excluded"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step of the follow-up, with the reason why it cannot be taken now; None where it can."""

    step: str
    reason: Message | None


def listing(
    hall: Hall, states: Sequence[str] = (), first: date | None = None, last: date | None = None
) -> list[Review]:
    """The ledger, what is due first first; ``first`` and ``last`` are days of the rating."""
    return rules.by_urgency([_value(hall, row) for row in queries.every(hall.db, states, first, last)])


def due(hall: Hall, day: date) -> list[Review]:
    """The reviews with a step that is due on ``day`` or overdue by then."""
    return [review for review in listing(hall, rules.PENDING) if review.due is not None and review.due <= day]


def due_for(hall: Hall, actor: Actor, day: date) -> list[Review]:
    """Those of them whose next step this person may take."""
    steps = {"open": "contact", "contacted": "rectify"}
    handler = _handler(actor)
    return [r for r in due(hall, day) if rules.refusal(steps[r.state], r, handler) is None]


def count_due(hall: Hall, day: date) -> tuple[int, int]:
    """How many are overdue by ``day``, and how many are due on it."""
    return queries.count_due(hall.db, day)


def standing(hall: Hall, review: Review) -> Standing:
    """How long the next step of a review may take."""
    today = hall.clock.today()
    days = deadlines.days_left(work_calendar(hall), today, review.due) if review.due else None
    return Standing("review", rules.urgency(review, today), review.due, days)


def get(hall: Hall, number: str) -> Review:
    """The bad review of a request. Raises :class:`NotFound`."""
    return _one(hall, requests.row_of(hall, number).id, number)


def _one(hall: Hall, request: int, number: str) -> Review:
    rows = queries.every(hall.db, request=request)
    if not rows:
        raise NotFound(
            Message("The request {number} has no bad review.", number=number),
            Message("See the bad reviews with “hallclient review list”."),
        )
    return _value(hall, rows[0])


def offers(review: Review, actor: Actor | None) -> tuple[Offer, ...]:
    """Every step with the reason why it cannot be taken now."""
    return tuple(Offer(step, rules.refusal(step, review, _handler(actor))) for step in rules.STEPS)


def _handler(actor: Actor | None) -> Handler | None:
    return Handler(actor.code, actor.role, actor.window) if actor else None


def follow_up(hall: Hall, actor: Actor | None, number: str, step: str, words: str, seen: int | None = None) -> Review:
    """Take ``step`` (contact, rectify, exclude) with its words; ``seen`` is the version that was looked at.

    Raises :class:`Refused` with the reason of the rules, :class:`BadInput` without words, and
    :class:`Conflict` when somebody changed the review meanwhile. Nothing is changed then.
    """
    permission = rules.STEPS[step].permission
    actor = accounts.demand(actor, permission)
    said = clean(words)
    if not said:
        raise BadInput(
            Message("The step needs words."),
            Message("Say what was talked about or done, or why the review is left out."),
        )
    with hall.write():
        row = requests.row_of(hall, number)
        review = _one(hall, row.id, number)
        if seen is not None and seen != review.version:
            raise _changed_meanwhile()
        reason = rules.refusal(step, review, _handler(actor))
        if reason is not None:
            error = NotAllowed if roles.may(actor.role, permission) and actor.code in review.concerned else Refused
            raise error(reason, Message("See where it stands with “hallclient review show {number}”.", number=number))
        if not queries.update(hall.db, row.id, review.version, step_columns(hall, actor, step, said)):
            raise _changed_meanwhile()
        # What was said may name people, so the journal has its digest only.
        whole = queries.as_row(hall.db, row.id)
        subject = f"{row.number}@{row.terminal}"
        journal.record(hall, actor.code, f"review-{step}", "review", subject, {"state": whole["state"]}, whole)
    return _one(hall, row.id, number)


def step_columns(hall: Hall, actor: Actor, step: str, words: str) -> dict[str, Any]:
    """What a step changes in the row of a review."""
    past = _PAST[step]
    now = hall.clock.now()
    return {"state": rules.STEPS[step].target, f"{past}_at": now, f"{past}_by": actor.code, _WORDS[step]: words}


def _changed_meanwhile() -> Conflict:
    return Conflict(
        Message("The review was changed by somebody else meanwhile."),
        Message("Look again, then decide; nothing was overwritten."),
    )


def _value(hall: Hall, row: Any) -> Review:
    request, evaluation = row.request, row.request.evaluation
    concerned = dict.fromkeys((request.first_asked, request.owner, evaluation.staff, request.decided_by))
    explanation = tuple(Message(text, **values) for text, values in json.loads(row.explanation))
    return Review(
        number=request.number,
        terminal=request.terminal,
        version=row.version,
        state=row.state,
        rating=evaluation.rating,
        rated_on=evaluation.day,
        window=evaluation.window,
        staff=evaluation.staff,
        item=request.item,
        item_name=request.item_name,
        department=request.department,
        concerned=tuple(code for code in concerned if code),
        terms=Terms(row.contact_due, row.rectify_due, bool(row.provisional), explanation),
        contacted=_done(hall, row.contacted_at, row.contacted_by, row.contact_words),
        rectified=_done(hall, row.rectified_at, row.rectified_by, row.rectify_words),
        excluded=_done(hall, row.excluded_at, row.excluded_by, row.exclude_reason),
    )


def _done(hall: Hall, at: datetime | None, by: str, words: str) -> Done | None:
    return Done(hall.clock.local(at), by, words) if at is not None else None
