"""A period as it is typed: a day, a month, a year, or from one to another."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta

from hallclient.rules.message import Message

_PART = re.compile(r"(\d{4})(?:[-/.年]?(\d{1,2})(?:[-/.月]?(\d{1,2})日?|月)?|年)?", re.ASCII)
_SHORT = re.compile(r"(?:(?P<month>\d{1,2})[-/.月])?(?P<day>\d{1,2})[日号]?|(?P<only>\d{1,2})月份?", re.ASCII)
_COMPACT = re.compile(r"(?P<month>0[1-9]|1[0-2])(?P<day>\d\d)", re.ASCII)
_BETWEEN = re.compile(r"\.\.+|~|至|到|—+")

_FAR = 12 * 9
"""Months that are looked through for a day without its year: to the next 29 February, whatever the century."""
_YEARS = (1900, 2999)
"""Four digits outside of them are no year, but may be a day: 1120."""

WORDS = {"今天": 0, "昨天": -1, "前天": -2, "today": 0, "yesterday": -1}
"""Days that have a name of their own, counted from today."""

NONE = Message("Write a day, a month or a year, like 1120, 11-20, 2026-11, or two of them: 11-01..11-20.")
"""What to say of a text that is no period."""

Period = tuple[date | None, date | None]
"""First and last day, both included; None where the period is open."""


def parse(text: str, today: date | None = None) -> Period | None:
    """``2026-11-20``, ``2026-11``, ``2026``, ``2026-11-01..2026-11-20``, ``2026-11..``, ``..2026``; also 2026年11月
    and 20261120. Seen from ``today`` also ``11-20``, ``1120``, ``20``, 11月, 昨天: the last such day or month; the
    end of a span is the next one after its beginning. None for what is no period, or ends before it begins."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").lower()
    ends = _BETWEEN.split(plain)
    if len(ends) > 2 or not any(ends):
        return None
    first: date | None = None
    last: date | None = None
    if ends[0]:
        begun = _span(ends[0]) or _short(ends[0], today)
        if begun is None:
            return None
        first, last = begun
    if len(ends) == 2:
        last = None
        if ends[1]:
            ended = _span(ends[1]) or _short(ends[1], today, first)
            if ended is None:
                return None
            last = ended[1]
    if first is not None and last is not None and last < first:
        return None
    return first, last


def _short(text: str, today: date | None, since: date | None = None) -> tuple[date, date] | None:
    """A day or month without its year: the last one up to ``today``, or the first one that ends ``since`` then."""
    if today is None:
        return None
    if text in WORDS:
        day = today + timedelta(days=WORDS[text])
        return day, day
    found = _COMPACT.fullmatch(text) or _SHORT.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    month, number = parts["month"] or parts.get("only"), parts["day"]
    year, at = (since or today).year, (since or today).month
    for _ in range(_FAR):
        if month is None or int(month) == at:
            span = _days(year, at, int(number) if number else None)
            if span is not None and (span[1] >= since if since else span[0] <= today):
                return span
        year, at = _neighbour(year, at, 1 if since else -1)
    return None


def _neighbour(year: int, month: int, by: int) -> tuple[int, int]:
    """The month after, or before."""
    place = year * 12 + month - 1 + by
    return place // 12, place % 12 + 1


def _span(text: str) -> tuple[date, date] | None:
    found = _PART.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or not _YEARS[0] <= year <= _YEARS[1]:
        return None
    return _days(year, month, day) if month is not None else (date(year, 1, 1), date(year, 12, 31))


def _days(year: int, month: int, day: int | None) -> tuple[date, date] | None:
    """The day, or the whole month; None where there is none such."""
    try:
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
