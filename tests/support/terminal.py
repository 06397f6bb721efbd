"""A real pseudo-terminal with a screen: what is typed goes in, what a person would see comes out."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pexpect
import pyte
from wcwidth import wcwidth

_KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "backspace": "\x7f",
    **dict(zip([f"f{n}" for n in range(1, 5)], ("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS"), strict=True)),
    **dict(
        zip(
            [f"f{n}" for n in (5, 6, 7, 8, 9, 10, 12)],
            ("\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~", "\x1b[21~", "\x1b[24~"),
            strict=True,
        )
    ),
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

# Modes and queries that the emulator does not know; it would print their last letters.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$?[pu]|\x1b\[[0-9;]*\$[a-z]|\x1bP[^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(\x07|\x1b\\)"
)


def _line_text(cells: Mapping[int, pyte.screens.Char], columns: int) -> str:
    """One line as a terminal shows it: half of a wide character that was written over is a blank.

    The emulator's own ``display`` stumbles over such a half, which a screen read in the middle of an update has.
    """
    shown = []
    column = 0
    while column < columns:
        data = cells[column].data
        wide = column + 1 < columns and wcwidth(data[:1]) == 2
        whole = not wide or cells[column + 1].data == ""
        shown.append(data if data and whole else " ")
        column += 2 if wide and whole else 1
    return "".join(shown).rstrip()


class Terminal:
    """A program on a pseudo-terminal of ``columns`` × ``rows``; use it in a ``with`` block."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: dict[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._kept = b""
        environ = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "LC_ALL": "",
            **(environment or {}),
        }
        self.started = time.monotonic()
        self.process = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(rows, columns),
            env=environ,
            cwd=folder,
            timeout=30,
            echo=False,
        )
        self.process.delaybeforesend = None
        self.received = 0
        self.came = self.started
        """When the last bytes came, before they were drawn."""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.close(force=True)

    def text(self) -> str:
        """The screen as text."""
        return "\n".join(_line_text(self.screen.buffer[row], self.screen.columns) for row in range(self.screen.lines))

    def press(self, *keys: str) -> None:
        """Send keys by name; what is no name is sent as typed."""
        for key in keys:
            self.process.send(_KEYS.get(key, key))

    def read(self, seconds: float) -> bool:
        """Take what has come within ``seconds``; False when nothing did or the program has ended."""
        try:
            data = self.process.read_nonblocking(65536, seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self.came = time.monotonic()
        self.received += len(data)
        whole = self._kept + data
        # A sequence that is cut in two waits for its end.
        cut = whole.rfind(b"\x1b")
        self._kept = b""
        if cut >= 0 and len(whole) - cut < 12 and not re.search(rb"\x1b.[0-9;?]*[a-zA-Z~]", whole[cut:]):
            whole, self._kept = whole[:cut], whole[cut:]
        self._stream.feed(_UNKNOWN.sub(b"", whole))
        return True

    def wait(self, pattern: str, seconds: float = 20) -> float:
        """Wait until ``pattern`` is on the screen; returns the seconds that it took."""
        start = time.monotonic()
        while not re.search(pattern, self.text(), re.MULTILINE):
            left = seconds - (time.monotonic() - start)
            if left <= 0 or not (self.read(min(left, 1)) or self.process.isalive()):
                raise AssertionError(f"{pattern!r} did not come within {seconds} s:\n{self.text()}")
        return time.monotonic() - start

    def wait_gone(self, pattern: str, seconds: float = 20) -> None:
        """Wait until ``pattern`` is no longer on the screen."""
        start = time.monotonic()
        while re.search(pattern, self.text(), re.MULTILINE):
            if time.monotonic() - start > seconds:
                raise AssertionError(f"{pattern!r} is still there:\n{self.text()}")
            self.read(0.2)

    def settle(self, quiet: float = 0.15, longest: float = 10) -> None:
        """Read until nothing has come for ``quiet`` seconds, at the most ``longest``."""
        end = time.monotonic() + longest
        while self.read(quiet) and time.monotonic() < end:
            pass

    def end(self, seconds: float = 10) -> int:
        """Wait until the program has ended; returns its exit code."""
        self.process.expect(pexpect.EOF, timeout=seconds)
        self.process.close()
        code = self.process.exitstatus
        return -1 if code is None else int(code)
