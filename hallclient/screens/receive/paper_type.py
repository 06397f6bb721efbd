"""Which paper a number belongs to, as far as the number itself says so."""

from __future__ import annotations

from hallclient.rules import identity, text

_FREE = frozenset(identity.ID_TYPES) - {"resident_id", "uscc"}
_WHOLE = 18


def settled(id_type: str, number: str) -> str:
    """``id_type``, or the other one of identity card and credit code where the number is clearly such a one.

    A type that the clerk chose among the other papers is left alone. Numbers that begin with 9 and hold
    letters are credit codes of businesses, which shows before they are complete.
    """
    if id_type in _FREE or not number:
        return id_type
    number = text.identifier(number).replace("-", "")
    if len(number) >= _WHOLE:
        kind = identity.kind_of(number)
        return id_type if kind == "unknown" else kind
    business = number[:1] == "9" and any(character.isalpha() for character in number)
    return "uscc" if business else id_type
