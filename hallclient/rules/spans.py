"""Stretches of time: joined, cut to a frame, and with others taken out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]
"""From a moment up to, not including, a later one."""


def cut(span: Span, frame: Span) -> Span | None:
    """What of ``span`` lies inside ``frame``; None when nothing does."""
    start, end = max(span[0], frame[0]), min(span[1], frame[1])
    return (start, end) if start < end else None


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time in order, with overlapping and touching spans made one."""
    result: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """``spans``, joined, less everything in ``taken``."""
    holes = joined(taken)
    result: list[Span] = []
    for start, end in joined(spans):
        for hole_start, hole_end in holes:
            if start < hole_start < end:
                result.append((start, hole_start))
            if hole_start < end and start < hole_end:
                start = min(hole_end, end)
        if start < end:
            result.append((start, end))
    return tuple(result)


def total(spans: Iterable[Span]) -> timedelta:
    """How long all ``spans`` are together; they must not overlap."""
    return sum((end - start for start, end in spans), timedelta())
