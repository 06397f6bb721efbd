"""The README says what is so: its two lines, commands, keys, files."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from hallclient.cli import COMMANDS
from hallclient.screens.global_keys import GLOBAL_KEYS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("end", [".venv/bin/hallclient demo", ".venv/bin/pytest"])
def test_one_line_sets_up_and_runs(end):
    lines = [line for line in README.splitlines() if line.startswith("python3 -m venv .venv &&")]
    assert sum(line.endswith(end) for line in lines) == 1
    assert len(lines) == 2


def test_commands_exist():
    named = set(re.findall(r"^hallclient (?:--\S+ )?([a-z-]+)", README, re.MULTILINE))
    assert len(named) > 5
    assert named <= set(COMMANDS)


def test_keys_of_everywhere_are_all_there_and_true():
    table = dict(re.findall(r"^\| ((?:F|Ctrl\+)\w+) \| ((?:Alt|Ctrl)\+\w) \|", README, re.MULTILINE))
    real = {
        key.key.replace("ctrl+", "Ctrl+").upper().replace("CTRL", "Ctrl"): key.second.replace("alt", "Alt").replace(
            "ctrl", "Ctrl"
        )
        for key in GLOBAL_KEYS
        if not key.internal
    }
    assert {key.lower(): second.lower() for key, second in table.items()} == {
        key.lower(): second.lower() for key, second in real.items()
    }


def test_places_named_for_changes_exist():
    for place in re.findall(r"`((?:hallclient|db|tests)/[\w./<>-]*)`", README):
        path = place.replace("<noun>.py", "").replace("*.toml", "")
        assert (ROOT / path).exists(), place


def test_the_sample_catalogue_has_as_many_matters_as_said():
    said = int(re.search(r"\((\d+) matters", README)[1])
    files = (ROOT / "db" / "catalogue").glob("*.toml")
    assert said == sum(len(tomllib.loads(path.read_text(encoding="utf-8")).get("item", [])) for path in files)


def test_the_picture_is_there():
    assert (ROOT / re.search(r"!\[[^]]*\]\(([^)]+)\)", README)[1]).stat().st_size > 10_000


def test_the_columns_of_imports_are_those_that_are_read():
    table = dict(re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| (.*\\\*.*) \|$", README, re.MULTILINE))
    assert len(table) > 7
    for kinds, columns in table.items():
        for kind in re.findall(r"`(\w+)`", kinds):
            module = import_module(f"hallclient.jobs.imports.{'punches' if kind == 'paper' else kind}")
            real = [column.chinese + "\\*" * column.required for column in module.COLUMNS]
            assert columns.split() == real, kind
