"""Dates and times as people type them: ``0910``, ``9-10``, ``9月10日``, ``2026-09-10``, ``20260910``, ``今天``;
``0905``, ``9:05``, ``9点``; ``0910 0905``."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from hallclient.jobs.imports import values
from hallclient.rules import period
from hallclient.rules.message import Message
from hallclient.widgets.field import Check

_WORDS = {**period.WORDS, "明天": 1, "后天": 2, "tomorrow": 1}
_FORM = re.compile(r"(?:(?P<year>\d{4})-)?(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_TIME = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d\d)|(?P<full>\d{1,2})[点时]", re.ASCII)
_COMPACT = re.compile(r"(?P<year>\d{4})?(?P<month>\d\d)(?P<day>\d\d)")


def read_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """The date that ``text`` means; without a year the last such day, or with ``ahead`` the next one, seen from
    ``today``. None where it means none."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    plain = plain.replace("年", "-").replace("月", "-").removesuffix("日").replace("/", "-").replace(".", "-")
    found = _FORM.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found is None:
        return None
    month, day = int(found["month"]), int(found["day"])
    if found["year"]:
        return _date(int(found["year"]), month, day)
    for year in (today.year, today.year + 1) if ahead else (today.year, today.year - 1):
        one = _date(year, month, day)
        if one is not None and (one >= today if ahead else one <= today):
            return one
    return _date(today.year, month, day)


def read_end(text: str, today: date) -> date | None:
    """The last day of what may have ended: without a year the nearest such day, so that a paper that ended last week
    is not taken for one that ends in a year."""
    ahead, back = read_day(text, today, ahead=True), read_day(text, today)
    if ahead is None or back is None:
        return ahead
    return back if today - back < ahead - today else ahead


def read_time(text: str) -> time | None:
    """The time of day that ``text`` means, or None."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _TIME.fullmatch(plain)
    if found is None:
        return values.parse_time(plain)
    hour, minute = int(found["hour"] or found["full"]), int(found["minute"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_moment(text: str, today: date, *, nearest: bool = False) -> datetime | None:
    """The day and time that ``text`` means, with blanks between them; a time alone is one of ``today``. A day without
    its year is the last such day, or the ``nearest`` one, where it may lie ahead too."""
    whole = values.parse_moment(text)
    if whole is not None:
        return whole
    day_said, _, time_said = unicodedata.normalize("NFKC", text).strip().rpartition(" ")
    read = read_end if nearest else read_day
    day = read(day_said, today) if day_said else today
    hour = read_time(time_said)
    return datetime.combine(day, hour) if day is not None and hour is not None else None


def past(today: date) -> Check:
    """What is wrong with the date of something that has happened."""

    def check(text: str) -> Message | None:
        day = read_day(text, today)
        if day is None:
            return Message("Write the date like 0910, 9-10 or 2026-09-10.")
        return Message("That day has not come yet.") if day > today else None

    return check


def to_come(today: date) -> Check:
    """What is wrong with the date of something that is promised."""

    def check(text: str) -> Message | None:
        day = read_day(text, today, ahead=True)
        if day is None:
            return Message("Write the date like 0910, 9-10 or 2026-09-10.")
        return Message("That day has passed.") if day < today else None

    return check


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
