"""Pinyin initials of the words of the menus, without a dictionary.

The first 3,755 characters of GB 2312 stand in the order of their pinyin, so that a character's code tells
the letter it begins with. That covers every word of the menus; names and the catalogue need more and have
their initials stored.
"""

from __future__ import annotations

from bisect import bisect_right

_LETTERS = "abcdefghjklmnopqrstwxyz"
_FIRSTS = [char.encode("gb2312") for char in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
_LAST = "座".encode("gb2312")
# Read otherwise in the words of a government hall than where they stand.
_OTHER = {"重": "zc", "长": "cz", "调": "dt", "行": "xh", "数": "s", "还": "hh", "单": "d", "查": "c"}


def initials(text: str) -> str:
    """``收件`` → ``sj``. Letters and digits stay, in lower case; everything else goes."""
    return "".join(_of(char)[:1] for char in text)


def has_initials(text: str, typed: str) -> bool:
    """Whether ``typed`` occurs in the initials of ``text``, characters with two readings taken either way."""
    choices = [letters for letters in map(_of, text) if letters]
    return any(
        all(letter in letters for letter, letters in zip(typed, choices[place:], strict=False))
        for place in range(len(choices) - len(typed) + 1)
    )


def _of(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    if char in _OTHER:
        return _OTHER[char]
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if not _FIRSTS[0] <= code <= _LAST:
        return ""
    return _LETTERS[bisect_right(_FIRSTS, code) - 1]
