"""``notice issue|show|print``."""

from __future__ import annotations

import pytest
from printing.papers import required

from hallclient.printing import fonts
from hallclient.services import notices

MARKS = ("--mark", "A1=ok", "--mark", "A2=defective:没有签名")


@pytest.fixture
def issued(command, received):
    """The notice of a request of which one material is defective."""
    return command("notice", "issue", received(), *MARKS, who="1003").value


def test_a_notice_says_everything_that_is_open(command, issued):
    assert issued["request"] == "370784-20261120-030001"
    assert "告知" in issued["number"] and issued["id"].endswith("-2026-00001")
    assert [(m["code"], m["name"], m["mark"], m["words"]) for m in issued["open"]] == [
        ("A2", "家庭收入证明", "defective", "没有签名")
    ]
    assert issued["supplement_due"] == "2026-12-11"
    request = command("request", "show", issued["request"]).value
    assert request["state"] == "awaiting_supplement"
    assert [n["id"] for n in request["notices"]] == [issued["id"]]
    assert request["clock"]["days_left"] is None


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        (("A1=ok",), "bad_input"),
        (("A1=ok", "A2=ok"), "bad_input"),
        (("A1=ok", "A2=defective"), "bad_input"),
        (("A1=ok", "A2=lost"), "bad_input"),
        (("A1=promised", "A2=missing"), "bad_input"),
        (("A1=ok", "A9=missing"), "bad_input"),
        (("A1=ok", "A1=missing", "A2=ok"), "bad_input"),
    ],
)
def test_an_unfinished_checklist_gives_no_notice(command, received, marks, code):
    number = received()
    words = [word for mark in marks for word in ("--mark", mark)]
    assert command("notice", "issue", number, *words, who="1003").error["error"] == code
    seen = command("request", "show", number).value
    assert seen["state"] == "registered" and {m["mark"] for m in seen["materials"]} == {""}


@pytest.mark.parametrize("mark", ["A1", "A1=", "=ok", "A1=:words"])
def test_a_malformed_mark_is_wrong_usage(command, received, mark):
    with pytest.raises(SystemExit) as ended:
        command("notice", "issue", received(), "--mark", mark, who="1003")
    assert ended.value.code == 2


def test_words_may_hold_colons_and_a_wide_one_will_do(command, received):
    number = received()
    marks = ("--mark", "A1=defective：见第2页:签名", "--mark", "A2=deferred:12月1日前补")
    open_now = command("notice", "issue", number, *marks, who="1003").value["open"]
    assert [(m["code"], m["words"]) for m in open_now] == [("A1", "见第2页:签名")]


def test_a_notice_is_given_once(command, issued):
    command("request", "act", issued["request"], "supplement", who="1003")
    error = command("notice", "issue", issued["request"], *MARKS, who="1003").error
    assert error["error"] == "refused" and "once" in error["message"]


def test_a_notice_is_shown_masked(command, issued):
    seen = command("notice", "show", issued["id"]).value
    assert (seen["applicant"], seen["contact"]) == ("张*丰", "138****5678")
    assert seen["open"] == issued["open"] and seen["number"] == issued["number"]
    assert [(m["code"], m["mark"]) for m in seen["marked"]] == [("A1", "ok"), ("A2", "defective")]
    assert command("notice", "show", issued["number"]).value == seen
    assert command("notice", "show", issued["id"], "--reveal").error["error"] == "not_allowed"
    shown = command("notice", "show", issued["id"], "--reveal", who="1003").value
    assert (shown["applicant"], shown["contact"]) == ("张三丰", "13812345678")
    assert command("request", "show", issued["request"]).value["timeline"][-1]["action"] == "reveal"
    assert "A2" in command("notice", "show", issued["id"], text=True).out


@pytest.mark.parametrize("form", ["text", "text32", "escpos", "html", "pdf"])
def test_a_reprint_is_the_same_bytes(command, issued, tmp_path, clock, form, hall):
    if form == "pdf":
        required("a Chinese TrueType font", bool(fonts.found()))
    first, second = tmp_path / "papers" / "one", tmp_path / "two"
    done = command("notice", "print", issued["id"], "--format", form, "--out", str(first), who="1003").value
    assert done["file"] == str(first) and done["format"] == form
    if form != "pdf":
        assert "张三丰" in first.read_text(encoding="gb18030" if form == "escpos" else "utf-8")
    assert notices.unprinted(hall) == []
    clock.set(clock.now().replace(day=25))
    command("notice", "print", issued["id"], "--format", form, "--out", str(second), who="1004")
    assert first.read_bytes() == second.read_bytes()
    assert command("verify").value["ok"]


def test_a_paper_needs_a_person_and_leaves_no_half_file(command, issued, tmp_path, monkeypatch):
    out = tmp_path / "paper"
    words = ("notice", "print", issued["id"], "--out")
    assert command(*words, str(out), "--format", "text").error["error"] == "not_allowed"
    monkeypatch.setattr(fonts, "found", tuple)
    assert command(*words, str(out), "--format", "pdf", who="1003").error["error"] == "no_font"
    assert command(*words, str(tmp_path), "--format", "text", who="1003").error["error"] == "not_written"
    assert not out.exists() and not list(tmp_path.glob(".*tmp"))


def test_unknown_notices(command, tmp_path):
    for words in (("show", "x"), ("print", "x", "--format", "text", "--out", str(tmp_path / "x"))):
        assert command("notice", *words, who="1003").error["error"] == "not_found"
