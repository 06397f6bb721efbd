"""Conditions, their relations and departments of an item as one line of text, for workbook and form, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hallclient.rules.conditions import Rule
from hallclient.rules.item import Item
from hallclient.rules.message import Message

SIGN = "；"
"""Parts several values in one cell; the narrow one will do as well."""

_WORDS = {"implies": "包含", "excludes": "排斥"}
_RELATION = re.compile(r"(.+?)\s*(包含|排斥|\bimplies\b|\bexcludes\b)\s*(.+)")
_CODES = {words: code for code, words in _WORDS.items()}


def parts(text: str) -> tuple[str, ...]:
    """The values of a cell."""
    return tuple(part.strip() for part in text.replace(SIGN, ";").split(";") if part.strip())


TWICE = Message("The condition {code} stands there twice.")


def names(conditions: Mapping[str, str]) -> dict[str, str]:
    """Condition → the words that it is called by: its code where others have the same words."""
    words = list(conditions.values())
    return {code: label if words.count(label) == 1 else code for code, label in conditions.items()}


def conditions_text(item: Item) -> str:
    """``agent=委托他人代办；…``"""
    return SIGN.join(code if code == label else f"{code}={label}" for code, label in item.conditions)


def conditions_of(text: str) -> dict[str, str]:
    """Code → words; words alone are their own code."""
    found = {}
    for part in parts(text):
        code, sign, words = (piece.strip() for piece in part.replace("＝", "=").partition("="))
        found[code] = words if sign else code
    return found


def twice(text: str) -> str | None:
    """The first condition whose code stands there twice: the second would take the place of the first in silence."""
    codes = [part.replace("＝", "=").partition("=")[0].strip() for part in parts(text)]
    return next((code for place, code in enumerate(codes) if code in codes[:place]), None)


def rules_text(item: Item) -> str:
    """``企业 包含 委托他人代办；…``"""
    called = names(dict(item.conditions))
    return SIGN.join(
        f"{called.get(one, one)} {_WORDS.get(relation, relation)} {called.get(other, other)}"
        for one, relation, other in item.condition_rules
    )


def rules_of(text: str, conditions: Mapping[str, str]) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """The relations, conditions by their code or words, and the parts that are none."""
    codes = {words: code for code, words in names(conditions).items()} | {code: code for code in conditions}
    found, bad = [], []
    for part in parts(text):
        match = _RELATION.fullmatch(part)
        if match is None:
            bad.append(part)
            continue
        one, relation, other = match.groups()
        found.append((codes.get(one, one), _CODES.get(relation, relation), codes.get(other, other)))
    return tuple(found), tuple(bad)


def departments_text(item: Item) -> str:
    """``县民政局；县残联（残疾人）``"""
    called = names(dict(item.conditions))
    return SIGN.join(f"{name}（{called.get(code, code)}）" if code else name for name, code in item.departments)


def departments_of(text: str, conditions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Who takes part in a joint matter, with the condition under which it does."""
    found = []
    for part in parts(text):
        name, _, words = part.replace("（", "(").rstrip("）)").partition("(")
        found.append((name.strip(), condition_of(words.strip(), conditions)))
    return tuple(found)


def condition_of(words: str, conditions: Mapping[str, str]) -> str:
    """The code of a condition given by code or words; the words themselves where there is none."""
    return next((code for code, label in conditions.items() if words in (code, label)), words)
