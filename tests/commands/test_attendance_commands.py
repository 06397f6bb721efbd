"""``punch``, ``punctuality``, ``leave`` and ``correction``."""

from __future__ import annotations

from datetime import datetime

import pytest

DAY = ("--from", "2026-11-20", "--to", "2026-11-20")


def _at(clock, time: str) -> None:
    clock.set(datetime.fromisoformat(f"2026-11-20T{time}"))


def _halves(command, *words: str) -> dict[str, dict]:
    return {row["half"]: row for row in command("punctuality", *DAY, "--staff", "1003", *words).value}


def test_a_row_has_all_that_scripts_count_on(command, clock):
    _at(clock, "08:41:00")
    punched = command("punch", "in", "--badge", who="1003").value
    assert punched["at"] == "2026-11-20T08:41:00+08:00" and punched["verdict"] == ["late", "pending"]
    _at(clock, "10:00:00")
    command("punch", "away", "--reason", "复印", who="1003")
    _at(clock, "10:20:30")
    command("punch", "back", who="1003")
    _at(clock, "11:30:00")
    command("punch", "out", who="1003")
    _at(clock, "18:00:00")
    rows = command("punctuality", *DAY, "--staff", "1003").value
    assert rows[0] == {
        "date": "2026-11-20", "staff": "1003", "name": "王芳", "window": 3, "half": "am",
        "in": "2026-11-20T08:41:00+08:00", "out": "2026-11-20T11:30:00+08:00", "verdicts": ["late"],
        "late_minutes": 11, "early_minutes": 0, "away_minutes": 21, "corrected": False, "clock_suspect": False,
    }  # fmt: skip
    assert rows[1]["half"] == "pm" and rows[1]["verdicts"] == ["absent"] and rows[1]["in"] is None
    assert "王芳" in command("punctuality", *DAY, text=True).out


def test_filters_and_days_to_come(command, clock):
    _at(clock, "18:00:00")
    everyone = command("punctuality", *DAY).value
    assert {row["staff"] for row in everyone} == {"1001", "1002", "1003", "1004"}
    assert {row["staff"] for row in command("punctuality", *DAY, "--window", "3").value} == {"1003", "1004"}
    assert command("punctuality", "--from", "2026-11-21", "--to", "9999-12-31").value == []
    assert command("punctuality", "--from", "0001-01-01", "--to", "0001-12-31").value == []
    assert command("punctuality", *DAY, "--staff", "9999").error["error"] == "not_found"
    assert command("punctuality", "--from", "2026-11-20", "--to", "2026-11-19").error["error"] == "bad_input"


def test_leave_is_asked_for_and_granted_by_another(command, clock):
    _at(clock, "18:00:00")
    span = ("--from", "2026-11-20T08:30", "--to", "2026-11-20T11:30:00+08:00")
    asked = command("leave", "ask", *span, "--type", "病假", "--reason", "发烧", who="1003").value
    assert (asked["id"], asked["state"], asked["staff"], asked["type"]) == (1, "asked", "1003", "sick")
    assert asked["from"] == "2026-11-20T08:30:00+08:00" and asked["to"] == "2026-11-20T11:30:00+08:00"
    assert _halves(command)["am"]["verdicts"] == ["absent"]
    assert command("leave", "approve", "1", who="1003").error["error"] == "not_allowed"
    assert command("leave", "approve", "1", who="1001").error["error"] == "not_allowed"
    assert command("leave", "approve", "1", who="1005").value["state"] == "approved"
    assert _halves(command)["am"]["verdicts"] == ["leave"]
    assert command("leave", "approve", "1", who="1009").error["error"] == "refused"


def test_the_same_moment_in_another_zone(command):
    span = ("--from", "2026-11-20T00:30:00Z", "--to", "2026-11-20 11:30:00")
    asked = command("leave", "ask", *span, "--type", "errand", who="1003").value
    assert asked["from"] == "2026-11-20T08:30:00+08:00" and asked["to"] == "2026-11-20T11:30:00+08:00"


def test_nobody_grants_their_own(command):
    span = ("--from", "2026-11-23T08:30:00", "--to", "2026-11-23T09:30:00")
    command("leave", "ask", *span, "--type", "事假", who="1009")
    assert command("leave", "approve", "1", who="1009").error["error"] == "not_allowed"
    assert command("leave", "reject", "1", "--reason", "人手不足", who="1005").value["state"] == "rejected"


def test_reasons_are_for_the_person_and_who_decides(command):
    span = ("--from", "2026-11-23T08:30:00", "--to", "2026-11-23T09:30:00")
    command("leave", "ask", *span, "--type", "病假", "--reason", "住院", who="1003")
    for who, reason in (("", "****"), ("1004", "****"), ("1003", "住院"), ("1001", "住院"), ("1005", "住院")):
        assert command("leave", "list", who=who).value[0]["reason"] == reason
    assert command("leave", "list", "--state", "approved").value == []
    assert "王芳" in command("leave", "list", text=True).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "2026-11-23T10:00:00", "--to", "2026-11-23T09:00:00", "--type", "事假"), "bad_input"),
        (("--from", "2026-11-23T08:00:00", "--to", "2026-11-23T09:00:00", "--type", "度假"), "bad_input"),
    ],
)
def test_leave_that_does_not_hold(command, words, code):
    assert command("leave", "ask", *words, who="1003").error["error"] == code
    assert command("leave", "list").value == []


def test_a_forgotten_punch_is_added_by_another(command, clock):
    _at(clock, "08:20:00")
    command("punch", "in", who="1003")
    _at(clock, "18:00:00")
    assert _halves(command)["am"]["verdicts"] == ["missing_out"]
    words = ("--at", "2026-11-20T11:31:00", "--kind", "out", "--reason", "忘记打卡")
    asked = command("correction", "ask", *words, who="1003").value
    assert (asked["id"], asked["state"], asked["at"], asked["kind"]) == (
        1,
        "asked",
        "2026-11-20T11:31:00+08:00",
        "out",
    )
    assert command("correction", "approve", "1", who="1003").error["error"] == "not_allowed"
    assert command("correction", "approve", "1", who="1005").value["state"] == "approved"
    morning = _halves(command)["am"]
    assert morning["verdicts"] == ["on_time"] and morning["corrected"] is True
    assert command("correction", "reject", "1", who="1005").error["error"] == "refused"
    assert command("correction", "list", who="1005").value[0]["reason"] == "忘记打卡"
    assert "Approved" in command("correction", "list", text=True).out
    assert command("verify").value["ok"]


def test_corrections_that_do_not_hold(command):
    ask = ("correction", "ask", "--kind", "in", "--reason")
    assert command(*ask, " ", "--at", "2026-11-20T08:30:00", who="1003").error["error"] == "bad_input"
    assert command(*ask, "x", "--at", "2026-11-20T09:30:00", who="1003").error["error"] == "bad_input"
    assert command("correction", "approve", "7", who="1005").error["error"] == "not_found"
    assert command("correction", "list").value == []


@pytest.mark.parametrize(
    "time", ["2026-11-20", "08:30", "2026-11-20T25:00:00", "20261120T083000", "0001-01-01T00:00:00+14:00"]
)
def test_a_malformed_time_is_wrong_usage(command, time):
    with pytest.raises(SystemExit) as ended:
        command("correction", "ask", "--at", time, "--kind", "in", "--reason", "x", who="1003")
    assert ended.value.code == 2
