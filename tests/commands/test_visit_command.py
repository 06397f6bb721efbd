"""``visit``, ``window``, ``guide``, ``reconcile`` and the particular circumstances of ``request new``."""

from __future__ import annotations

import csv
from pathlib import Path

PERSON = ("--name", "张三丰", "--id-number", "11010519491231002X", "--phone", "13812345678")


def test_a_visitor_from_the_slip_to_the_door(command, clock):
    come = command("visit", "arrive", "--queue", "A012", "--at", "2026-11-20T08:50:00", who="1003").value
    assert (come["queue"], come["now"], come["waited"]) == ("A012", "waiting", 600)
    command("visit", "call", "1", who="1003")
    undone = command("visit", "undo", "1", "--reason", "叫错号", who="1003").value
    assert (undone["now"], [span["void"] for span in undone["spans"]]) == ("waiting", [False, True, False])
    served = command("request", "new", "--item", "MZ001", *PERSON, "--visit", "1", who="1003").value
    assert served["visit"] == 1
    assert command("visit", "park", "1", who="1003").value["now"] == "parked"
    assert command("visit", "serve", "1", who="1003").value["now"] == "serving"
    left = command("visit", "leave", "1", who="1003").value
    assert (left["outcome"], left["requests"]) == ("served", [served["number"]])
    assert command("visit", "list").value == []
    assert [one["id"] for one in command("visit", "list", "--date", "2026-11-20").value] == [1]
    assert "A012" in command("visit", "list", "--date", "2026-11-20", text=True).out
    assert command("visit", "call", "1", who="1003").error["error"] == "refused"
    assert command("visit", "leave", "9", who="1003").error["error"] == "not_found"


def test_what_is_particular_is_told_and_masked(command):
    number = command(
        "request", "new", "--item", "MZ001", *PERSON[:4], "--agent-name", "李四", "--agent-id", PERSON[3],
        "--agent-authority", "entrusted", "--agent-scope", "代为申请", "--agent-until", "2026-12-31", "--no-phone",
        "--contact-name", "王家村", "--contact-relation", "村", "--large-print", "--scribe", "赵六",
        "--scribe-witness", "钱七", "--signed", "refused", "--signed-reason", "不认可", "--signed-witness", "钱七",
        "--card", "expired", "--typed-by-hand", who="1003",
    ).value["number"]  # fmt: skip
    seen = command("request", "show", number).value
    assert seen["authority"] == {"kind": "entrusted", "scope": "代为申请", "until": "2026-12-31"}
    assert (seen["no_phone"], seen["large_print"], seen["card"], seen["typed_by_hand"]) == (
        True,
        True,
        "expired",
        True,
    )
    assert seen["scribe"] == {"name": "赵*", "witness": "钱*"}
    assert seen["signature"] == {"signed": "refused", "reason": "不认可", "witness": "钱*"}
    assert seen["contact"] == {"name": "王*村", "relation": "村"}
    words = command("request", "show", number, text=True).out
    assert "Entrusted agent" in words and "Expired card" in words and "赵六" not in words
    assert command("request", "show", number, "--reveal", who="1003").value["scribe"]["name"] == "赵六"


def test_a_late_entry(command):
    late = ("--paper-serial", "纸0001", "--received-at", "2026-11-19T10:00:00+08:00")
    number = command("request", "new", "--item", "MZ001", *PERSON, *late, who="1003").value["number"]
    assert number == "370784-20261119-030001"
    seen = command("request", "show", number).value
    assert seen["received_at"].startswith("2026-11-19T10:00")
    assert seen["late_entry"]["paper_serial"] == "纸0001" and seen["late_entry"]["entered_by"] == "1003"
    future = ("--paper-serial", "纸0002", "--received-at", "2026-11-20T09:00:01+08:00")
    assert "future" in command("request", "new", "--item", "MZ001", *PERSON, *future, who="1003").error["message"]


def test_windows_and_guide_slips(command, home):
    assert command("window", "set", "5", "--name", "社保", who="1003").error["error"] == "not_allowed"
    floor = ("--floor", "二楼东", "--phone", "0536-2158000")
    assert command("window", "set", "5", "--name", "社保", *floor, who="1009").value["floor"] == "二楼东"
    command("window", "set", "5", "--departments", "县人社局；县医保局", who="1009")
    found = {one["number"]: one for one in command("window", "list").value}
    assert found[5]["departments"] == ["县人社局", "县医保局"] and found[5]["name"] == "社保"
    folder = Path(command("guide", "5", "--matter", "社保卡补领", who="1003").value["folder"])
    (slip,) = folder.glob("guide-*.txt")
    words = slip.read_text(encoding="utf-8")
    assert all(part in words for part in ("5号窗口（社保）", "二楼东", "0536-2158000", "社保卡补领", "王芳"))
    assert command("guide", "77", who="1003").error["error"] == "not_found"
    assert "二楼东" in command("window", "list", text=True).out


