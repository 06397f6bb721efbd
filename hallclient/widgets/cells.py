"""Text measured in terminal cells: Chinese characters take two, ``len()`` does not know."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from hallclient.rules.text import clean

CUT = "~"
"""Stands at the end of what was cut. The usual ellipsis takes one cell or two, depending on the terminal."""


@lru_cache(maxsize=4096)
def fit(text: str, width: int, right: bool = False) -> str:
    """``text`` made harmless, in exactly ``width`` cells: cut with ``~``, or filled with blanks."""
    if width <= 0:
        return ""
    text = clean(text)
    size = cell_len(text)
    if size > width:
        return set_cell_size(set_cell_size(text, width - 1).rstrip(" ") + CUT, width)
    return " " * (width - size) + text if right else text + " " * (width - size)


def safe(text: str, style: str = "") -> Text:
    """Text from outside for a widget: never markup, no control characters."""
    return Text(clean(text), style=style, no_wrap=False)


__all__ = ["CUT", "cell_len", "fit", "safe"]
