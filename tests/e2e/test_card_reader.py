"""A card reader types a name, Tab, a number and Enter in one write; so do slow lines. On a real terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from support.terminal import Terminal

from hallclient.paths import Home

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PROGRAM = """
import json, sys
from pathlib import Path
from hallclient import language
language.use("en")
from hallclient.app import HallApp
from hallclient.paths import Home
from hallclient.rules.message import Message
from hallclient.screens import registry
from hallclient.screens.base import HallScreen
from hallclient.services import accounts
from hallclient.services.hall import open_hall
from hallclient.widgets.field import Field

class Desk(HallScreen):
    NAME = "desk"

class Form(HallScreen):
    NAME = "receive"
    def body(self):
        yield Field(Message("Applicant"), id="name")
        yield Field(Message("Number"), id="number", narrow=True)
        yield Field(Message("Phone"), id="phone", enter_moves=False)
    def on_field_submitted(self, event):
        if event.field.id == "phone":
            values = [field.value for field in self.query(Field)]
            with open(sys.argv[2], "a", encoding="utf-8") as file:
                file.write(json.dumps(values) + chr(10))
            self.app.pop_screen()

registry.load = {"desk": Desk, "receive": Form}.__getitem__
hall = open_hall(Home(Path(sys.argv[1])))
HallApp(hall, actor=accounts.actor_of(hall, "1003")).run()
"""
NUMBER = "11010519491231002X"


def test_a_burst_fills_the_right_fields_every_time(home: Home, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    root = str(Path(__file__).parents[2])
    with Terminal(
        [sys.executable, "-c", PROGRAM, str(home.folder), str(taken)], environment={"PYTHONPATH": root}
    ) as terminal:
        terminal.wait("F2")
        terminal.settle(0.3)
        for count in range(1, 13):
            # With the key that opens the screen and without; Tab or Enter between the fields.
            between = "\t" if count % 2 else "\r"
            burst = f"张三{between}{NUMBER}{between}139\r"
            if count % 3:
                terminal.process.send("\x1bOQ" + burst)
            else:
                terminal.process.send("\x1bOQ")
                terminal.wait("Applicant")
                terminal.process.send(burst)
            for _ in range(200):
                terminal.read(0.05)
                if taken.exists() and len(taken.read_text().splitlines()) >= count:
                    break
            terminal.settle(0.05)
    found = [json.loads(line) for line in taken.read_text(encoding="utf-8").splitlines()]
    assert found == [["张三", NUMBER, "139"]] * 12


def test_a_key_of_everywhere_does_not_overtake_esc(home: Home, tmp_path: Path) -> None:
    """Esc rises through the screen, F2 is taken at once: in one burst Esc would leave what F2 has just opened."""
    taken = tmp_path / "taken"
    root = str(Path(__file__).parents[2])
    with Terminal(
        [sys.executable, "-c", PROGRAM, str(home.folder), str(taken)], environment={"PYTHONPATH": root}
    ) as terminal:
        terminal.wait("F2")
        terminal.settle(0.3)
        for count in range(1, 7):
            terminal.process.send("\x1bOQ")
            terminal.wait("Applicant")
            terminal.settle(0.1)
            # Left with a lone Esc, opened anew and filled in, all in one write.
            terminal.process.send(f"未存\x1b\x1bOQ张{count}\t{NUMBER}\t139\r")
            for _ in range(200):
                terminal.read(0.05)
                if taken.exists() and len(taken.read_text().splitlines()) >= count:
                    break
            terminal.wait_gone("Applicant")
    found = [json.loads(line) for line in taken.read_text(encoding="utf-8").splitlines()]
    assert found == [[f"张{count}", NUMBER, "139"] for count in range(1, 7)]
