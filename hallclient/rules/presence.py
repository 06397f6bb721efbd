"""Who is signed in when, and what does not fit the work done: questions for the supervisor, never verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from hallclient.rules.punch import Punch
from hallclient.rules.spans import Span, cut, joined, without


@dataclass(frozen=True, slots=True)
class Stay:
    """From a sign-in to the sign-out after it, at a window (None where it is not known)."""

    start: datetime
    end: datetime
    window: int | None


def stays(punches: Iterable[tuple[Punch, int | None]], until: datetime) -> list[Stay]:
    """The times for which a person was signed in. A sign-in at another window without a sign-out before it begins a
    second stay beside the first: nobody knows which of the two is true. What is still open lasts ``until``."""
    found: list[Stay] = []
    open_ones: dict[int | None, datetime] = {}
    for punch, window in sorted(punches, key=lambda pair: pair[0].at):
        if punch.kind == "in":
            open_ones.setdefault(window, punch.at)
        elif punch.kind == "out":
            at = window if window in open_ones else next(iter(open_ones), None)
            if at in open_ones:
                found.append(Stay(open_ones.pop(at), punch.at, at))
    found += [Stay(start, max(start, until), window) for window, start in open_ones.items()]
    return sorted(found, key=lambda stay: (stay.start, stay.window or 0))


def away(punches: Iterable[Punch], until: datetime) -> tuple[Span, ...]:
    """From each ``away`` to the next punch of another kind."""
    found, since = [], None
    for punch in sorted(punches, key=lambda punch: punch.at):
        if punch.kind == "away":
            since = since or punch.at
        elif since is not None:
            found.append((since, punch.at))
            since = None
    if since is not None:
        found.append((since, max(since, until)))
    return joined(found)


def outside(work: Iterable[datetime], signed_in: Sequence[Stay]) -> list[datetime]:
    """The moments of work at which nobody was signed in; ends of a stay belong to it."""
    return [at for at in sorted(work) if not any(stay.start <= at <= stay.end for stay in signed_in)]


def idle(
    work: Iterable[datetime], signed_in: Sequence[Stay], duty: Sequence[Span], gone: Sequence[Span]
) -> list[Span]:
    """The times without work while the person was signed in and on duty, time away taken out."""
    there = without(
        (part for stay in signed_in for span in duty if (part := cut((stay.start, stay.end), span))), gone
    )
    moments = sorted(work)
    found: list[Span] = []
    for start, end in there:
        found += pairwise([start, *(at for at in moments if start < at < end), end])
    return found


LET_WAIT = timedelta(minutes=10)
"""A wait of less is called in the ordinary course."""


def awaited(span: Span, waits: Iterable[Span]) -> int:
    """How many waited long in a time without work: where nobody did, a quiet hour is nobody's fault."""
    parts = (cut(wait, span) for wait in waits)
    return sum(part is not None and part[1] - part[0] >= LET_WAIT for part in parts)


def two_windows(signed_in: Sequence[Stay]) -> list[tuple[Stay, Stay]]:
    """Pairs of stays of one person at different windows at the same time."""
    return [
        (one, other)
        for place, one in enumerate(signed_in)
        for other in signed_in[place + 1 :]
        if one.window != other.window and other.start < one.end and one.start < other.end
    ]


SHORTEST = timedelta(minutes=1)
"""Two people meet at a window for so long before anybody asks: one hands over to the other."""


def together(one: Sequence[Stay], other: Sequence[Stay]) -> list[tuple[int, Span]]:
    """Where and when two people were signed in at one window."""
    found = []
    for mine in one:
        for theirs in other:
            span = cut((mine.start, mine.end), (theirs.start, theirs.end))
            if span and mine.window == theirs.window and mine.window is not None and span[1] - span[0] > SHORTEST:
                found.append((mine.window, span))
    return found
