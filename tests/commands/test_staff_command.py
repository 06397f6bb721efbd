"""``staff list|set-pin``, and PINs and the lock-out through the command line."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PROGRAM = "import sys; from hallclient.cli import main; sys.exit(main(sys.argv[1:]))"


def test_everyone_is_listed_without_a_person(command):
    rows = {row["code"]: row for row in command("staff", "list").value}
    assert rows["1001"]["role"] == "chief" and rows["1001"]["authorised"] == ["县民政局"]
    assert rows["1003"] == {
        "code": "1003", "name": "王芳", "role": "clerk", "window": 3, "department": "县民政局", "backup": "",
        "authorised": [], "active": True, "locked": False,
    }  # fmt: skip
    assert "王芳" in command("staff", "list", text=True).out


def test_a_new_pin_is_the_second_line(command, cheap_pins):
    assert command("staff", "set-pin", "1003", who="1003", more="2468\n").value == {"code": "1003"}
    assert command("request", "list", who="1003").error["error"] == "wrong_pin"
    assert command("request", "list", who="1003", pin="2468").code == 0
    assert command("staff", "set-pin", "1003", who="1009", more="1357\n").code == 0
    assert command("request", "list", who="1003", pin="1357").code == 0


@pytest.mark.parametrize(
    ("who", "code", "more", "error"),
    [
        ("", "1003", "2468\n", "not_allowed"),
        ("1004", "1003", "2468\n", "not_allowed"),
        ("1005", "1003", "2468\n", "not_allowed"),
        ("1009", "9999", "2468\n", "not_found"),
        ("1003", "1003", "12\n", "bad_input"),
        ("1003", "1003", "", "bad_input"),
    ],
)
def test_pins_that_are_not_set(command, cheap_pins, who, code, more, error):
    assert command("staff", "set-pin", code, who=who, more=more).error["error"] == error
    assert command("request", "list", who="1003").code == 0


def test_an_asked_pin_is_typed_twice(command, cheap_pins, monkeypatch):
    typed = ["0000", "2468", "8642"]
    monkeypatch.setattr("getpass.getpass", lambda prompt: typed.pop(0))
    assert command("staff", "set-pin", "1003", "--as", "1003").error["error"] == "bad_input"
    typed += ["0000", "2468", "2468"]
    assert command("staff", "set-pin", "1003", "--as", "1003").value == {"code": "1003"}


def test_wrong_pins_lock_the_account_here_too(command, clock):
    assert command("request", "list", who="9999").error["error"] == "wrong_pin"
    for _ in range(5):
        assert command("punch", "in", who="1003", pin="9999").error["error"] == "wrong_pin"
    locked = command("punch", "in", who="1003").error
    assert locked["error"] == "locked" and "09:10" in locked["message"]
    assert [row["code"] for row in command("staff", "list").value if row["locked"]] == ["1003"]
    clock.set(clock.now().replace(minute=10))
    assert command("punch", "in", who="1003").code == 0


def test_a_new_pin_ends_the_lock_out(command, cheap_pins):
    for _ in range(5):
        command("request", "list", who="1003", pin="9999")
    command("staff", "set-pin", "1003", who="1009", more="2468\n")
    assert command("request", "list", who="1003", pin="2468").code == 0


def test_a_pin_is_never_repeated(command):
    done = command("punch", "in", who="1003", pin="secret-9999", text=True)
    assert done.code == 1 and "secret" not in done.err + done.out and len(done.err.splitlines()) == 1


def test_without_a_terminal_the_remedy_is_the_only_line(home):
    """Standard input is not a terminal and there is none beside it: nothing may be typed in the open."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "--home", str(home.folder), "punch", "in", "--as", "1003"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "--pin-stdin" in done.stderr


def test_a_missing_new_pin_names_its_line(command, cheap_pins):
    assert "second line" in command("staff", "set-pin", "1003", who="1003").error["remedy"]
