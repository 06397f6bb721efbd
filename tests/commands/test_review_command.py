"""``review``: the ledger of bad reviews by script."""

from __future__ import annotations

from datetime import datetime

import pytest


@pytest.fixture
def bad(command, received):
    """The number of a request with a bad review."""
    number = received("--matter", "问", "--answer", "答", item="ZX001")
    command("request", "act", number, "rate", "--set", "rating=1", who="1003")
    return number


def test_from_the_rating_to_the_exclusion(command, bad, clock):
    (row,) = command("review", "list").value
    assert (row["number"], row["state"], row["rating"], row["name"]) == (bad, "open", "1", "王芳")
    assert (row["contact_due"], row["rectify_due"], row["due"]) == ("2026-11-23", "2026-12-11", "2026-11-23")
    assert command("review", "list", "--due").value == []
    clock.set(datetime.fromisoformat("2026-11-24T09:00:00"))
    (row,) = command("review", "list", "--due", "--state", "open").value
    assert row["urgency"] == "overdue"
    assert "2026-11-23 overdue" in command("review", "list", text=True).out
    done = command("review", "contact", bad, "--words", "电话致歉", who="1005").value
    assert (done["state"], done["contacted"]["by"], done["contacted_in_time"]) == ("contacted", "1005", False)
    done = command("review", "rectify", bad, "--words", "已整改", who="1005").value
    assert (done["state"], done["rectified_in_time"], done["due"]) == ("rectified", True, None)
    done = command("review", "exclude", bad, "--reason", "申请人误点", who="1005").value
    assert (done["state"], done["excluded"]["words"]) == ("excluded", "申请人误点")
    assert command("review", "list", "--state", "excluded").value[0]["excluded"]["words"] == "****"
    assert command("review", "list", "--from", "2026-11-21").value == []


def test_show_says_how_it_was_counted_and_what_may_be_done(command, bad):
    shown = command("review", "show", bad, who="1003").value
    assert shown["explanation"][0] == "Contact within 1 working days."
    assert {a["action"]: a["allowed"] for a in shown["actions"]} == {
        "contact": False, "rectify": False, "exclude": False,
    }  # fmt: skip
    assert "supervisor" in shown["actions"][0]["reason"]
    assert "Contact by: 2026-11-23" in command("review", "show", bad, text=True).out


def test_what_is_refused(command, bad, received):
    assert command("review", "contact", bad, "--words", "x", who="1003").error["error"] == "not_allowed"
    assert command("review", "contact", bad, "--words", "x").error["error"] == "not_allowed"
    assert command("review", "exclude", bad, "--reason", "x", who="1001").error["error"] == "not_allowed"
    assert command("review", "rectify", bad, "--words", "x", who="1005").error["error"] == "refused"
    assert command("review", "contact", bad, "--words", " ", who="1005").error["error"] == "bad_input"
    assert command("review", "show", received()).error["error"] == "not_found"
    assert command("review", "contact", "1", "--words", "x", who="1005").error["error"] == "not_found"


def test_closing_the_day_tells_of_them(command, bad, clock):
    clock.set(datetime.fromisoformat("2026-11-23T17:30:00"))
    closed = command("close-day", "--explain", "已核对", who="1005").value
    assert closed["reviews_due"] == [bad]
    assert "reviews" not in closed["open"]
