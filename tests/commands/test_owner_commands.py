"""Kinds, owners, authorisations and refusals by script."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.hall import CIVIL


@pytest.fixture
def act(command):
    def run(number, action, who="1003", **settings):
        words = [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
        return command("request", "act", number, action, *words, who=who)

    return run


def test_everything_of_mine_with_a_receipt(command, received, act):
    numbers = [received(), received("--green", "年满80周岁")]
    given = command("request", "hand-over-all", "--to", "1004", "--reason", "AB岗", who="1003").value
    assert (given["owner"], given["to"], sorted(given["numbers"]), given["left"]) == (
        "1003",
        "1004",
        sorted(numbers),
        [],
    )
    texts = sorted(Path(given["receipt"]).glob("hand-over-1003-1004-*"))
    assert [path.suffix for path in texts] == [".html", ".txt"]
    text = texts[1].read_text(encoding="utf-8")
    assert "办件交接清单" in text
    assert all(number in text for number in numbers)
    assert "张*丰" in text
    assert "张三丰" not in text, "the list is about requests, not about people"
    rows = command("request", "waiting").value
    assert [(row["number"], row["to"], row["owner_left"]) for row in rows] == [(n, "1004", False) for n in numbers]
    assert command("request", "take-up-all", "--from", "1003", who="1004").value["numbers"] == numbers
    assert command("request", "waiting").value == []
    assert (
        "no open request"
        in command("request", "hand-over-all", "--to", "1004", "--reason", "x", who="1003").error["message"]
    )
    assert command("request", "hand-over-all", "--to", "1003", "--reason", "回", who="1004", text=True).code == 0
    assert "window" not in command("request", "waiting", text=True).out


def test_the_request_shows_who_has_what(command, received, act):
    number = received()
    assert act(number, "hand-over", department=CIVIL, reason="分类审批").value["state"] == "registered"
    shown = command("request", "show", number, who="1001").value
    assert shown["pending"] == {"to": "", "window": None, "department": CIVIL, "by": "1003"}
    actions = {one["action"]: one for one in shown["actions"]}
    assert actions["take-up"]["allowed"]
    assert actions["sitting"]["reason"] == "Only an instant matter is decided in one sitting."
    text = command("request", "show", number, text=True).out
    assert f"Handed to: {CIVIL}" in text
    assert "Not now:" in text
    assert act(number, "return", who="1001", reason="不属本科室").code == 0
    assert command("request", "show", number).value["pending"] is None


def test_an_instant_matter_in_one_line(command, received, act):
    number = received(item="MZ002")
    assert act(number, "sitting").error["error"] == "not_allowed"
    assert act(number, "sitting", who="1001", to="本人").value["state"] == "delivered"


def test_refusals_are_the_supervisors(command, received, act):
    number = received()
    act(number, "refuse", who="1001", reason="不属许可")
    assert command("request", "refusals", who="1003").error["error"] == "not_allowed"
    (row,) = command("request", "refusals", "--from", "2026-11-01", "--to", "2026-11-30", who="1005").value
    assert (row["number"], row["action"], row["reason"], row["name"]) == (number, "refuse", "不属许可", "张*丰")
    assert command("request", "refusals", "--from", "2026-11-21", who="1005").error["error"] == "bad_input"
    assert number in command("request", "refusals", who="1005", text=True).out
    assert act(number, "reopen", who="1005", reason="误操作").value["state"] == "registered"


def test_a_corrected_intake_shows_what_it_said(command, received, act):
    number = received()
    assert act(number, "correct", name="李四", reason="录错").value["number"] == number
    assert command("request", "originals", number).error["error"] == "not_allowed"
    (kept,) = command("request", "originals", number, who="1003").value
    assert (kept["values"], kept["reason"], kept["staff"]) == ({"name": "张三丰"}, "录错", "1003")
    assert "张三丰" in command("request", "originals", number, who="1003", text=True).out
    assert command("request", "show", number).value["corrected"] == 1


def test_an_authorisation_with_number_and_end(command, received, act):
    words = ("staff", "authorise", "1001", "--department", CIVIL, "--number", "1号", "--item", "MZ002")
    assert command(*words, who="1005").error["error"] == "not_allowed"
    given = command(*words, "--until", "2027-12-31", who="1009").value
    assert (given["items"], given["valid_from"], given["expires"]) == (["MZ002"], "2026-11-20", "2027-12-31")
    number = received()
    act(number, "accept")
    assert "does not cover this item" in act(number, "decide", who="1001", result="granted").error["message"]
    listed = command("staff", "authorisations").value
    assert [(one["staff"], one["number"]) for one in listed] == [("1001", ""), ("1001", "1号"), ("1002", "")]
    assert "1号" in command("staff", "authorisations", text=True).out
    assert command("staff", "revoke", str(given["id"]), who="1009").value == {"id": given["id"]}
    assert act(number, "decide", who="1001", result="granted").value["state"] == "decided"


def test_who_leaves_hands_over(command, received):
    number = received()
    refused = command("staff", "disable", "1003", who="1009").error
    assert refused["error"] == "owns_requests"
    assert number in refused["message"]
    left = command("staff", "disable", "1003", "--hand-to", "1004", "--reason", "调离", who="1009").value
    assert left == {"code": "1003", "to": "1004", "numbers": [number]}
    assert command("request", "show", number).value["owner"] == "1004"
    assert command("request", "list", who="1003").error["error"] == "wrong_pin"
    assert command("staff", "enable", "1003", who="1009", text=True).out.strip() == "1003 works here again."
