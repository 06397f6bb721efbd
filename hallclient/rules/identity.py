"""Identity numbers and phone numbers: what is wrong with one, said as exactly as a mistyped one needs.

Resident identity numbers follow GB 11643-1999, unified social credit codes GB 32100-2015. Residence permits
of people from Hong Kong, Macao and Taiwan (81…, 82…, 83…) carry a number of the first kind. Region codes are
not checked: they change, and old cards keep old ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from hallclient.rules import text as spelling
from hallclient.rules.message import Message

ID_TYPES = ("resident_id", "uscc", "passport", "hk_macao_permit", "taiwan_permit", "officer_id", "other")

_LENGTH = 18
_OLD_LENGTH = 15
_DIGITS = "0123456789"
_BIRTH_KNOWN = 14
"""After so many characters the date of birth (places 7 to 14) is complete."""

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))

_PROVINCE = re.compile("1[0-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]")
"""How the region code in a credit code (places 3 to 8) begins; 10 stands for the whole country."""

_BUSINESS = ("91", "92", "93")
"""Credit codes given by market regulation begin so; no resident number does."""

_OLD_NUMBER = Message("This is an old number of 15 digits; the number of 18 characters is needed.")

_LOCAL_NUMBER = re.compile(r"[2-9]\d{6,7}(-\d{1,6})?", re.ASCII)
_PHONES = (
    re.compile(r"1[3-9]\d{9}", re.ASCII),
    re.compile(r"(010|02\d|0[3-9]\d\d)-[2-9]\d{6,7}(-\d{1,6})?", re.ASCII),
    re.compile(r"[48]00\d{7}", re.ASCII),
    re.compile(r"12345"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. A ``problem`` blocks, a ``warning`` does not; ``valid`` means neither."""

    valid: bool
    warning: Message | None = None
    problem: Message | None = None


def check(id_type: str, number: str, today: date) -> Finding:
    """Check ``number`` as a paper of ``id_type`` (one of :data:`ID_TYPES`).

    A wrong resident number is a problem. A wrong credit code is a warning only, since some real codes fail
    the check. Of other papers only an empty number is a problem.
    """
    if id_type not in ID_TYPES:
        return Finding(False, problem=Message("Unknown type of paper: {type}.", type=id_type))
    number = spelling.identifier(number)
    if not number:
        return Finding(False, problem=Message("The number of the paper is missing."))
    if id_type == "resident_id":
        problem = _resident_problem(number.replace("-", ""), today)
        return Finding(problem is None, problem=problem)
    if id_type == "uscc":
        warning = _uscc_warning(number.replace("-", ""))
        return Finding(warning is None, warning=warning)
    return Finding(True)


def kind_of(number: str) -> str:
    """``resident_id``, ``uscc`` or ``unknown``, by the shape. A slip of one character leaves the kind as it is.

    Eighteen digits fit both kinds; a date of birth in its place speaks for a resident number, else a region
    code and a check digit in theirs for a credit code.
    """
    number = spelling.identifier(number).replace("-", "")
    slips = sum(character not in _DIGITS for character in number[:-1])
    if len(number) != _LENGTH:
        near = _OLD_LENGTH <= len(number) <= _LENGTH + 1
        return "resident_id" if near and slips == 0 and number[-1] in _RESIDENT_CHECKS else "unknown"
    if not (number.isascii() and number.isalnum()):
        return "resident_id" if slips + (number[-1] not in _RESIDENT_CHECKS) == 1 else "unknown"
    if _birth(number) is not None and slips <= 1:
        return "resident_id" if slips == 0 or _uscc_warning(number) is not None else "uscc"
    if slips:
        return "uscc"
    registered = bool(_PROVINCE.match(number, 2)) and _uscc_warning(number) is None
    return "uscc" if registered or number[:2] in _BUSINESS else "resident_id"


def inspect(number: str, today: date) -> tuple[str, Finding]:
    """The kind of ``number`` (see :func:`kind_of`) and what its check found."""
    kind = kind_of(number)
    if kind != "unknown":
        return kind, check(kind, number, today)
    if not spelling.identifier(number):
        return kind, check("other", number, today)
    problem = Message("This is neither a resident identity number nor a unified social credit code.")
    return kind, Finding(False, problem=problem)


