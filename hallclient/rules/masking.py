"""Personal data made unreadable: one fixed pattern inside the hall, one fixed pattern in public.

Differing masks of one value could be put together again, so there are no others (个人信息保护法 §§6, 51).
Organisations are not masked; the contacts that they give are.

==========  =========================  ======================
value       inside the hall            in public
==========  =========================  ======================
name        张*, 张*丰                 张**
identity    110105********002X         110105************
other paper first and last character   first character
phone       138****1234                nothing
address     to the village             to the village
==========  =========================  ======================
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from hallclient.rules import text
from hallclient.rules.request import Person

_HIDDEN = "****"
_IDENTITY_LENGTH = 18
_SHORTEST_SHOWN = 6
"""Shorter numbers of other papers are hidden whole: two characters of them would say too much."""

_MASKED_PHONE = re.compile(r"[0-9]{3}\*{4}[0-9]{4}")

# A house number starts here; nothing behind it may be shown.
_HOUSE = re.compile(r"\d|[一二三四五六七八九十百]+号")
_VILLAGE = re.compile(r".*?(?:社区|居民委员会|居委会|村民委员会|村委会|嘎查|村(?![街路镇乡道]))")
_TOWNSHIP = re.compile(r".+?(?:街道|苏木|镇(?!市)|乡(?!市))")
_COUNTY = re.compile(r".+(?:[县旗盟州]|市(?!场)|(?<!小)区)")


def hall_name(name: str) -> str:
    """``张*``; a name of three or more characters keeps its last one: ``张*丰``. Always one star."""
    characters = _characters(name)
    if not characters:
        return ""
    return f"{characters[0]}*{characters[-1]}" if len(characters) > 2 else f"{characters[0]}*"


def public_name(name: str) -> str:
    """``张**``: first character and always two stars."""
    characters = _characters(name)
    return f"{characters[0]}**" if characters else ""


def hall_id(number: str) -> str:
    """``110105********002X``; other lengths keep first and last character (``E****8``), short ones nothing."""
    number = text.identifier(number)
    if len(number) == _IDENTITY_LENGTH:
        return f"{number[:6]}********{number[-4:]}"
    if len(number) < _SHORTEST_SHOWN:
        return _HIDDEN if number else ""
    return f"{number[0]}{_HIDDEN}{number[-1]}"


def public_id(number: str) -> str:
    """``110105************``; other lengths keep the first character (``E****``), short ones nothing."""
    number = text.identifier(number)
    if len(number) == _IDENTITY_LENGTH:
        return f"{number[:6]}************"
    if len(number) < _SHORTEST_SHOWN:
        return _HIDDEN if number else ""
    return f"{number[0]}{_HIDDEN}"


def hall_phone(phone: str) -> str:
    """``138****1234``: first three and last four digits; of fewer than ten the last four at most."""
    number = text.phone(phone)
    if _MASKED_PHONE.fullmatch(number):
        return number  # taken in from a ledger that was exported masked
    digits = "".join(c for c in number if c in "0123456789")
    if len(digits) >= 10:
        return f"{digits[:3]}{_HIDDEN}{digits[-4:]}"
    if len(digits) >= 7:
        return f"{_HIDDEN}{digits[-4:]}"
    return _HIDDEN if number else ""


def public_phone(phone: str) -> str:
    """No phone number is ever published."""
    return ""


def hall_address(address: str) -> str:
    """The address to the village or community, or to the township or county where it names none.

    Nothing behind the first house number is looked at. What cannot be told is hidden whole.
    """
    address = text.one_line(address)
    house = _HOUSE.search(address)
    known = address[: house.start()] if house else address
    for level in (_VILLAGE, _TOWNSHIP, _COUNTY):
        found = level.match(known)
        if found:
            return found.group()
    return _HIDDEN if address else ""


def public_address(address: str) -> str:
    """As inside the hall: one pattern for addresses."""
    return hall_address(address)


def mask_person(person: Person, *, public: bool = False) -> Person:
    """The person with everything masked; of an organisation only the phone is."""
    phone = public_phone(person.phone) if public else hall_phone(person.phone)
    if person.organisation:
        return replace(person, phone=phone)
    if public:
        return replace(person, name=public_name(person.name), id_number=public_id(person.id_number), phone=phone)
    return replace(person, name=hall_name(person.name), id_number=hall_id(person.id_number), phone=phone)


def _characters(name: str) -> list[str]:
    """The characters as readers see them: accents and variation selectors stay with their letter."""
    seen: list[str] = []
    for character in text.clean(name):
        if seen and unicodedata.category(character).startswith("M"):
            seen[-1] += character
        else:
            seen.append(character)
    return seen
