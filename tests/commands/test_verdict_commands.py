"""Verdicts in words, objections and decisions, the signed month, shifts and weeks, by command line."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from support.hall import ZONE

DAY = ("--from", "2026-11-19", "--to", "2026-11-19")


@pytest.fixture
def thursday(command, clock):
    for hour, minute, kind in ((8, 41, "in"), (11, 30, "out")):
        clock.set(datetime(2026, 11, 19, hour, minute, tzinfo=ZONE))
        command("punch", kind, who="1003")
    clock.set(datetime(2026, 11, 20, 9, 0, tzinfo=ZONE))
    return command


def test_a_reckoning_and_what_changed_it(thursday):
    asked = thursday(
        "leave", "ask", "--from", "2026-11-19T08:30:00", "--to", "2026-11-19T08:45:00", "--type", "事假", who="1003"
    ).value
    thursday("leave", "approve", str(asked["id"]), who="1005")
    row = thursday("punctuality", *DAY, "--staff", "1003", "--explain").value[0]
    assert row["verdicts"] == ["on_time"]
    assert "Personal leave moves the start to 08:45." in row["explanation"]
    assert row["changes"] == ["11-20 09:00 leave (1005): Late 11 min → On time"]
    (change,) = thursday("verdict", "changes", *DAY).value
    assert (change["cause"], change["before"], change["after"]) == ("leave", "late/11/0/0/0", "on_time/0/0/0/0")


def test_objecting_and_deciding(thursday):
    thursday("verdict", "object", "--date", "2026-11-19", "--half", "am", "--reason", "公交故障", who="1003")
    thursday("verdict", "confirm", "--staff", "1004", "--date", "2026-11-19", "--half", "am", who="1005")
    told = thursday("verdict", "list", *DAY).value
    assert [(one["staff"], one["state"], one["reason"]) for one in told] == [
        ("1003", "objected", "****"),
        ("1004", "confirmed", ""),
    ]
    rows = thursday("punctuality", *DAY, "--staff", "1004").value
    assert [row.get("review") for row in rows] == ["confirmed", None]
    refused = thursday("verdict", "dismiss", "--staff", "1003", "--date", "2026-11-19", "--half", "am", who="1005")
    assert refused.code == 1


def test_a_month_is_signed(thursday, clock):
    assert thursday("month", "sign", "2026-11", who="1005").code == 1
    clock.set(datetime(2026, 12, 1, 9, 0, tzinfo=ZONE))
    signed = thursday("month", "sign", "2026-11", who="1005").value
    assert (signed["signed"], signed["signatures"][0]["signed_by"], signed["amended"]) == (True, "1005", [])
    clerk = next(row for row in signed["people"] if row["staff"] == "1003")
    assert (clerk["late"], clerk["flagged"]) == (1, False)
    assert thursday("month", "show", "2026-10").value["signed"] is False


def test_shifts_weeks_and_a_roster_of_duties(thursday, tmp_path):
    def take_in(kind, *lines):
        path = tmp_path / f"{kind}.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return thursday("import", kind, str(path), who="1009")

    shifts = (
        "班次名称,起,止,时段,类别",
        "哺乳,2026-11-01,,09:30-11:30;13:30-17:00,",
        "夜班,2026-11-01,,20:00-08:00,night",
    )
    assert take_in("shifts", *shifts).value["added"] == 2
    assert take_in("shifts", *shifts).value == {"read": 2, "added": 0, "changed": 0, "same": 2, "problems": []}
    bad = take_in("shifts", shifts[0], "乱,2026-11-01,,08:00-12:00;11:00-13:00,", "空,2026-11-01,,八点,")
    assert [(p["row"], p["field"]) for p in json.loads(bad.out)["problems"]] == [(2, "spans"), (3, "spans")]
    assert (
        take_in("hours", "工号,起,止,星期,班次名称,原因", "1003,2026-11-01,,一至五,哺乳,哺乳假").value["added"] == 1
    )
    rows = thursday("punctuality", *DAY, "--staff", "1003").value
    assert [row["verdicts"] for row in rows] == [["late"], ["absent"]], "Thursday is over: it stays as it was judged"
    thursday("punctuality", *DAY, "--recount", who="1005")
    rows = thursday("punctuality", *DAY, "--staff", "1003").value
    assert [row["verdicts"] for row in rows] == [["on_time"], ["absent"]]
    bad = take_in("hours", "工号,起,止,星期,班次名称,原因", "1003,2026-11-01,,8,哺乳,", "1004,2026-11-01,,6,没有,")
    assert [(p["row"], p["field"]) for p in json.loads(bad.out)["problems"]] == [(2, "weekdays"), (3, "shift")]
    roster = "日期,工号,窗口,班次,班次名称,顶岗"
    bad = take_in("roster", roster, "2026-11-19,1004,,夜班,,", "2026-11-19,1003,,am,,1003")
    assert [(p["row"], p["field"]) for p in json.loads(bad.out)["problems"]] == [(2, "shift"), (3, "covers")]
    done = take_in("roster", roster, "2026-11-19,1004,77,夜班,夜班,", "2026-11-18,1004,,午间值班,,").value
    assert [(note["row"], note["field"]) for note in done["remarks"]] == [(2, "window")]
    halves = thursday("punctuality", *DAY, "--staff", "1004").value
    assert [(row["half"], row["window"], row["verdicts"]) for row in halves] == [("night", 77, ["absent"])]


def test_timetables_that_leave_a_gap_or_overlap_are_remarked_on(thursday, tmp_path):
    path = tmp_path / "t.csv"
    head = "名称,起,止,上午上班,上午下班,下午上班,下午下班"
    hours = "08:30,11:30,13:30,17:00"
    path.write_text(
        "\n".join([head, f"夏,2027-05-01,2027-09-30,{hours}", f"冬,2027-10-03,2028-04-30,{hours}",
                   f"节,2028-04-01,2028-04-02,{hours}"]),
        encoding="utf-8",
    )  # fmt: skip
    done = thursday("import", "timetable", str(path), who="1009").value
    assert [(note["row"], note["field"]) for note in done["remarks"]] == [(3, "from"), (4, "from")]
    assert "2027-10-01" in done["remarks"][0]["message"]
