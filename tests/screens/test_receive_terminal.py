"""On a real terminal: what a card reader types in one write, and what a killed program leaves behind."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from support.hall import ID_NUMBER
from support.terminal import Terminal

from hallclient.services import drafts, requests

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

_PROGRAM = """
import sys
from pathlib import Path
from hallclient import language
language.use("en")
from hallclient.paths import Home
from hallclient.services import accounts
from hallclient.services.hall import open_hall
from hallclient.app import HallApp
hall = open_hall(Home(Path(sys.argv[1])))
HallApp(hall, actor=accounts.actor_of(hall, "1003"), first="receive").run()
"""


@pytest.fixture
def terminal(home):
    """Starts the receiving screen on a terminal of its own."""

    def begin():
        return Terminal([sys.executable, "-c", _PROGRAM, str(home.folder)])

    return begin


@pytest.mark.parametrize("burst", [f"张三\t{ID_NUMBER}\r", f"張三豐𠮷\t{ID_NUMBER}\r13812345678\r"])
def test_the_burst_of_a_card_reader_fills_the_right_fields(terminal, hall, burst):
    with terminal() as shown:
        shown.wait("Save")
        shown.settle()
        shown.press("dbsq\r")
        shown.wait("最低生活保障申请")
        shown.press(burst)
        shown.wait(ID_NUMBER)
        shown.settle()
        shown.press("ctrl+s")
        shown.wait("03-?0001|370784-")
    request = requests.listing(hall, requests.Filter())[0]
    name = burst.split("\t")[0]
    assert (request.applicant.name, request.applicant.id_number) == (name, ID_NUMBER)


def test_alt_and_a_letter_is_a_key_and_no_text(terminal, hall):
    with terminal() as shown:
        shown.wait("Save")
        shown.settle()
        shown.press("dbsq\r")
        shown.wait("最低生活保障申请")
        shown.press(f"张三\t{ID_NUMBER}\t13812345678")
        shown.wait("13812345678")
        shown.settle()
        shown.press("\x1bm")
        shown.wait("More to record ─")
        shown.press("6")
        shown.wait("Large print: yes")
        shown.settle()
        shown.press("ctrl+g")
        shown.settle()
        shown.press("ctrl+s")
        shown.wait("03-?0001|370784-")
    request = requests.listing(hall, requests.Filter())[0]
    assert (request.applicant.name, request.circumstances.large_print) == ("张三", True)


def test_item_and_card_in_one_write(terminal, hall):
    with terminal() as shown:
        shown.wait("Save")
        shown.settle()
        shown.press(f"dbsq\r张三\t{ID_NUMBER}\r13812345678\r")
        # The matter has a condition, so the last Enter stops there and nothing is received in a rush.
        shown.wait("委托他人代办")
        shown.settle()
        assert requests.count(hall, requests.Filter()) == 0
        shown.press("enter")
        shown.wait("370784-")
    request = requests.listing(hall, requests.Filter())[0]
    assert (request.item, request.applicant.name, request.applicant.phone) == ("MZ001", "张三", "13812345678")


def test_a_name_and_f10_in_one_write_park_the_name(terminal, hall):
    with terminal() as shown:
        shown.wait("Save")
        shown.settle()
        shown.press("dbsq\r李四\x1b[21~")
        shown.wait("[Pp]arked")
        shown.settle()
    (draft,) = drafts.every(hall)
    assert (draft.label, draft.parked_at is not None) == ("李四", True)


def test_a_killed_program_leaves_the_draft_and_offers_it(terminal, hall):
    with terminal() as shown:
        shown.wait("Save")
        shown.settle()
        shown.press(f"dbsq\r张三\t{ID_NUMBER}\r138")
        shown.wait("138")
        shown.settle(1.6)
        os.kill(shown.process.pid, signal.SIGKILL)
    kept = drafts.every(hall)[0].form
    assert (kept["item"], kept["name"], kept["number"], kept["phone"]) == ("MZ001", "张三", ID_NUMBER, "138")
    with terminal() as shown:
        shown.wait("Not finished")
        shown.press("f10")
        shown.wait(ID_NUMBER)


def test_a_consultation_in_four_keys(terminal, hall):
    with terminal() as shown:
        shown.wait("Save")
        shown.settle()
        shown.press("\x0f2")
        shown.wait("Answer")
        shown.settle()
        shown.press("enter", "enter")
        shown.wait("is in the ledger")
    request = requests.listing(hall, requests.Filter())[0]
    assert (request.state, request.matter) == ("answered", "Procedure")
