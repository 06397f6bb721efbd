"""How fast a text was typed: a card reader types faster than any hand."""

from __future__ import annotations

HAND = 0.05
"""Seconds from key to key, on the average of a text; readers need a few thousandths, good typists a tenth."""


class Pace:
    """``at`` notes a key at a moment (seconds of any clock); a text that begins anew begins its pace anew."""

    def __init__(self) -> None:
        self._first = self._last = 0.0
        self._keys = 0

    def at(self, moment: float, *, anew: bool) -> None:
        """A key was pressed; ``anew``: into an empty field."""
        if anew or not self._keys:
            self._first, self._keys = moment, 0
        self._last = moment
        self._keys += 1

    @property
    def by_hand(self) -> bool:
        """Whether a hand typed it, or changed what a reader had typed."""
        return self._keys > 1 and (self._last - self._first) / (self._keys - 1) > HAND
