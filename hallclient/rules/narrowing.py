"""Whether a row about a person or window is one that was asked for: “3号窗”, “民政局”, “王芳”, “1003”, or several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WINDOW = re.compile(r"(?:窗口|#)?(\d{1,2})(?:号(?:窗口?)?|窗口?)?")


def matches(wanted: str, *, window: int | None = None, code: str = "", words: Iterable[str] = ()) -> bool:
    """Every part of ``wanted`` must fit. One or two digits, with 号 or 窗 where one likes, are a window, or a whole
    code; anything else is the beginning of a code, or stands in one of ``words`` (department, name)."""
    told = [_plain(word) for word in words]
    code = _plain(code)
    for part in _plain(wanted).split():
        number = _WINDOW.fullmatch(part)
        if number:
            if int(number[1]) != window and part != code:
                return False
        elif not (code and code.startswith(part)) and not any(part in word for word in told):
            return False
    return True


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
