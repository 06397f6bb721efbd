"""A paper for the applicant before it has a form: the same blocks become text, a page, a PDF, a slip.

What papers say is Chinese whatever the language of the screen: they are documents under Chinese law.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

BY_HAND = "____________"
"""Where a value is not known: a place to write it by hand."""

_NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with their values, one below the other."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``strong`` for what must not be overlooked."""

    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """A numbered list of things: the first column names the thing, empty cells are left out in text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Places to be filled in by hand: signatures, times."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """A place for a seal (never a picture of one) and the date under it."""

    words: str
    dated: str


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of ``data``, the number of the request; plain text has no place for one and names the number."""

    data: str


Block = Fields | Paragraph | Entries | Places | Seal | Code


@dataclass(frozen=True, slots=True)
class Paper:
    """Who issues it, what it is, its number, and what it says in order."""

    hall: str
    title: str
    number: str
    blocks: tuple[Block, ...]


def chinese_date(day: date | None, otherwise: str = BY_HAND) -> str:
    """``2026年11月20日``."""
    return f"{day.year}年{day.month}月{day.day}日" if day else otherwise


def chinese_time(moment: datetime) -> str:
    """``2026年11月20日 09:31``, in the zone that the value carries."""
    return f"{chinese_date(moment.date())} {moment:%H:%M}"


def numeral(number: int) -> str:
    """Chinese numerals up to ten, digits beyond."""
    return _NUMERALS[number] if 0 <= number < len(_NUMERALS) else str(number)


def pieces(originals: int, copies: int) -> str:
    """``原件1份，复印件2份``; empty when the guide names no number."""
    parts = [f"原件{originals}份"] if originals else []
    return "，".join([*parts, f"复印件{copies}份"] if copies else parts)


def matter(name: str, code: str) -> str:
    """``最低生活保障（MZ01）``."""
    return f"{name}（{code}）" if name and code else name or code or BY_HAND


def kept(paper: str, copies: int, keepers: str) -> str:
    """How many copies there are and who keeps each: ``本凭证一式两份，申请人、收件窗口各执一份。``"""
    if copies == 2:
        return f"{paper}一式两份，{keepers}各执一份。"
    if copies < 2:
        return f"{paper}一式一份，由申请人持有，本窗口留存副本。"
    return f"{paper}一式{numeral(copies)}份，{keepers}各执一份，其余存档。"


def window_of(number: int, name: str) -> str:
    """``3号窗口（综合）``."""
    return f"{number}号窗口（{name}）" if name else f"{number}号窗口"


def person(name: str, code: str) -> str:
    """``王芳（工号1003）``."""
    if name and code:
        return f"{name}（工号{code}）"
    return name or code or BY_HAND
