"""Runs commands the way a script does, in the home and at the time of the test."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from support.hall import PIN

from hallclient.cli import main
from hallclient.clock import Clock, FixedClock
from hallclient.paths import Home
from hallclient.services import accounts, pins


@dataclass(frozen=True)
class Result:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The JSON value of a command that was done."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        """The JSON error of a command that was refused, which is one line and no traceback."""
        assert self.code == 1, (self.code, self.out, self.err)
        assert "Traceback" not in self.err
        return json.loads(self.err.splitlines()[-1])


Command = Callable[..., Result]


@pytest.fixture
def command(
    home: Home, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """``command("request", "list", who="1003")``: with --json unless ``text``, with the PIN 0000 unless ``pin``."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setattr(Clock, "reading", lambda self: clock.reading())
    monkeypatch.setattr(Clock, "wall", lambda self: clock.wall())

    def run(
        *words: str, who: str = "", pin: str = PIN, more: str = "", text: bool = False, at: Home = home
    ) -> Result:
        line = ["--home", str(at.folder), *words]
        if who:
            line += ["--as", who, "--pin-stdin"]
        if not text:
            line.append("--json")
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{pin}\n{more}"))
        capsys.readouterr()
        code = main(line)
        done = capsys.readouterr()
        return Result(code, done.out, done.err)

    return run


@pytest.fixture
def cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """New PINs are digested at low cost."""
    monkeypatch.setattr(pins, "_LOG_N", 4)
    monkeypatch.setattr(accounts, "digest_pin", pins.digest_pin)


@pytest.fixture
def received(command: Command) -> Callable[..., str]:
    """Receives a request of 张三丰 and gives its number; words are added to the command."""

    def receive(*words: str, item: str = "MZ001", who: str = "1003") -> str:
        person = ("--name", "张三丰", "--id-type", "resident_id", "--id-number", "11010519491231002X")
        return command("request", "new", "--item", item, *person, "--phone", "13812345678", *words, who=who).value[
            "number"
        ]

    return receive
