"""Clocks by command: unanswered notices, provisional dates counted anew, the calendar of a year."""

from __future__ import annotations

from datetime import timedelta

from support.hall import NOW

YEAR = 'source = "通知"\n[[year]]\nyear = 2027\nholidays = ["2027-01-01..2027-01-03"]\nworkdays = []\n'


def test_unanswered_notices_are_listed_with_the_reason_why_they_stay_open(command, received, clock):
    number = received()
    command("notice", "issue", number, "--mark", "A1=ok", "--mark", "A2=missing", who="1003")
    (one,) = command("notice", "waiting").value
    assert (one["number"], one["days_left"], one["lapse"]) == (number, 15, False)
    assert one["name"] == "张*丰" and "names no basis" in one["reason"]
    assert [paper["code"] for paper in one["open"]] == ["A2"]
    assert command("notice", "waiting", "--past").value == []
    clock.set(NOW + timedelta(days=25))
    (one,) = command("notice", "waiting", "--past").value
    assert one["days_left"] == -2


def test_a_clock_that_stands_is_shown(command, received):
    number = received(item="SC001")
    command("request", "act", number, "accept", who="1003")
    words = ("--set", "kind=testing", "--set", "letter=检1号", "--set", "letter_date=2026-11-20")
    assert command("request", "act", number, "exclude-start", *words, who="1003").value["due"] == "2026-12-04"
    clock = command("request", "show", number).value["clock"]
    assert (clock["phase"], clock["paused_since"], clock["at_the_earliest"]) == ("paused", "2026-11-20", True)
    assert clock["excluded"] == [
        {"kind": "testing", "letter": "检1号", "letter_date": "2026-11-20", "result_date": None,
         "finished_without_result": None, "reason": "", "by": "1003"}
    ]  # fmt: skip
    error = command("request", "act", number, "exclude-end", "--set", "result_date=2027-01-01", who="1003").error
    assert error["message"] == "2027-01-01 has not come yet." and error["remedy"]
    command("request", "act", number, "withdraw", who="1003")
    clock = command("request", "show", number).value["clock"]
    assert (clock["paused_since"], clock["at_the_earliest"]) == (None, False)
    assert clock["excluded"][0]["finished_without_result"] == "2026-11-20"


def test_loading_a_year_counts_provisional_dates_anew_once(command, received, clock, tmp_path):
    clock.set(NOW.replace(month=12, day=16))
    number = received(item="SC001")
    command("request", "act", number, "accept", who="1003")
    assert command("request", "recompute", who="1009").value == []
    file = tmp_path / "2027.toml"
    file.write_text(YEAR, encoding="utf-8")
    done = command("import", "calendar", str(file), who="1009").value
    (one,) = done["recomputed"]
    assert (one["number"], one["moved"], one["provisional"]) == (number, True, False)
    assert (one["old"]["statutory_due"], one["new"]["statutory_due"]) == ("2027-01-13", "2027-01-14")
    assert command("request", "recompute", who="1009").value == []
    again = command("import", "calendar", str(file), who="1009").value
    assert "recomputed" not in again
    shown = command("request", "show", number).value
    assert [e["action"] for e in shown["timeline"]].count("recompute") == 1
    assert shown["provisional"] is False


def test_only_the_administrator_counts_anew(command):
    assert command("request", "recompute", who="1003").error["error"] == "not_allowed"
