"""A second notice, follow-up calls, the report ``once``, and the catalogue's export and versions by script."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

MARKS = ("--mark", "A1=ok", "--mark", "A2=missing")
AGAIN = ("--mark", "A1=defective:已过有效期")
GROUNDS = ("--new", "身份证已过有效期", "--why", "首次核对没有看背面")


@pytest.fixture
def told(command, received):
    number = received()
    command("notice", "issue", number, *MARKS, who="1003")
    command("request", "act", number, "supplement", who="1003")
    return number


def test_a_second_notice_is_a_supervisors(command, told):
    assert command("notice", "issue", told, *AGAIN, who="1003").error["error"] == "refused"
    words = ("notice", "issue", told, *AGAIN, "--second", "oversight", *GROUNDS)
    assert command(*words, who="1003").error["error"] == "not_allowed"
    issued = command(*words, who="1005").value
    assert (issued["cause"], [m["code"] for m in issued["open"]]) == ("oversight", ["A1"])
    assert issued["before"].endswith("-00001")
    shown = command("notice", "show", issued["id"]).value
    assert (shown["what"], shown["agreed_by"]) == ("身份证已过有效期", "1005")
    papers = command("paper", "list", told).value
    assert [paper["number"] for paper in papers if paper["kind"] == "notice"][-1] == issued["number"]


def test_grounds_without_a_cause_are_refused(command, told):
    assert command("notice", "issue", told, *AGAIN, *GROUNDS, who="1005").error["error"] == "bad_input"
    actions = {a["action"]: a for a in command("request", "show", told).value["actions"]}
    assert not actions["notice"]["allowed"] and "told once" in actions["notice"]["reason"]


def test_how_papers_were_handed_in(command, received):
    number = received()
    words = ("--mark", "A1=ok", "--mark", "A2=missing", "--handed", "A1=electronic")
    command("notice", "issue", number, *words, who="1003")
    shown = {m["code"]: m for m in command("request", "show", number).value["materials"]}
    assert (shown["A1"]["handed"], shown["A2"]["handed"]) == ("electronic", "")
    wrong = ("--mark", "A1=ok", "--mark", "A2=missing", "--handed", "A2=copy")
    assert command("notice", "issue", received(), *wrong, who="1003").error["error"] == "bad_input"


def test_the_follow_up_list_and_its_calls(command, received):
    issued = command("notice", "issue", received(), *MARKS, who="1003").value
    (one,) = command("notice", "follow-up").value
    assert (one["notice"], one["phone"], one["left"], one["calls"]) == (issued["id"], "138****5678", 15, [])
    assert command("notice", "follow-up", "--within", "5").value == []
    assert command("notice", "follow-up", "--reveal").error["error"] == "not_allowed"
    assert command("notice", "follow-up", "--reveal", who="1003").value[0]["phone"] == "13812345678"
    calls = command("notice", "call", issued["number"], "--reached", "--words", "周五来", who="1003").value
    assert [(c["reached"], c["words"]) for c in calls] == [(True, "周五来")]
    assert command("notice", "calls", issued["id"]).value == calls
    assert "reached" in command("notice", "follow-up", text=True).out
    assert command("notice", "call", issued["id"], "--reached").error["error"] == "not_allowed"


def test_the_report(command, told, tmp_path):
    done = command("export", "once", "--month", "2026-11", "--format", "csv,xlsx,html,json", "--out", str(tmp_path))
    assert [name.rsplit(".", 1)[-1] for name in done.value["files"]] == ["csv", "xlsx", "html", "json"]


def test_the_catalogue_goes_out_and_comes_in_again(command, tmp_path):
    path = tmp_path / "items.xlsx"
    made = command("item", "export", "--out", str(path)).value
    same = command("import", "items", str(path), "--dry-run", who="1009").value
    assert (same["same"], same["changed"], same["problems"], same["changes"]) == (made["items"], 0, [], [])
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    row = next(n for n, cells in enumerate(sheet.iter_rows(values_only=True), 1) if cells[0] == "MZ001")
    sheet.cell(row, head.index("promised_days") + 1).value = 18
    book.save(path)
    tried = command("import", "items", str(path), "--dry-run", who="1009").value
    assert tried["changes"][0]["fields"] == [
        {"field": "promised_days", "material": "", "before": "20", "after": "18"}
    ]
    words = command("import", "items", str(path), "--dry-run", who="1009", text=True).out
    assert "20 → 18" in words
    assert command("item", "show", "MZ001").value["promised_days"] == 20
    assert command("import", "items", str(path), who="1009").value["changed"] == 1
    versions = command("item", "versions", "MZ001").value
    assert [(v["version"], v["in_force"]) for v in versions] == [(1, False), (2, True)]


def test_a_problem_names_row_and_column(command, tmp_path):
    path = tmp_path / "items.csv"
    path.write_text("事项编码,事项名称,部门,类型,法定天数,承诺天数\nS1,证,局,承诺件,5,6\n", "utf-8")
    done = command("import", "items", str(path), who="1009")
    assert done.code == 1 and "F 承诺天数" in done.err
    shown = command("import", "items", str(path), who="1009", text=True)
    assert "Row 2, F 承诺天数" in shown.out


def test_withdrawing(command):
    kept = command("item", "withdraw", "MZ001", "--from", "2027-01-01", who="1009").value
    assert [(v["version"], v["starts"], v["in_force"], v["active"]) for v in kept] == [
        (1, None, True, True),
        (2, "2027-01-01", False, False),
    ]
    assert command("item", "withdraw", "MZ001", who="1003").error["error"] == "not_allowed"
    assert "MZ001" in command("item", "list", text=True).out
    assert command("item", "withdraw", "MZ001", who="1009", text=True).code == 0
    assert "MZ001" not in command("item", "list", text=True).out
