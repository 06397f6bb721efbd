"""A process that is killed: what was confirmed is there, what was not confirmed is not there by half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from db import connection
from hallclient.services import drafts, journal, notices, requests

ROOT = Path(__file__).parents[2]

CLERK = """
import sys
from hallclient.paths import find_home
from hallclient.rules.request import Person
from hallclient.services import accounts, drafts, intake, notices
from hallclient.services.hall import open_hall

hall = open_hall(find_home(sys.argv[1]))
actor = accounts.actor_of(hall, "1003")

def receive():
    person = Person("张三丰", "resident_id", "11010519491231002X", "13812345678")
    return intake.receive(hall, actor, intake.Intake("MZ001", person)).request.number

def confirm(*words):
    print(*words, flush=True)
    sys.stdin.read()
"""

CONFIRMED = (
    CLERK
    + """
drafts.save(hall, actor, {"name": "李四"}, park=True)
number = receive()
notices.issue(hall, actor, number, {"A1": ("ok", ""), "A2": ("missing", "")})
confirm(number)
"""
)

HALF = (
    CLERK
    + """
with hall.write():
    number = receive()
    notices.issue(hall, actor, number, {"A1": ("ok", ""), "A2": ("missing", "")})
    confirm(number)
"""
)


def killed(home, script):
    """Run the script until it confirms, and kill it there; gives what it confirmed."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(home.folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    with process:
        confirmed = process.stdout.readline().strip()
        process.kill()
    assert confirmed, "the script failed before it could be killed"
    assert process.returncode != 0
    return confirmed


pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


def test_what_was_confirmed_is_there(home, reopen):
    number = killed(home, CONFIRMED)
    hall = reopen()
    request = requests.get(hall, number)
    assert (request.state, request.applicant.name) == ("awaiting_supplement", "张三丰")
    assert len(notices.of_request(hall, number)) == 1
    assert [d.label for d in drafts.every(hall)] == ["李四"]
    assert journal.check(hall).ok
    assert connection.integrity_problem(hall.db) == ""


def test_what_was_not_confirmed_is_not_there_by_half(home, reopen, receive):
    before = journal.check(reopen()).entries
    number = killed(home, HALF)
    hall = reopen()
    assert requests.count(hall, requests.Filter()) == 0
    assert notices.unprinted(hall) == []
    assert journal.check(hall).entries == before
    assert connection.integrity_problem(hall.db) == ""
    assert receive().number[-4:] == number[-4:], "the number and the lock are free again"
