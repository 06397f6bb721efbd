"""``hallclient demo``: the hall alone, or with the window program on it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from hallclient import terminal
from hallclient.cli import main
from hallclient.paths import Home
from hallclient.services import catalogue, pins


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_LOG_N", 4)
    monkeypatch.setattr(catalogue, "search_text", lambda item: item.name)
    monkeypatch.delenv("HALLCLIENT_HOME", raising=False)


SMALL = ["--days", "3", "--requests", "20", "--lang", "en"]


def test_the_hall_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo"
    assert main(["demo", *SMALL, "--no-ui", "--json", "--home", str(folder)]) == 0
    out, err = capsys.readouterr()
    value = json.loads(out)
    assert (value["home"], value["requests"], value["staff"], err) == (str(folder), 20, 12, "")
    assert value["punches"] > 0
    assert value["notices"] > 0
    assert main(["verify", "--home", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    assert main(["demo", *SMALL, "--no-ui", "--home", str(folder)]) == 1
    assert "There is a hall in" in capsys.readouterr().err


def test_where_it_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert main(["demo", *SMALL, "--no-ui", "--json"]) == 0
    first = Path(json.loads(capsys.readouterr().out)["home"])
    assert first.parent == tmp_path
    assert Home(first).exists()
    monkeypatch.setenv("HALLCLIENT_HOME", str(tmp_path / "named"))
    assert main(["demo", *SMALL, "--no-ui"]) == 0
    out, err = capsys.readouterr()
    assert Home(tmp_path / "named").exists()
    assert "Everyone's PIN is 0000" in out
    assert err == "Making the demo hall; this takes some seconds.\n"


def test_without_a_terminal_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--home", str(tmp_path / "demo"), "--lang", "en"]) == 1
    assert "needs a terminal" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()


def test_then_the_window_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[Home] = []
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(terminal, "open_terminal", lambda home: opened.append(home) or 0)
    assert main(["demo", *SMALL, "--home", str(tmp_path / "demo")]) == 0
    assert [home.folder for home in opened] == [tmp_path / "demo"]
    assert "Demo hall with 20 requests" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--days", "0"], ["--requests", "x"], ["--seed", "x"]])
def test_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["demo", *words])
    assert caught.value.code == 2
    capsys.readouterr()
