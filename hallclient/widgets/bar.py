"""A bar of block characters in exactly so many terminal cells, to an eighth of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL, _LIGHT = "█", "▒"
"""Two patterns, so that the parts of a bar can be told apart without colours."""


@dataclass(frozen=True, slots=True)
class Bar:
    """``done`` and ``rest`` one behind the other, of ``most``, which is the longest bar of its list."""

    done: int
    rest: int
    most: int

    def pieces(self, width: int) -> Sequence[tuple[str, str]]:
        """Texts with the names of their styles (``good`` and ``due``), ``width`` cells together, blanks behind.

        Where anything is to be shown, at least an eighth of a cell is; the whole is never longer than ``width``.
        """
        whole = self.done + self.rest
        if width <= 0 or whole <= 0 or self.most <= 0:
            return [(" " * max(0, width), "")]
        cells = _eighths(min(whole, self.most), self.most, width)
        if not self.rest:
            full, part = divmod(cells, 8)
            text = _FULL * full + (_EIGHTHS[part] if part else "")
            return [(text, "good"), (" " * (width - len(text)), "")]
        # A light part has no eighths: the whole ends at a cell.
        length = max(1, -(-cells // 8))
        first = min(length - 1, round(length * self.done / whole)) if self.done else 0
        if self.done and length > 1:
            first = max(1, first)
        return [(_FULL * first, "good"), (_LIGHT * (length - first), "due"), (" " * (width - length), "")]


def progress(done: int, whole: int, width: int) -> str:
    """How far work has come, in ``width`` cells: none of it while ``whole`` is nothing, never more than all."""
    full = min(done, whole) * width // max(1, whole)
    return "█" * full + "░" * (width - full)


def _eighths(value: int, most: int, width: int) -> int:
    return max(1, round(value * width * 8 / most))