def progress(id_type: str, text: str, today: date) -> Message | None:
    """What is already wrong with a number that is still being typed; ``None`` while it may become right."""
    if id_type not in ("resident_id", "uscc"):
        return None
    number = spelling.identifier(text).replace("-", "")
    if len(number) >= _LENGTH:
        finding = check(id_type, number, today)
        return finding.problem or finding.warning
    if id_type == "uscc":
        return _uscc_character(number)
    wrong = _resident_character(number)
    if wrong is None and len(number) >= _BIRTH_KNOWN:
        wrong = _birth_problem(number, today)
    # No date where the new numbers have it: these 15 digits are more likely an old number than a slip.
    return _OLD_NUMBER if wrong is not None and _is_old(number) else wrong


def check_phone(text: str) -> Message | None:
    """A warning when ``text`` does not look like a phone number; ``None`` for a good or an empty one.

    Good are mobile numbers, land lines with area code and perhaps an extension, 400 and 800 numbers, 12345.
    """
    number = spelling.phone(text)
    if not number or any(pattern.fullmatch(number) for pattern in _PHONES):
        return None
    for character in number:
        if character not in "0123456789-":
            return Message("A phone number cannot contain {character}.", character=character)
    if re.match(r"1[3-9]", number) and len(number) != 11:
        count = sum(character in _DIGITS for character in number)
        if count != 11:
            return Message("A mobile number has 11 digits, this one has {count}.", count=count)
    if _LOCAL_NUMBER.fullmatch(number):
        return Message("The area code of the land line is missing.")
    return Message("This does not look like a phone number; please check it.")


def _is_old(number: str) -> bool:
    return len(number) == _OLD_LENGTH and all(character in _DIGITS for character in number)


def _resident_problem(number: str, today: date) -> Message | None:
    if _is_old(number):
        return _OLD_NUMBER
    if len(number) != _LENGTH:
        return Message("A resident identity number has 18 characters, this one has {count}.", count=len(number))
    wrong = _resident_character(number) or _birth_problem(number, today)
    if wrong is not None:
        return wrong
    expected = _resident_check(number)
    if number[-1] != expected:
        return Message(
            "The check digit is wrong: these 17 digits need {expected}, not {found}.",
            expected=expected,
            found=number[-1],
        )
    return None


def _resident_character(number: str) -> Message | None:
    """The first character that cannot stand where it stands."""
    for place, character in enumerate(number[:_LENGTH], 1):
        if character in _DIGITS or (character == "X" and place == _LENGTH):
            continue
        if place == _LENGTH:
            return Message("Place 18 must be a digit or X, not {character}.", character=character)
        return Message("Place {place} must be a digit, not {character}.", place=place, character=character)
    return None


def _birth(number: str) -> date | None:
    digits = number[6:_BIRTH_KNOWN]
    if len(digits) != 8 or any(character not in _DIGITS for character in digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _birth_problem(number: str, today: date) -> Message | None:
    born = _birth(number)
    if born is None:
        digits = number[6:_BIRTH_KNOWN]
        return Message("There is no such date of birth: {date}.", date=f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    if born > today:
        return Message("The date of birth {date} lies in the future.", date=born.isoformat())
    return None


def _resident_check(number: str) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(_RESIDENT_WEIGHTS, number, strict=False))
    return _RESIDENT_CHECKS[total % 11]


def _uscc_warning(number: str) -> Message | None:
    if len(number) != _LENGTH:
        return Message("A unified social credit code has 18 characters, this one has {count}.", count=len(number))
    wrong = _uscc_character(number)
    if wrong is not None:
        return wrong
    values = (_USCC_ALPHABET.index(character) for character in number[:-1])
    total = sum(weight * value for weight, value in zip(_USCC_WEIGHTS, values, strict=True))
    expected = _USCC_ALPHABET[(31 - total % 31) % 31]
    if number[-1] != expected:
        return Message(
            "The check character should be {expected}, not {found}. Some real codes differ: compare the paper.",
            expected=expected,
            found=number[-1],
        )
    return None


def _uscc_character(number: str) -> Message | None:
    for place, character in enumerate(number[:_LENGTH], 1):
        if character not in _USCC_ALPHABET:
            return Message(
                "Place {place} of a unified social credit code cannot be {character}.",
                place=place,
                character=character,
            )
    return None
