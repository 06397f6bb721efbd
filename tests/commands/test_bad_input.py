"""What goes wrong at a home: one sentence, a remedy, exit code 1, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from hallclient.paths import Home


@pytest.mark.parametrize(
    "words", [("item", "list"), ("request", "list"), ("staff", "list"), ("verify",), ("search", "张")]
)
def test_no_home(command, tmp_path, words):
    nothing = Home(tmp_path / "nothing")
    error = command(*words, at=nothing).error
    assert error["error"] == "no_home" and str(nothing.folder) in error["message"] and "init" in error["remedy"]
    plain = command(*words, at=nothing, text=True)
    assert plain.code == 1 and len(plain.err.splitlines()) == 1 and plain.out == ""
    assert not nothing.folder.exists()


def test_a_database_of_a_newer_version(command, home, hall):
    columns = [column.name for column in hall.db.get_columns("schema_migration") if column.name != "id"]
    values = ["'9999_future'" if name == "name" else name for name in columns]
    copied = f"SELECT {', '.join(values)} FROM schema_migration LIMIT 1"
    hall.db.execute_sql(f"INSERT INTO schema_migration ({', '.join(columns)}) {copied}")
    hall.close()
    error = command("request", "list").error
    assert error["error"] == "newer_database" and "9999_future" in error["message"]


def test_a_database_that_is_none(command, home):
    home.database.write_bytes(b"this is no database, whatever its name says" * 100)
    for suffix in ("-wal", "-shm"):
        home.database.with_name(f"hall.db{suffix}").unlink(missing_ok=True)
    assert command("request", "list").error["error"] == "database"


def test_settings_that_do_not_hold(command, home):
    home.config.write_text("[hall]\nname = 3\n", encoding="utf-8")
    error = command("item", "list").error
    assert error["error"] == "bad_config" and "config.toml" in error["message"]


def test_wrong_usage_is_exit_code_2(command, capsys):
    for words in (("item",), ("request", "fly"), ("request", "new"), ("request", "list", "--limit", "0")):
        with pytest.raises(SystemExit) as ended:
            command(*words)
        assert ended.value.code == 2
        assert "Traceback" not in capsys.readouterr().err


def _hallclient(home: Home, *words: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    base = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONUTF8"))}
    command = [sys.executable, "-m", "hallclient.cli", "--home", str(home.folder), *words]
    return subprocess.run(command, capture_output=True, input=b"0000\n", env={**base, **environ}, check=False)


@pytest.mark.parametrize(
    "environ",
    [
        {"LANG": "zh_CN.GBK"},
        {"PYTHONIOENCODING": "gbk"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_no_utf8_locale(home, environ):
    name = "𠮷野家"
    new = ("request", "new", "--item", "MZ002", "--name", name, "--as", "1003", "--pin-stdin", "--json")
    done = _hallclient(home, *new, **environ)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    shown = _hallclient(home, "search", name[:2], "--json", **environ)
    assert shown.returncode == 0 and '"name": "𠮷*家"' in shown.stdout.decode("utf-8")
    refused = _hallclient(home, "item", "show", "没有", **environ)
    said = refused.stderr.decode("utf-8")
    assert refused.returncode == 1 and "没有" in said and "Traceback" not in said


def test_bytes_that_are_no_text(home):
    command = [sys.executable, "-m", "hallclient.cli", "--home", str(home.folder)]
    for words in (
        ["item", "show", "最低".encode("gbk")],
        ["search", b"\xff"],
        ["request", "list", "--owner", b"\xd5\xc5"],
    ):
        done = subprocess.run(
            [*command, *words], capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False
        )
        said = done.stderr.decode("utf-8")
        assert done.returncode == 1 and "UTF-8" in said and len(said.splitlines()) == 1


def test_what_was_typed_does_not_reach_the_terminal_as_commands(command):
    done = command("item", "show", "\x1b[31mXX\nYY", text=True)
    assert done.code == 1 and "\x1b" not in done.err and len(done.err.splitlines()) == 1
    done = command(
        "request", "new", "--item", "MZ002", "--name", "张三", "--phone", "1\x1b[2J3", who="1003", text=True
    )
    assert done.code == 0 and "\x1b" not in done.err + done.out


def test_values_that_look_like_commands(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command("--as", "demo", "--pin-stdin", "item", "list").error["error"] == "wrong_pin"
    assert command("request", "list", who="sync").error["error"] == "wrong_pin"
    assert command("item", "list", at=Home(tmp_path / "verify")).error["error"] == "no_home"


def test_a_reader_that_goes_away_is_no_crash(home):
    command = [sys.executable, "-m", "hallclient.cli", "--home", str(home.folder), "item", "list", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert b"Traceback" not in said


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_option_has_help_in_both_languages(home, language):
    for words in (
        ("init",), ("item", "list"), ("item", "show"), ("request", "new"), ("request", "list"), ("request", "show"),
        ("request", "act"), ("search",), ("notice", "issue"), ("notice", "show"), ("notice", "print"),
        ("punctuality",), ("leave", "ask"), ("leave", "approve"), ("leave", "list"), ("correction", "ask"),
        ("deadline",), ("id-check",), ("staff", "list"), ("staff", "set-pin"), ("verify",), ("backup",),
    ):  # fmt: skip
        _check_help(language, words)


def _check_help(language: str, words: tuple[str, ...]) -> None:
    import argparse

    from hallclient import cli
    from hallclient import language as speech

    speech.use(language)
    parser = cli._parser([words[0]])
    for word in words:
        verbs = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
        parser = verbs.choices[word]
    assert parser.format_help()
    for action in parser._actions:
        assert action.help, (words, action.dest)
        if language == "zh_CN" and action.dest != "help":
            assert any("\u4e00" <= character <= "\u9fff" for character in action.help), (words, action.help)