def test_guidance_counts_for_who_was_asked_first(command, received, tmp_path):
    command("window", "set", "5", "--name", "社保", "--floor", "二楼", "--phone", "0536-5", who="1009")
    for who in ("1003", "1003", "1004"):
        command("guide", "5", "--matter", "社保卡补领", who=who)
    number = received()
    told = ("--set", "unit=县公安局", "--set", "name=户政科", "--set", "phone=0536-110")
    command("request", "act", number, "redirect", *told, who="1004")
    files = command(
        "export", "guidance", "--date", "2026-11-20", "--format", "csv,xlsx,html,json", "--out", str(tmp_path)
    )
    rows = list(csv.DictReader(Path(files.value["files"][0]).read_text("utf-8-sig").splitlines()))
    assert [(row["guided_by"], row["way"], row["to_window"]) for row in rows] == [
        ("1003", "slip", "5"), ("1003", "slip", "5"), ("1004", "slip", "5"), ("1004", "body", ""),
    ]  # fmt: skip
    assert (rows[0]["floor"], rows[0]["phone"], rows[0]["matter"]) == ("二楼", "0536-5", "社保卡补领")
    assert (rows[3]["unit"], rows[3]["name"], rows[3]["phone"], rows[3]["number"], rows[3]["first_asked"]) == (
        "县公安局", "户政科", "0536-110", number, "1003",
    )  # fmt: skip
    whole = "".join(Path(file).read_text("utf-8", "replace") for file in files.value["files"])
    assert "张三丰" not in whole and "13812345678" not in whole
    (file,) = command("export", "first-asked", "--date", "2026-11-20", "--out", str(tmp_path)).value["files"]
    people = {row["first_asked"]: row for row in csv.DictReader(Path(file).read_text("utf-8-sig").splitlines())}
    assert [people["1003"][key] for key in ("asked", "requests", "to_windows", "to_bodies", "not_own", "share")] == [
        "3", "1", "2", "1", "3", "100.00",
    ]  # fmt: skip
    assert people["1004"]["asked"] == "1"
    (file,) = command("export", "guidance", "--date", "2026-11-21", "--out", str(tmp_path)).value["files"]
    assert len(Path(file).read_text("utf-8-sig").splitlines()) == 1, "a day with nothing is a report of nothing"


def test_the_provinces_number_and_its_list(command, received, tmp_path):
    one, two, three = received(), received(item="MZ002"), received(item="SC001")
    assert command("request", "act", one, "external", "--set", "number=P1", who="1003").err == ""
    command("request", "new", "--item", "ZX001", *PERSON, who="1003")  # a question is no case there
    gone = received(item="MZ002")
    command("request", "act", gone, "redirect", "--set", "unit=县公安局", who="1003")
    again = command("request", "act", two, "external", "--set", "number=P1", who="1003")
    assert one in again.err and again.code == 0
    command("request", "act", two, "external", "--set", "number=P2", who="1003")
    assert [r["number"] for r in command("search", "P1").value] == [one]
    (ours,) = command("export", "reconcile", "--date", "2026-11-20", "--out", str(tmp_path)).value["files"]
    rows = list(csv.DictReader(Path(ours).read_text(encoding="utf-8-sig").splitlines()))
    assert sorted(row["province_number"] for row in rows) == ["", "", "", "P1", "P2"]
    assert {row["name"] for row in rows} == {"张*丰"}
    theirs = tmp_path / "province.csv"
    theirs.write_text(f"省平台办件编号,受理编号,状态\nP1,{one},已收件\nP2,,已办结\nP8,,办理中\n", encoding="utf-8")
    done = command("reconcile", str(theirs), "--date", "2026-11-20")
    assert done.code == 1
    import json

    value = json.loads(done.out)
    assert [(d["kind"], d["number"], d["province_number"]) for d in value["differences"]] == [
        ("state", two, "P2"), ("missing_here", "", "P8"), ("missing_there", three, ""),
    ]  # fmt: skip
    assert "Missing here" in command("reconcile", str(theirs), text=True).out
    theirs.write_text("省平台办件编号,状态\nP1,收件\nP2,registered\n", encoding="utf-8")
    assert command("reconcile", str(theirs)).value["differences"] == []
    assert command("reconcile", str(tmp_path / "none.csv")).error["error"] == "bad_input"
