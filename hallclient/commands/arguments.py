"""The forms in which dates, times and pairs are typed; a wrong form is wrong usage (exit code 2)."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from datetime import date, datetime

from hallclient.language import say
from hallclient.rules.message import Message

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1970, 2999
"""Moments outside are slips; zones could not be applied at the ends of the calendar."""


def day(text: str) -> date:
    """``YYYY-MM-DD``."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _wrong(Message("“{text}” is not a date (YYYY-MM-DD)", text=text))


def moment(text: str) -> datetime:
    """``YYYY-MM-DDTHH:MM:SS±HH:MM``; without an offset (naive) the hall's own time, seconds may be missing."""
    try:
        if _MOMENT.fullmatch(text):
            found = datetime.fromisoformat(text)
            if _FIRST_YEAR < found.year <= _LAST_YEAR:
                return found
    except ValueError:
        pass
    raise _wrong(Message("“{text}” is not a time (YYYY-MM-DDTHH:MM:SS+08:00)", text=text))


def period(text: str) -> tuple[date, date]:
    """``A..B``, two dates as they were typed, perhaps in the wrong order."""
    first, dots, last = text.partition("..")
    if not dots:
        raise _wrong(Message("“{text}” is not a period (YYYY-MM-DD..YYYY-MM-DD)", text=text))
    return day(first), day(last)


def days(text: str) -> int:
    """A whole number of days, 0 or more."""
    return _number(text, least=0)


def count(text: str) -> int:
    """A whole number from 1 on."""
    return _number(text, least=1)


def _number(text: str, least: int) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least:
        return int(text)
    raise _wrong(Message("“{text}” is not a whole number from {least} on", text=text, least=least))


def setting(text: str) -> tuple[str, str]:
    """``KEY=VALUE``."""
    key, sign, value = text.partition("=")
    if not sign or not key.strip():
        raise _wrong(Message("“{text}” is not KEY=VALUE", text=text))
    return key.strip(), value


def mark(text: str) -> tuple[str, str, str]:
    """``MATERIAL=MARK`` or ``MATERIAL=MARK:WORDS`` as material, mark and words; a full-width colon will do."""
    code, sign, rest = text.partition("=")
    word, _, words = rest.replace("：", ":", 1).partition(":")
    if not sign or not code.strip() or not word.strip():
        raise _wrong(Message("“{text}” is not MATERIAL=MARK or MATERIAL=MARK:WORDS", text=text))
    return code.strip(), word.strip(), words


def _wrong(message: Message) -> ArgumentTypeError:
    return ArgumentTypeError(say(message))
