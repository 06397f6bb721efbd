"""Who may import whom, proven twice: by the contracts in pyproject.toml and by what a process has loaded."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.sources import ROOT, sources

HEAVY = {"textual", "rich", "peewee", "playhouse", "psycopg2"}
SELDOM = {"openpyxl", "xlsxwriter", "pypinyin", "chinese_calendar", "platformdirs", "dateutil", "babel"}


def loaded(code: str, *arguments: object, home: Path | None = None) -> set[str]:
    """Top-level modules outside the standard library that ``code`` loads in a new process."""
    script = (
        "import sys\nbefore = set(sys.modules)\n"
        f"{code}\n"
        "import json\n"
        "names = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print('\\n' + json.dumps(sorted(names - set(sys.stdlib_module_names))))\n"
    )
    environ = {**os.environ, "PYTHONUTF8": "1", "LANG": "C.UTF-8"}
    if home is not None:
        environ["HALLCLIENT_HOME"] = str(home)
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True, encoding="utf-8", cwd=ROOT, env=environ, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def command(*words: object) -> str:
    """Code that runs one command; it must succeed."""
    return f"from hallclient.cli import main\nassert main({[str(word) for word in words]!r}) == 0"


def test_the_contracts_hold():
    lint = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert lint, "import-linter is not installed beside this Python"
    done = subprocess.run(
        [lint, "--no-cache"], capture_output=True, encoding="utf-8", cwd=ROOT, check=False,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[done.stdout.find("Contracts") :] + done.stderr


def test_the_rules_load_nothing_but_the_standard_library():
    names = [".".join(s.path.relative_to(ROOT).with_suffix("").parts) for s in sources() if "/rules/" in s.name]
    assert len(names) > 20
    code = "import importlib\nfor name in sys.argv[1:]:\n    importlib.import_module(name)"
    assert loaded(code, *[name.removesuffix(".__init__") for name in names]) == {"hallclient"}


def test_the_command_line_is_light():
    assert loaded("import hallclient.cli") == {"hallclient"}


@pytest.mark.parametrize("words", [("id-check", "11010519491231002X"), ("deadline", "2026-09-18", "20"), ("--help",)])
def test_commands_without_a_database_load_no_database(words):
    code = command(*words)
    if "--help" in words:
        code = "from hallclient.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    assert not loaded(code) & HEAVY


def test_an_export_loads_no_terminal(home, tmp_path):
    words = (
        "export",
        "requests",
        "--date",
        "2026-11-20",
        "--format",
        "csv,json,html,xlsx",
        "--out",
        tmp_path / "out",
    )
    found = loaded(command(*words), home=home.folder)
    assert "peewee" in found
    assert not found & {"textual"}


def test_reading_commands_load_what_they_need(home):
    found = loaded(command("request", "list", "--json"), home=home.folder)
    # Peewee itself loads psycopg2 where that is installed.
    assert not found & ({"textual", "playhouse"} | SELDOM)


def test_no_package_imports_anything_by_itself():
    found = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        if source.path.name == "__init__.py"
        for node in source.tree.body
        if not isinstance(node, ast.Expr) and "__version__" not in ast.unparse(node)
    ]
    assert found == []
