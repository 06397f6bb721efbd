"""The driver: a lone Esc is quick, everything else stays in one piece however it is cut."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from textual import events

pytest.importorskip("termios")

from hallclient import driver
from hallclient.driver import ESCAPE_SECONDS, EscapeFeed, driver_class, make_parser


class Feed(EscapeFeed):
    """The feed with a clock of the test's own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.time = 100.0
        monkeypatch.setattr("textual._parser.get_time", lambda: self.time)
        super().__init__(make_parser())
        self._now = lambda: self.time

    def run(self, *steps: str | float) -> list[object]:
        """Read strings and let seconds pass, as the driver would; what came of it."""
        found: list[object] = []
        for step in steps:
            if isinstance(step, str):
                found += self.take(step)
            else:
                self.time += step
            found += self.late()
        return [self._short(event) for event in found]

    @staticmethod
    def _short(event: object) -> object:
        if isinstance(event, events.Key):
            return event.key
        if isinstance(event, events.Paste):
            return ("paste", event.text)
        return type(event).__name__


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Feed:
    return Feed(monkeypatch)


def test_a_lone_escape_waits_shortly(feed: Feed) -> None:
    assert feed.patience() is None
    assert feed.run("\x1b") == []
    assert feed.patience() == pytest.approx(ESCAPE_SECONDS)
    assert feed.run(ESCAPE_SECONDS + 0.001) == ["escape"]
    assert feed.patience() is None
    assert feed.run("a", "\x1b", 0.02, "b") == ["a", "escape", "b"]


def test_alt_with_a_key_does_not_wait(feed: Feed) -> None:
    assert feed.run("\x1b2", "\x1bq") == ["alt+2", "alt+q"]


def test_two_escapes_are_two(feed: Feed) -> None:
    assert feed.run("\x1b", 0.02, "\x1b", 0.02) == ["escape", "escape"]


SEQUENCES = {
    "\x1bOQ": "f2",
    "\x1b[21~": "f10",
    "\x1b[24~": "f12",
    "\x1b[A": "up",
    "\x1b[6~": "pagedown",
    "\x1b[1;5C": "ctrl+right",
    "\x1b2": "alt+2",
    "\x1b[Z": "shift+tab",
    "\x1b[27u": "escape",
    "\x1b[<0;10;5M": "MouseDown",
    "\x1b[<35;120;30M": "MouseMove",
    "\x1b[I": "AppFocus",
}


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_sequences_cut_anywhere_arrive_whole(feed: Feed, sequence: str) -> None:
    name = SEQUENCES[sequence]
    for cut in range(1, len(sequence)):
        # Right after ESC the rest must follow as fast as a line sends it; later there is more time.
        pause = ESCAPE_SECONDS / 3 if cut == 1 else 0.09
        assert feed.run(sequence[:cut], pause, sequence[cut:], 0.2) == [name]


def test_an_escape_at_the_end_of_more_may_be_the_beginning_of_a_sequence(feed: Feed) -> None:
    assert feed.run("\x1b[<35;10;10M\x1b", 0.05, "[<35;11;10M") == ["MouseMove", "MouseMove"]
    assert feed.run("ab\x1b", 0.2) == ["a", "b", "escape"]


@pytest.mark.parametrize("text", ["张三\n李四", "a\x1bb" * 3, "x" * 9000, "[201", ""])
def test_a_paste_cut_anywhere_arrives_whole(feed: Feed, text: str) -> None:
    whole = f"\x1b[200~{text}\x1b[201~"
    cuts = range(1, len(whole)) if len(whole) < 100 else (3, 7, 4096, len(whole) - 5)
    for cut in cuts:
        pause = ESCAPE_SECONDS / 3 if cut == 1 else 0.09 if cut < 6 else 0.5
        found = feed.run(whole[:cut], pause, whole[cut:])
        keys = [entry for entry in found if entry != ("paste", text)]
        if text:
            assert ("paste", text) in found or "\x1b" in text
        assert "escape" not in keys or "\x1b" in text
    assert feed.run("\x1b", 0.02) == ["escape"], "after a paste Esc is quick again"


def test_a_card_reader_burst_is_read_in_order(feed: Feed) -> None:
    assert feed.run("张三\t1X\r") == ["张", "三", "tab", "1", "X", "enter"]


def test_what_is_typed_while_the_program_starts_keeps_its_enter(feed: Feed) -> None:
    """The terminal's line discipline makes a line feed of the Enter before the program has taken the terminal."""
    assert feed.run("1003\t0000\n") == [*"1003", "tab", *"0000", "enter"]
    assert feed.run("\x1b[200~张三\n李四\x1b[201~") == [("paste", "张三\n李四")]


def test_elsewhere_textual_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    assert driver_class() is None
    monkeypatch.delenv("TEXTUAL_DRIVER")
    monkeypatch.setattr(driver.sys, "platform", "win32")
    assert driver_class() is None


PROGRAM = """
import json, sys, time
from pathlib import Path
from textual import events
from textual.app import App
from hallclient.driver import driver_class

class Keys(App):
    BINDINGS = [("q", "quit")]
    def on_mount(self):
        self.call_after_refresh(lambda: Path(sys.argv[1]).write_text("ready"))
    def on_event(self, event):
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            shown = event.key if isinstance(event, events.Key) else event.text
            with open(sys.argv[2], "a") as file:
                file.write(json.dumps([shown, time.monotonic()]) + "\\n")
        return super().on_event(event)

Keys(driver_class=driver_class()).run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal(tmp_path: Path) -> None:
    ready, heard = tmp_path / "ready", tmp_path / "heard"
    master, slave = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parents[1])}
    environ.pop("ESCDELAY", None)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(ready), str(heard)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environ,
        start_new_session=True,
    )
    os.close(slave)

    def drain(seconds: float, until: object = None) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([master], [], [], 0.005)[0]:
                try:
                    os.read(master, 65536)
                except OSError:  # the program has closed its end
                    return
            if until is not None and until():
                return

    def lines() -> list[list[object]]:
        return [json.loads(line) for line in heard.read_text().splitlines()] if heard.exists() else []

    try:
        drain(20, ready.exists)
        waits = []
        for count in range(1, 6):
            start = time.monotonic()
            os.write(master, b"\x1b")
            drain(5, lambda count=count: len(lines()) >= count)
            waits.append(lines()[-1][1] - start)
        assert [line[0] for line in lines()] == ["escape"] * 5
        # Textual's own driver needs 100 ms and more; the best of five keeps a busy machine out of it.
        assert min(waits) < 0.06
        os.write(master, b"\x1b[200~one\ntwo\x1b[201~\x1bOQ" + "张".encode()[:1])
        drain(0.1)
        os.write(master, "张".encode()[1:] + b"\t")
        drain(5, lambda: len(lines()) >= 9)
        assert [line[0] for line in lines()][5:] == ["one\ntwo", "f2", "张", "tab"]
        os.write(master, b"q")
        # Whoever reads the terminal also takes what the program writes when it ends.
        drain(10, lambda: process.poll() is not None)
        assert process.wait(10) == 0
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(master)
