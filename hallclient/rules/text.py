"""Text from outside made harmless, and identifiers and phone numbers in one spelling.

Names are never "corrected": rare characters, brackets and inner blanks stay as they were typed.
"""

from __future__ import annotations

import re
import unicodedata

# Line breaks of every kind, and tabs: they part words, so a blank takes their place.
_BREAKS = "\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029"
_BREAK = re.compile(f" *[{_BREAKS}][{_BREAKS} ]*")

# C0 and C1 controls (ESC is one), format characters (Unicode Cf: bidi controls, zero-width, tags), fillers
# that have no width, lone surrogates (no encoding takes them), non-characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f\ud800-\udfff]"
)
_BLANKS = re.compile(r"\s+")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\u2500\u30fc]")
_JOINED_LENGTHS = (15, 18)
_LAND_LINE = re.compile(r"(010|02\d|0[3-9]\d\d)-?(\d{7,8})(-\d{1,6})?", re.ASCII)
_MOBILE_OR_SERVICE = re.compile(r"1[3-9]\d{9}|[48]00\d{7}", re.ASCII)


def clean(text: str) -> str:
    """``text`` as one line without anything that a terminal would obey or nobody can see.

    Line breaks and tabs become one blank; blanks at both ends go. For every string that comes from outside,
    at input, at import and when rendering. Cleaning twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    return _BREAK.sub(" ", _UNSEEN.sub("", text)).strip()


def one_line(text: str) -> str:
    """Clean ``text`` with every run of blanks, wide ones too, as a single blank."""
    return _BLANKS.sub(" ", clean(text))


def limit(text: str, n: int) -> str:
    """At most ``n`` characters of ``text``, ending in ``...`` where some were cut. Not for identifiers."""
    if len(text) <= n:
        return text
    return text[: n - 3] + "..." if n > 3 else text[: max(0, n)]


def identifier(text: str) -> str:
    """An identifier in its one spelling: full-width made ASCII, no blanks, capital letters.

    Hyphens go only where 15 or 18 characters remain (an identity number written in groups); in the numbers
    of other papers they belong to the number.
    """
    number = unicodedata.normalize("NFKC", _ascii(text).upper())
    joined = number.replace("-", "")
    return joined if len(joined) in _JOINED_LENGTHS and joined.isascii() else number


def reference(text: str) -> str:
    """A number that the program gave out, as typed, in its one spelling: narrow, no blanks, capital letters.

    Unlike in :func:`identifier` every hyphen stays: a number with a short hall code has 18 characters too.
    """
    return _ascii(text).upper()


def phone(text: str) -> str:
    """A phone number in its one spelling: ``13812345678``, ``0536-2158000-801``, ``4008123456``.

    The country code of China goes, brackets around an area code and the word for an extension become hyphens.
    What is no phone number comes back clean but otherwise as it was.
    """
    number = _ascii(text)
    if _MOBILE_OR_SERVICE.fullmatch(number):
        return number
    number = re.sub(r"^\((0\d{2,3})\)-?", r"\1-", number)
    number = re.sub(r"(?i)(?<=\d)-?(?:转|分机|ext\.?|x)(?=\d+$)", "-", number)
    abroad = re.match(r"(?:\+|00)86-?(?=\d)", number)
    if abroad:
        number = number[abroad.end() :]
    digits = number.replace("-", "")
    if _MOBILE_OR_SERVICE.fullmatch(digits):
        return digits
    if abroad and not number.startswith("0"):
        # Behind the country code the 0 of the area code is left out.
        number = f"0{number}"
    land = _LAND_LINE.fullmatch(number)
    return f"{land[1]}-{land[2]}{land[3] or ''}" if land else number


def _ascii(text: str) -> str:
    """Clean, full-width forms narrow, every dash a hyphen, no blanks."""
    if text.isascii() and text.isprintable():
        return text.replace(" ", "")
    narrow = unicodedata.normalize("NFKC", _DASHES.sub("-", clean(text)))
    # A few characters fall apart into a blank and an accent; without the blank the accent joins its neighbour.
    return unicodedata.normalize("NFKC", _BLANKS.sub("", clean(_DASHES.sub("-", narrow))))
