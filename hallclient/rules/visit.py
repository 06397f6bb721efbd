"""A visit (到场) as spans of time: which span may follow which, and how long somebody waited and was served.

Nothing is overwritten. A recall is one more span, and a slip of the hand is marked void with its reason while the
span before it goes on from where it stopped: neither resets a waiting or serving time. Times are whole seconds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hallclient.rules.message import Message

KINDS = ("waiting", "called", "serving", "parked")

PAUSE = timedelta(minutes=30)
"""A visitor for whom nothing was done so long has gone, though nobody said so."""

SPANS = {
    "waiting": Message("Waiting"),
    "called": Message("Called"),
    "serving": Message("At the window"),
    "parked": Message("Parked"),
}

ENDS = {
    "": Message("Not over"),
    "served": Message("Served"),
    "left": Message("Left unserved"),
    "stale": Message("Closed with the day"),
    "void": Message("Nobody came"),
}

_FOLLOWS: dict[str, frozenset[str]] = {
    "": frozenset({"waiting", "called", "serving"}),
    "waiting": frozenset({"called", "serving"}),
    # Called again, or not there: back to waiting.
    "called": frozenset({"called", "serving", "waiting"}),
    "serving": frozenset({"parked", "waiting"}),
    "parked": frozenset({"called", "serving"}),
}


@dataclass(frozen=True, slots=True)
class Span:
    """One span. ``ended_at`` is None while it runs; a ``void`` one counts for nothing; a ``resumed`` one is the
    span before it, going on after a slip. ``id`` comes with storing."""

    kind: str
    staff: str
    window: int
    began_at: datetime
    ended_at: datetime | None = None
    reason: str = ""
    void: bool = False
    resumed: bool = False
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's time in the hall. ``queue`` is the number of the slip; ``outcome`` is empty while it goes on.

    ``requests`` are the numbers of those dealt with in it.
    """

    id: int
    terminal: str
    window: int
    staff: str
    arrived_at: datetime
    queue: str = ""
    green: str = ""
    left_at: datetime | None = None
    outcome: str = ""
    spans: tuple[Span, ...] = ()
    requests: tuple[str, ...] = ()

    @property
    def current(self) -> Span | None:
        """The span that runs now."""
        return current(self.spans)


def current(spans: Iterable[Span]) -> Span | None:
    """The span that runs; None before the first and after the last."""
    return next((span for span in spans if span.ended_at is None and not span.void), None)


def refusal(spans: Sequence[Span], kind: str, window: int, *, over: bool = False) -> Message | None:
    """Why ``kind`` cannot follow now at ``window``, or None. ``over``: the visitor has left.

    A visitor who was called to one window, or stands there, is not called or served at another.
    """
    if over:
        return Message("The visitor has left already.")
    running = current(spans)
    if running and running.kind in ("called", "serving") and running.window != window:
        return Message("Window {window} has this visitor: {kind}.", window=running.window, kind=SPANS[running.kind])
    if kind in _FOLLOWS[running.kind if running else ""]:
        return None
    if running is not None and running.kind == kind:
        return Message("That is so already: {kind}.", kind=SPANS[kind])
    return Message(
        "“{kind}” does not follow on “{now}”.", kind=SPANS[kind], now=SPANS[running.kind] if running else "-"
    )


def follow(
    spans: Sequence[Span], kind: str, at: datetime, *, staff: str, window: int, reason: str = ""
) -> tuple[Span, ...]:
    """The spans after ``kind`` began at ``at``: the running one ends there. To be asked :func:`refusal` before."""
    return (*ended(spans, at), Span(kind, staff, window, _not_before(spans, at), reason=reason))


def ended(spans: Sequence[Span], at: datetime, reason: str = "") -> tuple[Span, ...]:
    """The spans after the running one ended. A clock that went back ends it where it began."""
    return tuple(
        replace(span, ended_at=max(at, span.began_at), reason=reason or span.reason)
        if span.ended_at is None and not span.void
        else span
        for span in spans
    )


def unknown(spans: Sequence[Span], at: datetime) -> tuple[Span, ...]:
    """The spans after the day was closed over a visit of which nobody knows the end: what ran is void, since any end
    of it would be made up."""
    return tuple(
        replace(span, ended_at=max(at, span.began_at), void=True, reason="day-close")
        if span.ended_at is None and not span.void
        else span
        for span in spans
    )


def undo_refusal(spans: Sequence[Span]) -> Message | None:
    """Why the last step cannot be undone, or None."""
    steps = _steps(spans)
    if not steps or (current(spans) is not None and len(steps) < 2):
        return Message("There is no step before this one.")
    return None


def undone(spans: Sequence[Span], at: datetime, reason: str) -> tuple[Span, ...]:
    """The spans after the last step was a slip. Its spans are marked void with ``reason``, and the step before it
    goes on from where it stopped, so that its time has no gap; a visitor said to have left goes on likewise."""
    steps = _steps(spans)
    if current(spans) is None:
        gone = steps[-1][-1]
        begun = gone.ended_at or at
        return (*spans, replace(gone, id=None, began_at=begun, ended_at=None, reason=reason, resumed=True))
    slip, before = steps[-1], steps[-2][-1]
    marked = tuple(
        replace(span, ended_at=span.ended_at or max(at, span.began_at), reason=reason, void=True)
        if span in slip
        else span
        for span in spans
    )
    return (*marked, replace(before, id=None, began_at=slip[0].began_at, ended_at=None, resumed=True))


def seconds(spans: Iterable[Span], kinds: Collection[str], until: datetime) -> int:
    """Seconds spent in spans of ``kinds``; what still runs counts up to ``until``."""
    total = 0
    for span in spans:
        if span.kind in kinds and not span.void:
            end = span.ended_at if span.ended_at is not None else max(until, span.began_at)
            total += int((end - span.began_at).total_seconds())
    return total


def waited(spans: Iterable[Span], until: datetime) -> int:
    """Seconds from arrival to service: waiting, and called but not there yet."""
    return seconds(spans, ("waiting", "called"), until)


def served(spans: Iterable[Span], until: datetime) -> int:
    """Seconds at windows."""
    return seconds(spans, ("serving",), until)


def last_seen(began_at: datetime, moments: Iterable[datetime]) -> datetime:
    """When a visitor was last served, as far as what was done tells: ``moments``, until a pause longer than
    :data:`PAUSE`. What is done to a request hours later is no longer done before the visitor's eyes."""
    seen = began_at
    for moment in sorted(moments):
        if moment - seen > PAUSE:
            break
        seen = max(seen, moment)
    return seen


def _steps(spans: Iterable[Span]) -> list[list[Span]]:
    """The spans that count, each step with what resumed it."""
    steps: list[list[Span]] = []
    for span in spans:
        if span.void:
            continue
        if span.resumed and steps:
            steps[-1].append(span)
        else:
            steps.append([span])
    return steps


def _not_before(spans: Sequence[Span], at: datetime) -> datetime:
    """``at``, or where the running span began when the clock went back behind it."""
    running = current(spans)
    return max(at, running.began_at) if running else at
