"""The figures of a day (or of a period): what came in, what went out, what is still open.

The figures that every hall publishes: received = completed + in progress; 办结率; 按承诺期限办结率; 满意率 =
(非常满意 + 满意 + 基本满意) / rated, two decimals. A day with nothing has figures of zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol, TypeVar

from hallclient.rules.clocks import stands
from hallclient.rules.request import RATINGS

T = TypeVar("T")

FINISHED = frozenset(
    {
        *("decided", "delivered", "answered", "not_accepted", "rejected_wrong_body", "withdrawn", "lapsed"),
        *("transferred", "replied", "archived", "abandoned"),
    }
)
"""States in which the hall's work on the matter is over (a decided one only waits to be collected)."""

SATISFIED = ("5", "4", "3")


class Counted(Protocol):
    """What figures read of a request: of the whole value, or of the line of a list."""

    @property
    def received_at(self) -> datetime: ...
    @property
    def received_on(self) -> date: ...
    @property
    def state(self) -> str: ...
    @property
    def notice_due(self) -> date | None: ...
    @property
    def accepted_on(self) -> date | None: ...
    @property
    def promised_due(self) -> date | None: ...
    @property
    def statutory_due(self) -> date | None: ...
    @property
    def paused_since(self) -> date | None: ...
    @property
    def decided_at(self) -> datetime | None: ...
    @property
    def result(self) -> str: ...
    @property
    def delivered_at(self) -> datetime | None: ...
    @property
    def rating(self) -> str: ...
    @property
    def closed_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Counts of requests from ``first`` to ``last``, both included.

    ``received``, ``completed`` and ``in_progress`` are the requests received in the period, as they stand at
    its end. ``accepted``, ``decided``, ``delivered``, ``answered``, ``refused`` and ``notices`` are what was
    done in the period, whenever the request came. ``open``, ``awaiting``, ``overdue``, ``due_soon`` and
    ``notice_overdue`` are the stock at its end, ``parked`` and ``unprinted`` as the caller counted them.
    ``promise_kept`` of ``promise_due`` were decided by the promised date. ``ratings`` are pairs of code and
    count.
    """

    first: date
    last: date
    received: int = 0
    completed: int = 0
    in_progress: int = 0
    accepted: int = 0
    decided: int = 0
    delivered: int = 0
    answered: int = 0
    refused: int = 0
    notices: int = 0
    open: int = 0
    awaiting: int = 0
    overdue: int = 0
    due_soon: int = 0
    notice_overdue: int = 0
    parked: int = 0
    unprinted: int = 0
    promise_due: int = 0
    promise_kept: int = 0
    ratings: tuple[tuple[str, int], ...] = tuple((code, 0) for code in RATINGS)

    @property
    def rated(self) -> int:
        """How many gave a rating; those who declined did not."""
        return sum(count for code, count in self.ratings if code != "declined")

    @property
    def completion_rate(self) -> Decimal | None:
        """办结率 in percent, two decimals; ``None`` when nothing was received."""
        return percent(self.completed, self.received)

    @property
    def promise_rate(self) -> Decimal | None:
        """按承诺期限办结率 in percent; ``None`` when nothing with a promised date was decided."""
        return percent(self.promise_kept, self.promise_due)

    @property
    def satisfaction_rate(self) -> Decimal | None:
        """满意率 in percent; ``None`` when nobody rated."""
        return percent(sum(count for code, count in self.ratings if code in SATISFIED), self.rated)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON: dates as text, rates as text with two decimals or ``None``."""
        plain: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        plain["first"], plain["last"] = self.first.isoformat(), self.last.isoformat()
        plain["ratings"] = dict(self.ratings)
        plain["rated"] = self.rated
        for name in ("completion_rate", "promise_rate", "satisfaction_rate"):
            rate: Decimal | None = getattr(self, name)
            plain[name] = None if rate is None else str(rate)
        return plain


