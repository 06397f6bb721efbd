"""``hallclient import``: the value on stdout, one line on stderr when nothing was imported."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hallclient.cli import main
from hallclient.jobs.imports import staff as staff_import
from hallclient.paths import Home
from hallclient.services import pins

STAFF = "工号,姓名,角色,窗口,部门,B岗,授权部门,初始口令\n1101,𠮷小川,clerk,7,县民政局,,,1234\n"
BAD = STAFF + "1102,,boss,7,县民政局,,,1234\n"
Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(pins, "_LOG_N", 4)

    def call(*words: str, code: str = "1009", json_value: bool = True) -> tuple[int, Any, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("0000\n"))
        options = ["--home", str(home.folder), "--lang", "en", "--as", code, "--pin-stdin"]
        exit_code = main(["import", *words, *options, *(["--json"] if json_value else [])])
        out, err = capsys.readouterr()
        return exit_code, json.loads(out) if json_value and out else out, err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        path = tmp_path / "staff.csv"
        path.write_text(text, encoding="gb18030")
        return str(path)

    return write


def test_taken_in_and_the_same_again(run: Run, file: Callable[[str], str]) -> None:
    first = run("staff", file(STAFF))
    assert first == (0, {"read": 1, "added": 1, "changed": 0, "same": 0, "problems": []}, "")
    assert run("staff", file(STAFF))[1]["same"] == 1
    code, text, _ = run("staff", file(STAFF), json_value=False)
    assert (code, text) == (0, "Read 1: 0 added, 0 changed, 1 the same.\n")


def test_problems_keep_everything_out(run: Run, file: Callable[[str], str]) -> None:
    code, value, err = run("staff", file(BAD))
    assert code == 1
    assert (value["read"], value["added"]) == (2, 0)
    assert value["problems"][0] == {
        "row": 3,
        "field": "name",
        "column": "B 姓名",
        "message": "This must not be empty.",
    }
    assert json.loads(err)["error"] == "bad_rows"
    assert err.count("\n") == 1
    code, text, err = run("staff", file(BAD), json_value=False)
    assert code == 1
    assert "Row 3, C 角色: “boss” is none of clerk, chief, supervisor, admin." in text
    assert err.startswith("staff.csv was not imported: row 3, B 姓名: This must not be empty. Problems in all: 2.")
    assert err.count("\n") == 1
    code, value, err = run("staff", file(BAD), "--skip-bad")
    assert (code, value["added"], len(value["problems"]), err) == (0, 1, 2, "")


def test_a_dry_run(run: Run, file: Callable[[str], str]) -> None:
    assert run("staff", file(STAFF), "--dry-run")[1]["added"] == 1
    assert run("staff", file(STAFF))[1]["added"] == 1


def test_refusals_are_one_line(run: Run, file: Callable[[str], str], tmp_path: Path) -> None:
    code, out, err = run("staff", file(STAFF), code="1005")
    assert (code, out, json.loads(err)["error"]) == (1, "", "not_allowed")
    code, out, err = run("staff", str(tmp_path / "none.csv"), json_value=False)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "There is no file" in err


@pytest.mark.parametrize("words", [["import"], ["import", "cats", "x"], ["import", "staff"]])
def test_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    capsys.readouterr()


def test_interrupted_it_says_that_nothing_is_in_half(
    run: Run, file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(staff_import, "prepare", interrupt)
        code, _, err = run("staff", file(STAFF), json_value=False)
    assert (code, err.count("\n")) == (130, 1)
    assert "as a whole or not at all" in err
    assert run("staff", file(STAFF))[1]["added"] == 1
