"""A command, and the terminal before its first screen, say that a new version has minutes of work to do."""

from __future__ import annotations

import io
import sys

import pytest
from playhouse.migrations import Runner

from db import connection, upgrade
from hallclient import terminal
from hallclient.commands.progress import Upgrading
from hallclient.services.opening import Opening

SAID = "The data of this hall is being brought up to the new version, once."


@pytest.fixture
def older(hall, receive, monkeypatch):
    """A home of an older version, in which three requests are many."""
    monkeypatch.setattr(upgrade, "MANY", 3)
    monkeypatch.setattr(upgrade, "LARGE", 1)
    for _ in range(5):
        receive("MZ002")
    Runner(hall.db, str(connection.MIGRATIONS), table_name=connection.HISTORY).down("0020_search_pages")
    hall.close()


def test_a_command_says_it_once_on_stderr(command, older):
    first, second = (command("request", "list", text=True) for _ in range(2))
    assert first.code == second.code == 0 and first.out == second.out != ""
    assert first.err.startswith(SAID) and len(first.err.splitlines()) == 1
    assert second.err == ""


def test_programs_are_told_nothing_but_their_value(command, older):
    done = command("request", "list")
    assert len(done.value) == 5 and done.err == ""


def test_a_hall_of_the_usual_size_hears_nothing(command, older, monkeypatch):
    monkeypatch.setattr(upgrade, "MANY", 50_000)
    assert command("request", "list", text=True).err == ""


def test_the_terminal_says_it_before_its_first_screen(home, older, capsys):
    hall = terminal._hall(home, Upgrading(sys.stderr))
    assert isinstance(hall, Opening) and capsys.readouterr().err.startswith(SAID)
    assert connection.pending_migrations(hall.get().db) == []
    assert isinstance(terminal._hall(home, Upgrading(sys.stderr)), Opening) and capsys.readouterr().err == ""


def test_the_bar_is_drawn_on_a_terminal_and_wiped_out():
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    tell = Upgrading(screen)
    for done in (0.0, 0.5, 1.0):
        tell(done)
    line, bar = screen.getvalue().split("\n")
    assert line.startswith(SAID)
    assert "Upgrading [###############---------------]  50 %" in bar and bar.endswith("\r\x1b[K")