def percent(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in percent, two decimals, halves up; ``None`` when there is no whole."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def day_figures(
    requests: Iterable[Counted],
    day: date,
    *,
    last: date | None = None,
    soon: date | None = None,
    notices: int = 0,
    parked: int = 0,
    unprinted: int = 0,
    ratings: Mapping[str, int] | None = None,
) -> DayFigures:
    """The figures of ``day``, or of ``day`` to ``last``.

    ``requests`` must hold every request that was received, accepted, finished or delivered in the period and
    every open one; others do no harm. ``soon`` is the last due date that counts as due soon (the caller has
    the calendar). ``notices``, ``parked`` and ``unprinted`` are counted by the caller: they are not requests.
    So are ``ratings``, where the day of each is known and which of them do not count; without them a rating
    belongs to the day on which the visit ended.
    """
    end = last or day
    count: Counter[str] = Counter()
    for request in requests:
        count.update(_facts(request, day, end, soon or end))
    rated = {code: count[f"rated {code}"] for code in RATINGS} if ratings is None else ratings
    names = {field.name for field in fields(DayFigures)} - {"first", "last", "ratings"}
    given = {"notices": notices, "parked": parked, "unprinted": unprinted}
    return DayFigures(
        first=day,
        last=end,
        ratings=tuple((code, rated.get(code, 0)) for code in RATINGS),
        **{name: given.get(name, count[name]) for name in names},
    )


def _facts(request: Counted, first: date, last: date, soon: date) -> Iterable[str]:
    """The figures in which one request counts."""
    yield from _done_in_period(request, first, last)
    if request.received_on > last:
        return
    finished = finished_on(request)
    over = finished is not None and finished <= last
    if first <= request.received_on:
        yield "received"
        yield "completed" if over else "in_progress"
    if not over:
        yield "open"
        yield from _standing(request, last, soon)


def _done_in_period(request: Counted, first: date, last: date) -> Iterable[str]:
    finished = finished_on(request)
    if request.accepted_on and first <= request.accepted_on <= last:
        yield "accepted"
    if request.delivered_at and first <= request.delivered_at.date() <= last:
        yield "delivered"
    if request.rating and first <= _rated_on(request) <= last:
        yield f"rated {request.rating}"
    if finished is None or not first <= finished <= last:
        return
    if request.state in ("answered", "replied"):
        yield "answered"
    if request.state in ("not_accepted", "rejected_wrong_body") or request.result == "refused":
        yield "refused"
    if request.decided_at:
        yield "decided"
        if request.promised_due:
            yield "promise_due"
            if finished <= request.promised_due:
                yield "promise_kept"


def _standing(request: Counted, last: date, soon: date) -> Iterable[str]:
    if request.state == "awaiting_supplement":
        yield "awaiting"
    if request.accepted_on is None:
        if request.state == "registered" and request.notice_due and request.notice_due < last:
            yield "notice_overdue"
        if request.promised_due is None:
            return
    due = request.promised_due or request.statutory_due
    if stands(due, request.paused_since):
        return
    if due is not None and due < last:
        yield "overdue"
    elif due is not None and due <= soon:
        yield "due_soon"


def finished_on(request: Counted) -> date | None:
    """The day on which the work on the matter was over, ``None`` while it goes on.

    The decision ends it, or whatever else closed it; a request in a final state of which no time is known
    is taken as finished on the day of receipt.
    """
    moment = finish(request.state, request.decided_at, request.closed_at, request.delivered_at, request.received_at)
    return moment.date() if moment is not None else None


def finish(state: str, decided: T | None, closed: T | None, delivered: T | None, received: T) -> T | None:
    """The moment of :func:`finished_on`, in whatever moments are given in."""
    return (decided or closed or delivered or received) if state in FINISHED else None


def _rated_on(request: Counted) -> date:
    """A rating is given when the visit ends: at delivery, else when the matter was closed."""
    moment = request.delivered_at or request.closed_at or request.decided_at or request.received_at
    return moment.date()
