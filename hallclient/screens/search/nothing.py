"""What to say where nothing was found: what was too short, what to type instead, what the list is narrowed to."""

from __future__ import annotations

import re

from hallclient.rules import text
from hallclient.rules.message import Message
from hallclient.services.request_lines import Filter
from hallclient.services.search import EVERYTHING

_FOUND_NONE = Message("Nothing was found.")
_NARROWED = Message("Nothing was found in this list: Ctrl+U lists everything again.")
_NO_REQUESTS = Message("There is no request yet: F2 receives one.")
_ONE = Message("One character finds names only: type two of a matter, four digits of a number.")
_SHORT = Message("Nothing was found: a short number is window and serial, such as 03-0012 or 3-12.")
_DIGITS = Message("Nothing was found: of a phone or identifier type the last four digits.")

_CUT_SHORT = re.compile(r"\d{1,2}-\d{0,4}")
_WHOLE = re.compile(r"(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})")
"""A phone number, which is looked for as it is."""


def words(typed: str, wanted: Filter) -> Message:
    """For the empty list: ``typed`` found nothing in the list that was ``wanted``."""
    if not typed:
        return _NO_REQUESTS if wanted == EVERYTHING else _NARROWED
    number = text.reference(text.one_line(typed))
    if len(number) == 1:
        return _ONE
    if _CUT_SHORT.fullmatch(number):
        return _SHORT
    if number.isdecimal() and len(number) != 4 and not _WHOLE.fullmatch(number):
        return _DIGITS
    return _FOUND_NONE if wanted == EVERYTHING else _NARROWED
