"""What a cell means: dates, times and moments in the spellings of offices, codes and the words for them."""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path

import hallclient
from hallclient.rules.message import Message
from hallclient.rules.text import clean

_LOCALE = Path(hallclient.__file__).with_name("locale")
_DAY = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_USUAL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?", re.ASCII)
_TIME = re.compile(
    r"(上午|下午|am|pm)?(\d{1,2})(?:[:时点](\d{1,2}))(?:[:分](\d{1,2}))?[分秒]?(?:\.\d+)?(am|pm)?", re.ASCII | re.I
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
"""Years outside are slips; zones could not be applied at the ends of the calendar."""

_ZONE = re.compile(r"(?:z|[+-]\d\d:?\d\d)$", re.I)
_YES = {"是", "1", "true", "yes", "y", "可", "√", "有"}
_NO = {"", "否", "0", "false", "no", "n", "不可", "×", "无"}


def _plain(text: str) -> str:
    """Full-width forms made narrow, blanks at the ends gone."""
    text = clean(text)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


@lru_cache(maxsize=4096)
def parse_day(text: str) -> date | None:
    """2026-11-20, 2026/11/20, 2026.11.20, 20261120, 2026年11月20日; a midnight behind it is allowed."""
    text = _plain(text)
    text = re.sub(r"[T ]00?:00(:00)?$", "", text)
    found = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    if found is None:
        return None
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def parse_time(text: str) -> time | None:
    """8:30, 08:30:00, 上午8:30, 8时30分."""
    found = _TIME.fullmatch(_plain(text).replace(" ", ""))
    if found is None:
        return None
    half = (found[1] or found[5] or "").lower()
    hour = int(found[2])
    if half in ("下午", "pm") and hour < 12:
        hour += 12
    elif half in ("上午", "am") and hour == 12:
        hour = 0
    try:
        return time(hour, int(found[3]), int(found[4] or 0))
    except ValueError:
        return None


def parse_moment(text: str) -> datetime | None:
    """A date and a time; naive where the text names no zone."""
    text = _plain(text)
    if _USUAL.fullmatch(text):
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
            return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None
    try:
        moment = datetime.fromisoformat(text) if "T" in text or _ZONE.search(text) else _local_moment(text)
    except ValueError:
        return None
    return moment if moment is not None and _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _local_moment(text: str) -> datetime | None:
    found = _DAY.match(text) or _COMPACT_DAY.match(text)
    if found is None:
        return None
    day, hour = parse_day(found.group()), parse_time(text[found.end() :].lstrip("T "))
    return datetime.combine(day, hour) if day is not None and hour is not None else None


def parse_bool(text: str) -> bool | None:
    """是/否, 1/0, true/false; nothing is no."""
    text = _plain(text).lower()
    return True if text in _YES else False if text in _NO else None


def parse_code(table: Mapping[str, Message], text: str, also: Mapping[str, str] | None = None) -> str | None:
    """The code that ``text`` means: the code itself, the word that the program shows for it in either
    language, or one of ``also`` (word → code)."""
    wanted = _plain(text).lower()
    if wanted in table:
        return wanted
    for code, word in table.items():
        if wanted in (word.text.lower(), _plain(_chinese().gettext(word.text)).lower()):
            return code
    return (also or {}).get(wanted)


@cache
def _chinese() -> gettext.NullTranslations:
    return gettext.translation("hallclient", _LOCALE, ["zh_CN"], fallback=True)
