"""A period as it is typed: a day, a month, a year, or from one to another."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date

_PART = re.compile(r"(\d{4})(?:[-/.年]?(\d{1,2})(?:[-/.月]?(\d{1,2})日?|月)?|年)?", re.ASCII)
_BETWEEN = re.compile(r"\.\.+|~|至|到|—+")

Period = tuple[date | None, date | None]
"""First and last day, both included; None where the period is open."""


def parse(text: str) -> Period | None:
    """``2026-11-20``, ``2026-11``, ``2026``, ``2026-11-01..2026-11-20``, ``2026-11..``, ``..2026``; also 2026年11月
    and 20261120. None for what is no period, or ends before it begins."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    ends = _BETWEEN.split(plain)
    if not plain or len(ends) > 2:
        return None
    spans = [_span(end) if end else (None, None) for end in ends]
    if None in spans or not any(ends):
        return None
    first, last = spans[0][0], spans[-1][1]  # type: ignore[index]
    return None if first is not None and last is not None and last < first else (first, last)


def _span(text: str) -> tuple[date, date] | None:
    found = _PART.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def said(period: Period) -> str:
    """The period as short as it can be typed."""
    first, last = period
    if first is None or last is None:
        return f"{first or ''}..{last or ''}"
    for short in (f"{first:%Y}", f"{first:%Y-%m}", f"{first}"):
        if parse(short) == period:
            return short
    return f"{first}..{last}"
