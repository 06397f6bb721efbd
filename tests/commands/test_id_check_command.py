"""``id-check`` and ``deadline``: the calculators that need no home."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hallclient.paths import Home

NUMBER = "11010519491231002X"

DUE = [
    ("2026-02-12", "5", (), "2026-02-26"),
    ("2026-02-09", "20", (), "2026-03-13"),
    ("2026-09-18", "20", (), "2026-10-22"),
    ("2026-02-27", "1", (), "2026-02-28"),
    ("2026-10-04", "20", (), "2026-11-03"),
    ("2026-04-24", "10", ("--calendar-days",), "2026-05-06"),
    ("2026-09-07", "20", ("--exclude", "2026-09-11..2026-09-21"), "2026-10-21"),
]


def test_each_number_is_judged_and_the_exit_code_stays_0(command):
    found = command(
        "id-check", NUMBER, "110105194912310021", "91350100M000100Y43", "91350100M000100Y44", "hello"
    ).value
    assert [(one["kind"], one["valid"]) for one in found] == [
        ("resident_id", True), ("resident_id", False), ("uscc", True), ("uscc", False), ("unknown", False),
    ]  # fmt: skip
    assert found[0] == {"number": NUMBER, "kind": "resident_id", "valid": True, "warning": None, "problem": None}
    assert "check digit" in found[1]["problem"] and found[1]["warning"] is None
    assert found[3]["problem"] is None and found[3]["warning"]
    assert found[4]["problem"]


@pytest.mark.parametrize(
    "typed", ["１１０１０５１９４９１２３１００２Ｘ", " 110105 19491231 002x ", "110105-19491231-002X"]
)
def test_a_number_comes_back_in_its_one_spelling(command, typed):
    assert command("id-check", typed).value[0]["number"] == NUMBER


def test_people_read_a_line_a_number(command):
    done = command("id-check", NUMBER, "x", text=True)
    assert done.out.splitlines()[0] == f"{NUMBER}: Resident identity card, in order"
    assert len(done.out.splitlines()) == 2 and done.err == ""


@pytest.mark.parametrize(("start", "term", "words", "due"), DUE)
@pytest.mark.parametrize("with_home", [True, False])
def test_due_dates_with_and_without_a_home(command, tmp_path, start, term, words, due, with_home):
    at = {} if with_home else {"at": Home(tmp_path / "nothing")}
    found = command("deadline", start, term, *words, **at).value
    assert found["due"] == due and found["provisional"] is False
    assert start in found["steps"][0] and due in found["steps"][-1]
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("with_home", [True, False])
def test_a_year_that_is_not_known_is_an_error(command, tmp_path, with_home):
    at = {} if with_home else {"at": Home(tmp_path / "nothing")}
    error = command("deadline", "2026-12-16", "20", **at).error
    assert error["error"] == "calendar_missing" and "2027" in error["message"] and error["remedy"]
    assert command("deadline", "2016-01-04", "5", **at).error["error"] == "calendar_missing"


@pytest.mark.parametrize("words", [("9999-12-20", "5"), ("2026-01-05", "999999999", "--calendar-days")])
def test_the_end_of_the_calendar_is_no_crash(command, words):
    assert command("deadline", *words).error["error"] == "calendar_missing"


def test_a_period_that_ends_before_it_begins_is_refused(command):
    error = command("deadline", "2026-09-07", "20", "--exclude", "2026-09-21..2026-09-11").error
    assert error["error"] == "bad_input" and "2026-09-21" in error["message"]


@pytest.mark.parametrize(
    "words",
    [
        ("2026-02-30", "5"), ("20260212", "5"), ("2026-W07-4", "5"), ("tomorrow", "5"), ("2026-02-12", "-1"),
        ("2026-02-12", "five"), ("2026-02-12", "٣"), ("2026-02-12", "5", "--exclude", "2026-02-13"),
        ("2026-02-12", "5", "--exclude", "2026-02-13..x"), ("2026-02-12",),
    ],
)  # fmt: skip
def test_malformed_words_are_wrong_usage(command, words, capsys):
    with pytest.raises(SystemExit) as ended:
        command("deadline", *words)
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_people_read_the_date_first(command):
    lines = command("deadline", "2026-09-18", "20", text=True).out.splitlines()
    assert lines[0] == "2026-10-22" and len(lines) > 3


_LOADED = """
import sys
from hallclient.cli import main
code = main(sys.argv[1:])
heavy = {"peewee", "textual", "rich", "chinese_calendar", "zoneinfo", "tomllib", "logging", "pypinyin"}
print(sorted(heavy & set(sys.modules)))
sys.exit(code)
"""


def _loaded(*words: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *words], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout.splitlines()[-1].replace("'", '"'))


def test_calculators_import_only_what_they_need(tmp_path: Path):
    home = ("--home", str(tmp_path / "nothing"))
    assert _loaded(*home, "id-check", NUMBER) == []
    assert _loaded(*home, "deadline", "2026-09-18", "20") == ["chinese_calendar"]


def test_lists_import_no_screen(home: Home):
    for words in (("item", "list"), ("request", "list")):
        assert set(_loaded("--home", str(home.folder), "--json", *words)).isdisjoint({"textual", "rich", "pypinyin"})
