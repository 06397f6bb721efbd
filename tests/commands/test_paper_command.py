"""``paper`` and ``template`` as administrators script them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hallclient.printing.kinds import KINDS


@pytest.fixture
def number(command):
    words = ("--item", "MZ001", "--name", "张三丰", "--id-type", "passport", "--id-number", "E12345678")
    return command("request", "new", *words, "--phone", "13812345678", who="1003").value["number"]


def test_a_receipt_is_issued_listed_and_printed(command, number, hall):
    one = command("paper", "issue", "receipt", number, who="1003").value
    assert one["number"].endswith("收件〔2026〕0300001号") and one["kind"] == "receipt"
    assert command("paper", "issue", "receipt", number, who="1004").value == one
    (listed,) = command("paper", "list", number).value
    assert listed == {**one, "waiting": True, "problem": ""}
    assert command("paper", "list", "--waiting").value[0]["id"] == one["id"]
    done = command("paper", "print", one["id"], who="1003").value
    assert (done["way"], done["format"]) == ("folder", "html")
    assert "张三丰" in Path(done["file"]).read_text("utf-8")
    (log,) = command("paper", "prints", one["id"]).value
    assert (log["staff"], log["copy"], log["outcome"]) == ("1003", "both", "out")
    assert "Both copies" in command("paper", "prints", one["number"], text=True).out
    assert command("paper", "list", "--waiting").value == []
    assert command("paper", "list", text=True).out.count("收件") == 1
    assert command("verify").value["ok"]


def test_a_reprint_to_a_file_names_its_copy(command, number, tmp_path):
    ident = command("paper", "issue", "receipt", number, who="1003").value["number"]
    for name in ("one", "two"):
        words = ("--format", "text32", "--out", str(tmp_path / name), "--copy", "applicant")
        assert command("paper", "print", ident, *words, who="1003").value["way"] == "file"
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_consultation_needs_no_request(command, tmp_path):
    one = command("paper", "consult", "MZ001", who="1003").value
    assert (one["kind"], one["request"]) == ("consultation", "")
    command("paper", "print", one["id"], "--format", "text", "--out", str(tmp_path / "x"), who="1003")
    assert "咨询告知单" in (tmp_path / "x").read_text("utf-8")
    assert command("paper", "consult", "nothing", who="1003").error["error"] == "not_found"


def test_what_was_written_by_hand_waits_no_more(command, number):
    one = command("paper", "issue", "receipt", number, who="1003").value
    command("paper", "hand", one["id"], "--number", "手写第7号", who="1003")
    assert command("paper", "list", "--waiting").value == []


def test_papers_need_a_person_and_what_they_say(command, number):
    assert command("paper", "issue", "receipt", number).error["error"] == "not_allowed"
    for kind in ("acceptance", "refusal", "return"):
        assert command("paper", "issue", kind, number, who="1003").error["error"] == "refused"
    assert command("paper", "print", "x", who="1003").error["error"] == "not_found"
    assert command("paper", "print", "x").error["error"] == "not_allowed"


def test_templates_are_written_out_changed_and_checked(command, home, number, tmp_path):
    rows = command("template", "list").value
    assert [row["kind"] for row in rows] == list(KINDS) and not any(row["own"] for row in rows)
    files = command("template", "export").value["files"]
    assert len(files) == len(KINDS) and Path(files[0]).parent == home.templates
    assert command("template", "export", "guide").error["error"] == "conflict"
    assert command("template", "export", "guide", "--force").value["files"]
    assert all(row["own"] and not row["problem"] for row in command("template", "check").value)
    path = home.templates / "receipt.txt"
    path.write_text(path.read_text("utf-8").replace("{申请人}", "{申請人}", 1), "utf-8")
    checked = command("template", "check")
    assert checked.code == 1
    bad = {row["kind"]: row["problem"] for row in json.loads(checked.out) if row["problem"]}
    assert list(bad) == ["receipt"] and "申请人" in bad["receipt"]
    ident = command("paper", "issue", "receipt", number, who="1003").value["id"]
    command("paper", "print", ident, "--format", "text", "--out", str(tmp_path / "x"), who="1003")
    assert "申请人：张三丰" in (tmp_path / "x").read_text("utf-8"), "the built-in one is used"
    sample = command("template", "sample", "receipt", "--out", str(tmp_path / "s")).value
    assert "receipt.txt" in sample["problem"] and "某县" in (tmp_path / "s").read_text("utf-8")


def test_names_that_a_template_may_use_are_listed(command, home):
    names = next(row["names"] for row in command("template", "list").value if row["kind"] == "notice")
    assert {"申请人", "补正期限", "表 需补正的材料"} <= set(names)
    command("template", "export", "notice")
    assert "表 需补正的材料" in (home.templates / "notice.txt").read_text("utf-8").splitlines()[0]
    assert json.dumps(names, ensure_ascii=False)
