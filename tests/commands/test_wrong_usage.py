"""A command line that cannot be understood: one sentence in the language in use, with the remedy; exit code 2."""

from __future__ import annotations

import json
import re

import pytest

from hallclient.cli import COMMANDS, main
from hallclient.language import LANGUAGES

WRONG = [
    ("flyy", "没有“hallclient flyy”这个命令。可用的命令：init、demo、import、"),
    ("request fly", "没有“hallclient request fly”这个命令。可用的命令：new、list、show、"),
    ("request", "“hallclient request”还缺 操作。用法见“hallclient request --help”。"),
    ("request new", "“hallclient request new”还缺 --item。用法见“hallclient request new --help”。"),
    ("deadline", "“hallclient deadline”还缺 FROM、DAYS。用法见"),
    ("request list --limit x", "--limit：“x”不是不小于1的整数。用法见"),
    ("request list --limit", "--limit 后面要填内容。用法见"),
    ("deadline 2026-13-01 5", "FROM：“2026-13-01”不是日期（YYYY-MM-DD）。用法见"),
    ("request act X accept --set foo", "--set：“foo”不是“键=值”的形式。用法见“hallclient request act --help”。"),
    ("request list --foo 1", "“hallclient request list”不认识“--foo 1”。用法见“hallclient request list --help”。"),
    ("request list a b", "“hallclient request list”不认识“a b”。"),
    ("--foo", "“hallclient”不认识“--foo”。用法见“hallclient --help”。"),
    ("request list --o", "“--o”可能是 --owner、--on。请写全选项名。"),
    ("request list --json=3", "--json 后面不填内容，多了“3”。"),
    ("punch dance", "kind 不能填“dance”。可填：in、out、away、back。"),
    ("template export odd", "KIND 不能填“odd”。可填：receipt、"),
    ("demo --seed x", "--seed 不能填“x”。"),
    ("--lang xx", "--lang 不能填“xx”。可填：zh_CN、en。"),
    ("notice call X", "“hallclient notice call”还缺 --reached、--not-reached 中的一项。"),
    ("notice call --reached --not-reached X", "--not-reached 与 --reached 不能同时使用。请只填写其中一项。"),
    ("paper print --copies 0 X", "--copies：“0”不是不小于1的整数。"),
]


def wrong(capsys, line):
    with pytest.raises(SystemExit) as ended:
        main(line.split())
    assert ended.value.code == 2
    return capsys.readouterr()


@pytest.fixture(autouse=True)
def _nobodys_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HALLCLIENT_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.mark.parametrize(("line", "said"), WRONG)
def test_one_chinese_sentence_with_the_remedy(capsys, line, said):
    done = wrong(capsys, line)
    assert done.out == "" and done.err.startswith(said)
    assert len(done.err.splitlines()) == 1 and done.err.endswith("。\n")


@pytest.mark.parametrize("line", [line for line, _ in WRONG])
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_programs_get_a_value(capsys, line, spoken):
    value = json.loads(wrong(capsys, f"--json --lang {spoken} {line}").err)
    assert value["error"] == "wrong_usage" and set(value) == {"error", "message", "remedy"}
    assert value["message"] and value["remedy"]
    if spoken == "en" and "--lang" not in line:
        assert not re.search("[\u4e00-\u9fff]", value["message"] + value["remedy"])


def test_english_where_it_is_asked_for(capsys):
    assert wrong(capsys, "--lang en request list --limit").err == (
        "--limit needs a value. How it is used: “hallclient request list --help”.\n"
    )


def test_what_was_typed_does_not_reach_the_terminal_as_commands(capsys):
    assert "\x1b" not in wrong(capsys, "request \x1b[2J").err


def test_the_home_says_which_language(capsys, home, reopen, monkeypatch):
    reopen(language="zh_CN")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert "还缺" in wrong(capsys, f"--home {home.folder} request new").err
    assert "还缺" in wrong(capsys, f"--home={home.folder} request new").err
    assert "also needs" in wrong(capsys, f"--home {home.folder} request new --lang=en").err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_english_of_argparse(capsys, command):
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("用法：hallclient") and "显示帮助" in told
    assert not re.search("usage:|positional|optional|^options|show this|exit", told, re.MULTILINE)
