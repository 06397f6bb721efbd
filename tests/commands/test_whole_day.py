"""A clerk's day by script, from the making of the hall to the sign-out, through the command line alone."""

from __future__ import annotations

from datetime import datetime

import pytest
from support.hall import CIVIL, add_people

from hallclient.paths import Home
from hallclient.services.hall import open_hall

INIT = (
    "init", "--hall", "某县政务服务中心", "--hall-code", "370784", "--window", "3", "--admin", "1009",
    "--admin-name", "吴伟", "--pin-stdin", "--sample-catalogue",
)  # fmt: skip


@pytest.fixture
def day(command, clock, cheap_pins, pin_digest, tmp_path):
    """A hall with the sample catalogue and its people; ``day(time, words…)`` runs a command at a time of the day."""
    home = Home(tmp_path / "day")
    clock.set(datetime.fromisoformat("2026-09-14T08:00:00"))
    command(*INIT, at=home)
    text = home.config.read_text(encoding="utf-8").replace('zone = ""', 'zone = "Asia/Shanghai"')
    home.config.write_text(text, encoding="utf-8")
    hall = open_hall(home)
    with hall.write():
        add_people(hall, pin_digest)
    hall.close()

    def run(time: str, *words: str, who: str = "1003"):
        clock.set(datetime.fromisoformat(f"2026-09-14T{time}"))
        return command(*words, who=who, at=home).value

    return run


def test_a_whole_day(day, tmp_path):
    assert day("08:21:00", "punch", "in", "--badge")["verdict"] == ["pending"]

    item = day("08:40:00", "item", "list", "dbsq", who="")[0]["code"]
    person = (
        "--name",
        "张三丰",
        "--id-type",
        "resident_id",
        "--id-number",
        "11010519491231002X",
        "--phone",
        "13812345678",
    )
    request = day("08:41:00", "request", "new", "--item", item, *person)
    number = request["number"]
    assert number == "370784-20260914-030001" and request["notice_due"] == "2026-09-20"

    codes = [material["code"] for material in request["materials"]]
    marks = [word for code in codes[1:] for word in ("--mark", f"{code}=ok")]
    notice = day("08:50:00", "notice", "issue", number, "--mark", f"{codes[0]}=missing", *marks)
    assert [material["code"] for material in notice["open"]] == codes[:1]
    paper = day(
        "08:51:00", "notice", "print", notice["id"], "--format", "html", "--out", str(tmp_path / "notice.html")
    )
    assert "张三丰" in (tmp_path / "notice.html").read_text(encoding="utf-8") and paper["file"].endswith(".html")

    assert day("10:00:00", "punch", "away", "--reason", "复印")["kind"] == "away"
    assert day("10:05:00", "punch", "back")["kind"] == "back"

    assert day("10:10:00", "request", "act", number, "supplement")["state"] == "registered"
    accepted = day("10:11:00", "request", "act", number, "accept")
    assert accepted["state"] == "accepted" and accepted["due"] < accepted["statutory_due"]
    decide = ("request", "act", number, "decide", "--set", "result=granted")
    assert day("10:30:00", *decide, who="1001")["state"] == "decided"
    assert day("11:00:00", "request", "act", number, "deliver")["state"] == "delivered"
    assert day("11:01:00", "request", "act", number, "rate", "--set", "rating=5")["state"] == "delivered"

    consultation = day("11:10:00", "item", "list", "咨询", who="")[0]
    asked = (
        "request",
        "new",
        "--item",
        consultation["code"],
        "--matter",
        "高龄津贴何时发放",
        "--answer",
        "每月十五日",
    )
    assert day("11:11:00", *asked)["state"] == "answered"

    assert day("11:30:00", "punch", "out")["verdict"] == ["on_time"]
    assert day("13:25:00", "punch", "in")["verdict"] == ["pending"]
    assert day("17:02:00", "punch", "out")["verdict"] == ["on_time"]

    seen = day("17:05:00", "request", "show", number)
    assert [entry["action"] for entry in seen["timeline"]] == [
        "receive", "notice", "supplement", "accept", "decide", "deliver", "rate",
    ]  # fmt: skip
    assert (seen["department"], seen["result"], seen["rating"], seen["visits"]) == (CIVIL, "granted", "5", 2)
    halves = day(
        "17:06:00", "punctuality", "--from", "2026-09-14", "--to", "2026-09-14", "--staff", "1003", who="1005"
    )
    assert [(row["half"], row["verdicts"], row["away_minutes"]) for row in halves] == [
        ("am", ["on_time"], 5), ("pm", ["on_time"], 0),
    ]  # fmt: skip
    assert [row["state"] for row in day("17:07:00", "request", "list", who="")] == ["answered", "delivered"]
    assert day("17:10:00", "verify", who="")["ok"]


def test_open_points_are_named_in_words(command, received):
    number = received()
    refused = command("close-day", who="1005").error
    assert refused["error"] == "open_points" and f"Not dealt with: {number}" in refused["message"]
    chinese = command("--lang", "zh_CN", "close-day", who="1005").error["message"]
    assert f"已收件未处理：{number}" in chinese
