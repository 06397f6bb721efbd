"""A line on stderr that says how far something long has come; only on a terminal."""

from __future__ import annotations

from typing import TextIO

from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.rules.terms import WORK

_WIDTH = 30
_UPGRADE = Message(
    "The data of this hall is being brought up to the new version, once. It may take minutes: do not switch off."
)


class Progress:
    """Draws a bar, anew when its per cent change, and wipes it out in the end."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._shown: tuple[str, int] | None = None

    def __call__(self, step: str, done: float) -> None:
        """``step`` is ``read``, ``settle``, ``store`` or ``upgrade``; ``done`` goes from 0 to 1."""
        now = (step, int(done * 100))
        if now == self._shown:
            return
        self._shown = now
        full = int(done * _WIDTH)
        bar = "#" * full + "-" * (_WIDTH - full)
        self._out.write(f"\r\x1b[K{say(WORK[step])} [{bar}] {now[1]:3d} %")
        self._out.flush()

    def close(self) -> None:
        """Leave the line empty."""
        if self._shown is not None:
            self._out.write("\r\x1b[K")
            self._out.flush()


class Upgrading:
    """Says once that a new version has much to do before anything else, then draws the bar."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._bar = Progress(out) if out.isatty() else None
        self._said = False

    def __call__(self, done: float) -> None:
        """``done`` goes from 0 to 1."""
        if not self._said:
            self._said = True
            print(say(_UPGRADE), file=self._out, flush=True)
        if self._bar is not None:
            self._bar("upgrade", done)
            if done >= 1:
                self._bar.close()
