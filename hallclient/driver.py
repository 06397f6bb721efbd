"""The terminal driver: Textual's own for Linux and macOS, with an Esc that does not wait.

Textual looks for a pending Esc only when its ``select(0.1)`` comes back, so that a lone Esc takes 104 ms to
arrive. Here the wait is as long as is needed, and no longer. What could be the beginning of a longer
sequence, or is part of a paste, still gets Textual's whole patience.
"""

from __future__ import annotations

import os
import select
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.driver import Driver

ESCAPE_SECONDS = 0.012
"""How long a lone Esc waits for company. A key such as F2 sends its bytes in one go, so the rest of it is
there at once even over a slow line. ``ESCDELAY`` (milliseconds), known from other programs, overrides this."""
_PASTE_SECONDS = 2.0
_INTRODUCERS = "\x1b[OPX]^_"
"""After ESC, the beginning of something longer."""
_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"


def driver_class() -> type[Driver] | None:
    """The quick driver, or None where Textual should choose: Windows, a browser, a Textual that changed."""
    textuals_own = _driver_to_replace()
    if textuals_own is None:
        return None
    from textual import constants

    escape_seconds = constants.ESCAPE_DELAY if "ESCDELAY" in os.environ else ESCAPE_SECONDS

    class HallDriver(textuals_own):
        """Textual's driver with its input thread replaced."""

        _wake: tuple[int, int] | None = None

        def run_input_thread(self) -> None:
            """Read keys until told to stop; nothing wakes this thread but input, a timeout or the end."""
            self._wake = os.pipe()
            feed = EscapeFeed(make_parser(self._debug), escape_seconds)
            decode = getincrementaldecoder("utf-8")("replace").decode
            try:
                while not self.exit_event.is_set():
                    ready, _, _ = select.select([self.fileno, self._wake[0]], [], [], feed.patience())
                    if self.fileno in ready:
                        data = os.read(self.fileno, 4096)
                        if not data:
                            # The terminal is gone; SIGHUP tells the application, this loop must not spin.
                            self.exit_event.wait(0.1)
                        for event in feed.take(decode(data)):
                            self.process_message(event)
                    for event in feed.late():
                        self.process_message(event)
            finally:
                wake, self._wake = self._wake, None
                for end in wake:
                    os.close(end)

        def disable_input(self) -> None:
            """Wake the thread, so that the program ends at once and not after the next tick."""
            self.exit_event.set()
            if self._wake is not None:
                os.write(self._wake[1], b"x")
            if self._key_thread is not None:
                self._key_thread.join()
                self._key_thread = None
            self.exit_event.clear()
            super().disable_input()

    return HallDriver


def _driver_to_replace() -> Any:
    if sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    try:
        from textual.drivers.linux_driver import LinuxDriver
    except ImportError:
        return None
    as_expected = hasattr(make_parser(), "_timeout_time") and hasattr(LinuxDriver, "run_input_thread")
    return LinuxDriver if as_expected else None


def make_parser(debug: bool = False) -> Any:
    """Textual's parser with Alt and a digit as just that (Textual takes them for signs of a Mac keyboard), and with a
    line feed as Enter: what is typed while the program starts comes through the terminal's line discipline, which
    makes a line feed of the Enter, and a code with its PIN would stand there as if Enter had never been pressed."""
    from textual import events
    from textual._xterm_parser import XTermParser

    class HallParser(XTermParser):
        def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
            if len(sequence) == 2 and sequence[0] == "\x1b" and sequence[1] in "0123456789":
                return [events.Key(f"alt+{sequence[1]}", None)]
            if sequence == "\n" and not alt:
                return [events.Key("enter", "\r")]
            return super()._sequence_to_key_events(sequence, alt)

    return HallParser(debug)


class EscapeFeed:
    """Textual's parser with a patience that depends on what it is waiting for.

    ``parser`` comes from :func:`make_parser`.
    """

    def __init__(self, parser: Any, escape_seconds: float = ESCAPE_SECONDS) -> None:
        from textual._time import get_time

        self._parser = parser
        self._escape_seconds = escape_seconds
        self._now = get_time
        self._pasting = False
        self._tail = ""

    def take(self, data: str) -> list[Any]:
        """Events of what was read."""
        if not data:
            return []
        events = list(self._parser.feed(data))
        self._note_paste(data)
        if self._parser._timeout_time is not None:
            if self._pasting:
                self._parser._timeout_time = self._now() + _PASTE_SECONDS
            elif data == "\x1b":
                # More than the one byte means that a sequence was cut: that may take its time.
                self._parser._timeout_time = self._now() + self._escape_seconds
            elif len(data) == 2 and data[0] == "\x1b" and data[1] not in _INTRODUCERS:
                # Alt with a key, and complete: nothing else begins like this.
                self._parser._timeout_time = self._now()
        return events

    def late(self) -> list[Any]:
        """Events of what has waited long enough."""
        return list(self._parser.tick())

    def patience(self) -> float | None:
        """Seconds until :meth:`late` has something to say; None while nothing is pending."""
        deadline = self._parser._timeout_time
        return None if deadline is None else max(0.0, deadline - self._now())

    def _note_paste(self, data: str) -> None:
        """Follow the paste brackets, which may be cut anywhere."""
        text = self._tail + data
        start, end = text.rfind(_PASTE_START), text.rfind(_PASTE_END)
        if start != end:
            self._pasting = start > end
            # A bracket that was counted must not be counted again.
            text = text[max(start, end) + len(_PASTE_START) :]
        self._tail = text[-(len(_PASTE_START) - 1) :]
